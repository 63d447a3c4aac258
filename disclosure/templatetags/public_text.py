"""Small pieces of text on public pages: marked hits, excerpts, bars."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from disclosure.models import OpenAggregation
from disclosure.summary import as_of
from identifiers.written_forms import fold

register = template.Library()
AROUND = 24
LENGTH = 90


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words stand in the text, found as search finds them, in the text's own places."""
    folded, places = "", []
    for place, letter in enumerate(text):
        form = fold(letter)
        folded += form
        places += [place] * len(form)
    wanted = [re.escape(fold(word)) for word in sorted(words, key=len, reverse=True) if fold(word)]
    if not wanted:
        return []
    return [(places[hit.start()], places[hit.end() - 1] + 1) for hit in re.finditer("|".join(wanted), folded)]


@register.filter
def hits(text: str, words: Sequence[str]) -> SafeString:
    """Return the text, escaped, with the asked words in <mark>."""
    out, last = "", 0
    for start, end in _spans(text, words):
        if start >= last:
            out += f"{escape(text[last:start])}<mark>{escape(text[start:end])}</mark>"
            last = end
    return mark_safe(out + escape(text[last:]))  # noqa: S308 - every piece is escaped above


@register.filter
def excerpt(text: str, words: Sequence[str]) -> str:
    """Return one or two lines of a text, from just before the first asked word on."""
    text = " ".join(text.split())
    spans = _spans(text, words)
    start = max(spans[0][0] - AROUND, 0) if spans and spans[0][1] > LENGTH else 0
    end = start + LENGTH
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


@register.simple_tag
def bar(percent: int) -> SafeString:
    """Return a bar of 0–100 percent: an SVG, because the policy of the page allows no inline style."""
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="{}" height="8"></rect></svg>',
        min(max(int(percent), 0), 100),
    )


@register.simple_tag
def aggregation() -> OpenAggregation | None:
    """Return the run whose figures the statistics show."""
    return as_of()
