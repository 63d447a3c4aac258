"""Names that somebody lists: where they stand in a text, and what of a text a list of any size need be asked about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from privacy.folding import GAP, fold
from privacy.suspects import Kind, Span

_SPACES = re.compile(rf"[{GAP}]+")
_CJK = r"\u3400-\u9fff"
_ROW = re.compile(rf"[{_CJK}](?:[{_CJK}{GAP}]*[{_CJK}])?")
_DOT = re.compile("[·•・‧]")
_SHORTEST, _LONGEST, _LONGEST_DOTTED = 2, 5, 16


def name_key(name: str) -> str:
    """The form in which names are compared: folded, without spaces, dots and what is not seen."""
    return _SPACES.sub("", fold(name))


def name_keys(text: str) -> set[str]:
    """Every run of signs in `text` that can be a whole name, as `name_key` has it: what to ask a roster for.

    A name without a dot has at most five signs; one with a dot is read up to sixteen signs across it.
    """
    keys: set[str] = set()
    for row in _ROW.finditer(fold(text)):
        keys.update(_runs(row[0]))
    return keys


def rostered(folded: str, names: Collection[str]) -> list[Span]:
    """Every occurrence of a listed name of two signs or more, also with spaces inside."""
    roster = _roster(names if isinstance(names, frozenset) else frozenset(names))
    spans: list[Span] = []
    for found in roster.first.finditer(folded) if roster.first else ():
        at = found.start()
        window = folded[at : at + 3 * roster.longest]
        places = [place for place, sign in enumerate(window, at) if not _SPACES.match(sign)][: roster.longest]
        plain = "".join(folded[place] for place in places)
        fitting = (size for size in roster.lengths if size <= len(plain))
        length = next((size for size in fitting if plain[:size] in roster.names), 0)
        if length:
            spans.append((at, places[length - 1] + 1, Kind.NAME))
    return spans


@dataclass(frozen=True)
class _Roster:
    names: frozenset[str]
    lengths: list[int]
    first: re.Pattern[str] | None

    @property
    def longest(self) -> int:
        return self.lengths[0]


@lru_cache(maxsize=8)
def _roster(names: frozenset[str]) -> _Roster:
    plain = frozenset(squeezed for name in names if len(squeezed := name_key(name)) >= _SHORTEST)
    firsts = "".join(sorted(re.escape(sign) for sign in {name[0] for name in plain}))
    lengths = sorted({len(name) for name in plain}, reverse=True)
    return _Roster(plain, lengths, re.compile(f"[{firsts}]") if plain else None)


def _runs(row: str) -> Iterator[str]:
    signs, dots = "", []
    for sign in row:
        if _SPACES.match(sign) is None:
            signs += sign
        elif _DOT.match(sign):
            dots.append(len(signs))
    for start in range(len(signs) - 1):
        dotted = any(start < dot < start + _LONGEST_DOTTED for dot in dots)
        for length in range(_SHORTEST, (_LONGEST_DOTTED if dotted else _LONGEST) + 1):
            yield signs[start : start + length]
