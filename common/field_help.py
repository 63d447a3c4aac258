"""Help on form fields: what a field means, in which form it is typed, and which clause asks for it.

Every app registers its texts by form and field; a form inherits those of the forms it is made of.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.forms import BoundField


@dataclass(frozen=True)
class FieldHelp:
    """What is told of one field; `basis` is the clause, "" where the portal itself asks for it."""

    text: str
    basis: str = ""


@dataclass
class FieldHelps:
    """Texts by form class name and field name."""

    texts: dict[str, dict[str, FieldHelp]] = field(default_factory=dict)

    def register(self, form: str, texts: Mapping[str, FieldHelp]) -> None:
        """Add the texts of a form by its class's name: {field: help}."""
        self.texts[form] = {**self.texts.get(form, {}), **texts}

    def read(self, path: Path) -> None:
        """Add the texts of a TOML file: `[Form.field]` with `text` and, where a clause asks for it, `basis`."""
        for form, texts in tomllib.loads(path.read_text(encoding="utf-8")).items():
            self.register(form, {name: FieldHelp(**told) for name, told in texts.items()})

    def of(self, bound: BoundField) -> FieldHelp | None:
        """Return the help on a bound field, looked for in its form's class and those above it."""
        for kind in type(bound.form).__mro__:
            found = self.texts.get(kind.__name__, {}).get(bound.name)
            if found:
                return found
        return None


field_helps = FieldHelps()
field_helps.register(
    "AttachForm",
    {
        "file": FieldHelp(
            "认定文书、送达回证、履行凭证等的扫描件。类型按内容辨认；存入后只能撤回，不能删除。涉密件不得上传。",
            "行政处罚法 46；保守国家秘密法",
        ),
        "title": FieldHelp(
            "别人凭它找到这份证据，如“送达回证 2026-03-02”；不写自然人姓名。", "个人信息保护法 6"
        ),
    },
)
field_helps.register(
    "TalkForm",
    {"text": FieldHelp("经办之间的沟通，不是办理意见；不写个人隐私和涉密内容。", "个人信息保护法 6")},
)
