"""Where asked words stand in a text of a public page: marked hits, and the lines around the first. Pure."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from markupsafe import Markup, escape

from identifiers.written_forms import fold

AROUND = 24
LENGTH = 90
SIGNS = range(0x20, 0x30000)
"""Beyond them each sign is its own form, and before them."""
ASTRAL = 0x10000
Span = tuple[int, int]


@dataclass(frozen=True)
class Written:
    """How signs are written."""

    forms: dict[int, str]
    """The forms of signs that are not their own form, as `str.translate` takes them."""
    others: dict[str, str]
    """Each form and the further signs whose form it is."""
    uneven: re.Pattern[str]
    """Signs whose form may be more than one sign, after which a place in the form is not the same place in the text."""


@dataclass(frozen=True)
class Wanted:
    """Asked words, as they are found in a text without uneven signs and in the form of a text."""

    in_text: re.Pattern[str]
    in_form: re.Pattern[str]


def hits(text: str, words: Sequence[str]) -> Markup:
    """Return the text, escaped, with the asked words in <mark>."""
    return _marked(text, _spans(text, words)) if words else escape(text)


def excerpt(text: str, words: Sequence[str]) -> Markup:
    """Return one or two lines of a text, from just before the first asked word on, escaped, with the words in <mark>."""
    text = " ".join(text.split())
    spans = _spans(text, words)
    start = max(spans[0][0] - AROUND, 0) if spans and spans[0][1] > LENGTH else 0
    shown = text[start : start + LENGTH]
    marked = _marked(shown, spans if shown == text else _spans(shown, words))
    before, after = "…" if start else "", "…" if start + LENGTH < len(text) else ""
    return Markup(f"{before}{marked}{after}")  # noqa: S704 - the text is escaped


def _marked(text: str, spans: Sequence[Span]) -> Markup:
    if not spans:
        return escape(text)
    out, last = [], 0
    for start, end in spans:
        if start >= last:
            out += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
            last = end
    return Markup("".join([*out, escape(text[last:])]))  # noqa: S704 - each part of the text is escaped


def _spans(text: str, words: Sequence[str]) -> list[Span]:
    """Return where the words stand in the text, found as search finds them, in the text's own places.

    A text is read as it is written: to bring all of it into its form takes longer than to look for every way of writing a word.
    """
    wanted = _wanted(tuple(words)) if words else None
    if wanted is None:
        return []
    if not _written().uneven.search(text):
        return [hit.span() for hit in wanted.in_text.finditer(text)]
    forms = _written().forms
    places = [place for place, sign in enumerate(text) for _ in forms.get(ord(sign), sign)]
    found = wanted.in_form.finditer(text.translate(forms))
    return [(places[hit.start()], places[hit.end() - 1] + 1) for hit in found]


@lru_cache(maxsize=256)
def _wanted(words: tuple[str, ...]) -> Wanted | None:
    folded = [form for word in sorted(words, key=len, reverse=True) if (form := fold(word))]
    if not folded:
        return None
    others = _written().others
    in_text = ("".join(_any_of(sign + others.get(sign, "")) for sign in form) for form in folded)
    return Wanted(re.compile("|".join(in_text)), re.compile("|".join(map(re.escape, folded))))


def _any_of(signs: str) -> str:
    return re.escape(signs) if len(signs) == 1 else f"[{re.escape(signs)}]"


@cache
def _written() -> Written:
    """Return how signs are written: the forms of all are made at once, each on a line, in a tenth of a second."""
    signs = [chr(code) for code in SIGNS]
    lines = fold("\n".join(signs)).split("\n")
    forms = {ord(sign): form for sign, form in zip(signs, lines, strict=True) if form != sign}
    others: defaultdict[str, str] = defaultdict(str)
    for code, form in forms.items():
        others[form] += chr(code)
    uneven = "".join(chr(code) for code, form in forms.items() if len(form) > 1 and code < ASTRAL)
    # Of the seldom signs beyond all are taken for such: a class that names some of them is slow for each sign of a text.
    return Written(
        forms, dict(others), re.compile(f"[{re.escape(uneven)}{chr(ASTRAL)}-{chr(sys.maxunicode)}]")
    )
