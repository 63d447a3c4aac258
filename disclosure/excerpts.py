"""Where asked words stand in a text of a public page: marked hits, and the lines around the first. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from markupsafe import Markup, escape

from identifiers.written_forms import fold, traditional

AROUND = 24
LENGTH = 90
WRITTEN_OTHERWISE = (range(0x20, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000))
"""Where signs stand that are not their own form, but for the traditional ones, and for those beyond."""
BEYOND = "\U00010000-\U0010ffff"
"""Signs so seldom that nobody asks how they are written: one of them is taken for one of another length."""
Span = tuple[int, int]


class Forms(dict[int, str]):
    """The form of each sign, as `str.translate` asks for it."""

    def __missing__(self, code: int) -> str:
        form = self[code] = fold(chr(code))
        return form


@dataclass(frozen=True)
class Written:
    """How signs are written."""

    forms: Forms
    others: dict[str, str]
    """Each form and the further signs whose form it is."""
    uneven: re.Pattern[str]
    """Signs whose form may be more than one sign, after which a place in the form is not the same place in the text."""


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
    forms = _forms_of(tuple(words))
    if not forms:
        return []
    if not _written().uneven.search(text):
        return [hit.span() for hit in _in_text(forms).finditer(text)]
    of_signs = _written().forms
    places = [place for place, sign in enumerate(text) for _ in of_signs[ord(sign)]]
    found = re.finditer("|".join(map(re.escape, forms)), text.translate(of_signs))
    return [(places[hit.start()], places[hit.end() - 1] + 1) for hit in found]


@lru_cache(maxsize=256)
def _forms_of(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form for word in sorted(words, key=len, reverse=True) if (form := fold(word)))


@lru_cache(maxsize=256)
def _in_text(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return how forms are looked for in a text without uneven signs: at each place any sign of that form."""
    others = _written().others
    return re.compile(
        "|".join("".join(_any_of(sign + others.get(sign, "")) for sign in form) for form in forms)
    )


def _any_of(signs: str) -> str:
    return re.escape(signs) if len(signs) == 1 else f"[{re.escape(signs)}]"


@cache
def _written() -> Written:
    """Return how signs are written: the forms of all are made at once, each on a line."""
    codes = [*chain(*WRITTEN_OTHERWISE), *traditional()]
    lines = fold("\n".join(map(chr, codes))).split("\n")
    forms = Forms(zip(codes, lines, strict=True))
    others: defaultdict[str, str] = defaultdict(str)
    for code, form in forms.items():
        if form != chr(code):
            others[form] += chr(code)
    uneven = "".join(chr(code) for code, form in forms.items() if len(form) > 1)
    return Written(forms, dict(others), re.compile(f"[{re.escape(uneven)}{BEYOND}]"))
