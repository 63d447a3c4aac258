"""One character for one character: a folded text has the length of its original, so offsets stay true."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

INVISIBLE = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u20e3\ufe00-\ufe0f\ufeff"
"""Characters without width, as the inside of a regular expression's class."""

GAP = rf"\s{INVISIBLE}\-\u2010-\u2015\u2043\u2212_~·•‧・"
"""What people put between the digits of one number."""

_CHINESE_DIGITS = str.maketrans("〇○零一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖", "00011223456789123456789")
_CHINESE_DIGIT = "[〇○零一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_CHINESE_NUMBER = re.compile(rf"{_CHINESE_DIGIT}(?:[{GAP}]?{_CHINESE_DIGIT}){{10,}}")
_FOLDED_RANGES = ((0x80, 0x3400), (0xF900, 0xFB00), (0xFE10, 0x10000), (0x1D7CE, 0x1D800), (0x1F100, 0x1F190))


def _plain(character: str) -> str | None:
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and plain != character else None


_FOLDS = {
    code: plain
    for code in chain.from_iterable(range(*bounds) for bounds in _FOLDED_RANGES)
    if (plain := _plain(chr(code))) is not None
}


def fold(text: str) -> str:
    """Full width, circled and foreign digits as ASCII, long rows of Chinese digits too; same length as `text`."""
    folded = text.translate(_FOLDS)
    return _CHINESE_NUMBER.sub(lambda found: found[0].translate(_CHINESE_DIGITS), folded)
