"""Help on form fields: what a field means, in which form it is typed, and which clause asks for it.

Every app registers its texts by form and field; a form inherits those of the forms it is made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FieldHelp:
    """What is told of one field; `basis` is the clause, "" where the portal itself asks for it."""

    text: str
    basis: str = ""


@dataclass
class FieldHelps:
    """Texts by form class name and field name."""

    texts: dict[str, Mapping[str, FieldHelp]] = field(default_factory=dict)

    def register(self, form: str, texts: Mapping[str, FieldHelp]) -> None:
        self.texts[form] = {**self.texts.get(form, {}), **texts}

    def of(self, bound: Any) -> FieldHelp | None:
        """Return the help on a bound field, looked for in its form's class and those above it."""
        for kind in type(bound.form).__mro__:
            found = self.texts.get(kind.__name__, {}).get(bound.name)
            if found:
                return found
        return None


field_helps = FieldHelps()
