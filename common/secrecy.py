"""No text with a secrecy mark is kept, by whatever door it comes（rules.md 0.2p, 0.2w）."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from common.errors import Incomplete
from common.privacy import secrecy_mark


def refuse_marks(texts: Mapping[str, Any]) -> None:
    """Refuse when one of the strings among `texts` carries a mark; the text itself is not repeated."""
    marks = {name: secrecy_mark(text) for name, text in texts.items() if isinstance(text, str)}
    found = {name: f"含有密级标志“{mark}”，涉密信息不得录入本系统" for name, mark in marks.items() if mark}
    if found:
        raise Incomplete("内容含有密级标志，没有保存；请删除并按保密规定处理", found)


def texts_of(obj: models.Model) -> dict[str, Any]:
    """Return the text columns of `obj` by name."""
    fields = [f for f in obj._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)]
    return {field.name: getattr(obj, field.attname) for field in fields}
