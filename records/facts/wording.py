"""The content of a fact in words: its fields as the pages say them, and two of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from records.facts.models.kinds import FactKind
from texts.money import sum_words
from texts.text_diff import Stretch, marked

EMPTY = "（空）"


@dataclass(frozen=True)
class Pair:
    """One field of two contents, cut where they differ."""

    label: str
    old: str
    new: str

    @property
    def differs(self) -> bool:
        return self.old != self.new

    @property
    def cut(self) -> tuple[Sequence[Stretch], Sequence[Stretch]]:
        old, new = (("" if text == EMPTY else text) for text in (self.old, self.new))
        before, after = marked(old, new)
        return before or [Stretch(EMPTY)], after or [Stretch(EMPTY)]


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
