"""Where asked words stand in a text of a public page: marked hits, and the lines around the first. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from identifiers.written_forms import fold

AROUND = 24
LENGTH = 90
_form = lru_cache(maxsize=8192)(fold)
"""The written form of one sign: a page's texts are made of the same few thousand."""


def hits(text: str, words: Sequence[str]) -> Markup:
    """Return the text, escaped, with the asked words in <mark>."""
    if not words:
        return escape(text)
    out, last = Markup(), 0
    for start, end in _spans(text, words):
        if start >= last:
            out += Markup("{}<mark>{}</mark>").format(text[last:start], text[start:end])
            last = end
    return out + escape(text[last:])


def excerpt(text: str, words: Sequence[str]) -> str:
    """Return one or two lines of a text, from just before the first asked word on."""
    text = " ".join(text.split())
    spans = _spans(text, words)
    start = max(spans[0][0] - AROUND, 0) if spans and spans[0][1] > LENGTH else 0
    end = start + LENGTH
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words stand in the text, found as search finds them, in the text's own places."""
    wanted = _pattern(tuple(words)) if words else None
    if wanted is None:
        return []
    forms = [_form(letter) for letter in text]
    places = [place for place, form in enumerate(forms) for _ in form]
    return [(places[hit.start()], places[hit.end() - 1] + 1) for hit in wanted.finditer("".join(forms))]


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    folded = [form for word in sorted(words, key=len, reverse=True) if (form := fold(word))]
    return re.compile("|".join(map(re.escape, folded))) if folded else None
