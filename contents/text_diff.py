"""Two texts beside each other, cut where they differ, so that a page can mark what changed. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_COMPARED = 4_000_000
"""Product of two lengths beyond which the texts are marked as a whole: nobody reads such a change by letters."""
SHORTEST_KEPT = 2
EMPTY = "（空）"
_TOKEN = re.compile(r"[0-9A-Za-z.]+|.", re.DOTALL)
"""A number or a Latin word is one thing; of Chinese each character is."""


@dataclass(frozen=True)
class Stretch:
    text: str
    is_changed: bool = False


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


def marked(old: str, new: str) -> tuple[list[Stretch], list[Stretch]]:
    """Return both texts in stretches; what stands in one alone is changed.

    A single letter that both happen to share within a change is no part of what stayed.
    """
    if not old or not new or len(old) * len(new) > MOST_COMPARED:
        return _whole(old), _whole(new)
    before: list[Stretch] = []
    after: list[Stretch] = []
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    for tag, i, j, m, n in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        text, at_edge = "".join(was[i:j]), i == 0 or j == len(was)
        changed = tag != "equal" or (len(text) < SHORTEST_KEPT and not at_edge)
        _add(before, text, changed)
        _add(after, "".join(now[m:n]), changed)
    return before, after


def _whole(text: str) -> list[Stretch]:
    return [Stretch(text, is_changed=True)] if text else []


def _add(stretches: list[Stretch], text: str, is_changed: bool) -> None:
    if not text:
        return
    if stretches and stretches[-1].is_changed == is_changed:
        text = stretches.pop().text + text
    stretches.append(Stretch(text, is_changed))
