"""Personal data in text, found by shape: what is found keeps a text from being published until a person decides.

A wrong check digit does not make a number harmless, so none is looked at; what a person clears with a reason stays.
个人信息保护法 6, 25; rules.md 0.2b, 0.2w.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from privacy.addresses import addresses
from privacy.folding import CHINESE_DIGITS, INVISIBLE, fold
from privacy.mail_addresses import mail_addresses
from privacy.numbers import hide_credit_codes, numbers
from privacy.people import people
from privacy.rosters import rostered
from privacy.scattered_numbers import scattered_numbers
from privacy.secrecy import secrecy_mark
from privacy.suspects import Kind, Span, Suspect, masked
from privacy.tokens import tokens

__all__ = ["Kind", "Suspect", "mask", "scan", "secrecy_mark", "starred"]

_DIGIT = rf"[0-9OoIl{CHINESE_DIGITS}]"
_MAY_HOLD_NUMBERS = re.compile(
    rf"[@0-9A-Za-z{CHINESE_DIGITS}](?:(?<=@)|(?<=[0-9])(?:[^0-9]{{0,4}}[0-9]){{5}}|(?<=[A-Za-z0-9])[A-Za-z0-9]{{3}}"
    rf"|(?<=[A-Za-z])[{INVISIBLE}]*+[A-Za-z]|(?<={_DIGIT})[\W_]{{0,12}}+(?:{_DIGIT}[\W_]{{0,12}}+){{10}})"
)
"""It begins with one set of signs, for which a text is searched far faster than for five beginnings."""
_ORDER = {kind: place for place, kind in enumerate(Kind)}


def scan(text: str, *, names: Collection[str] = (), by_segmenter: bool = True) -> list[Suspect]:
    """Personal data in `text`, in order; offsets are those of `text`. `names` are officials' names to look for.

    Serves titles and file names too. Pass `names` as a frozenset where the same roster is used again and again.
    Without the segmenter, where thousands of texts are warned of only, names are found by rules alone.
    """
    if not text:
        return []
    folded, spans = _numbered(text)
    spans += [*people(folded, by_segmenter=by_segmenter), *addresses(folded)]
    if names:
        spans += rostered(folded, names)
    return _suspects(text, spans)


def mask(text: str) -> str:
    """`text` with personal numbers made unreadable, for JSON reports and logs; words stay as they are."""
    return starred(text, _suspects(text, _numbered(text)[1]))


def starred(text: str, suspects: Iterable[Suspect]) -> str:
    """`text` with each of its suspects as it may be shown; of one that runs into another nothing, their digits would read on."""
    pieces, reached = [], 0
    for suspect in suspects:
        shown = suspect.masked if suspect.start >= reached else "***"
        pieces += [text[reached : max(suspect.start, reached)], shown]
        reached = max(suspect.end, reached)
    return "".join([*pieces, text[reached:]])


def _numbered(text: str) -> tuple[str, list[Span]]:
    """The folded text without its credit codes, and the personal numbers in it; most texts have no digits for one."""
    folded = fold(text)
    if _MAY_HOLD_NUMBERS.search(folded) is None:
        return folded, []
    folded = hide_credit_codes(folded)
    searches = (numbers, scattered_numbers, tokens, mail_addresses)
    return folded, [span for search in searches for span in search(folded)]


def _suspects(text: str, spans: list[Span]) -> list[Suspect]:
    kept: list[Suspect] = []
    if not spans:
        return kept
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1], _ORDER[span[2]])):
        if kept and end <= kept[-1].end:
            continue
        piece = text[start:end]
        kept.append(Suspect(start, end, kind.value, kind.label, piece, masked(kind, fold(piece))))
    return kept
