"""The content of a fact in words: its fields as the pages say them."""

from __future__ import annotations

from typing import Any

from contents.money import sum_words
from contents.text_diff import EMPTY
from records.facts.models.kinds import FactKind


def value_words(kind: type[FactKind], name: str, value: object) -> str:
    """Return one value of a fact's field as the pages say it; whom it is about is given by key."""
    if value in (None, ""):
        return kind.UNSAID.get(name, EMPTY)
    if isinstance(value, bool):
        return "是" if value else "否"
    if name in kind.SUMS:
        return sum_words(value)
    field: Any = kind._meta.get_field(name)
    if field.related_model:
        return str(field.related_model._default_manager.filter(pk=value).first() or EMPTY)
    return str(dict(field.flatchoices).get(value, value))
