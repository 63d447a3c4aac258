"""Where asked words stand in a text of a public page: marked hits, and the lines around the first. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from identifiers.written_forms import fold

AROUND = 24
LENGTH = 90


class Forms(dict[int, str]):
    """The written form of each sign, as `str.translate` asks for it: a page's texts are made of the same few thousand."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()
        """Signs whose form is not one sign, after which a place in the form is not the same place in the text."""

    def __missing__(self, sign: int) -> str:
        form = self[sign] = fold(chr(sign))
        if len(form) != 1:
            self.uneven.add(chr(sign))
        return form


_forms = Forms()


def hits(text: str, words: Sequence[str]) -> Markup:
    """Return the text, escaped, with the asked words in <mark>."""
    if not words:
        return escape(text)
    out, last = [], 0
    for start, end in _spans(text, words):
        if start >= last:
            out += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
            last = end
    return Markup("".join([*out, escape(text[last:])]))  # noqa: S704 - each part of the text is escaped


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
    form = text.translate(_forms)
    if _forms.uneven.isdisjoint(text):
        return [hit.span() for hit in wanted.finditer(form)]
    places = [place for place, sign in enumerate(text) for _ in _forms[ord(sign)]]
    return [(places[hit.start()], places[hit.end() - 1] + 1) for hit in wanted.finditer(form)]


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    folded = [form for word in sorted(words, key=len, reverse=True) if (form := fold(word))]
    return re.compile("|".join(map(re.escape, folded))) if folded else None
