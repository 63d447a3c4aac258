"""One character for one character: a folded text has the length of its original, so offsets stay true."""

from __future__ import annotations

import re
import unicodedata

from identifiers.characters import IGNORABLE

INVISIBLE = IGNORABLE + "\u20e3\u2800"
"""Characters that leave no trace on the page, as the inside of a regular expression's class."""

GAP = rf"\s{INVISIBLE}\-\u2010-\u2015\u2043\u2212_~·•‧・"
"""What people put between the digits of one number."""

CHINESE_DIGITS = "〇○零一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖"
VALUE_OF = str.maketrans(CHINESE_DIGITS, "00011223456789123456789")
_CHINESE_NUMBER = re.compile(rf"[{CHINESE_DIGITS}](?:[{GAP}]?[{CHINESE_DIGITS}]){{10,}}")
_UNSEEN = "\u200b"
_FOLDABLE = re.compile("[^\x00-\x7f\u3400-\u9fff]")
_IGNORABLE_SIGN = re.compile(f"[{IGNORABLE}]")


def is_ignorable(sign: str) -> bool:
    """Say whether Unicode lets a character be drawn as nothing at all."""
    return _IGNORABLE_SIGN.match(sign) is not None


class _Folds(dict[int, str]):
    """Character → what it counts as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(sign: str) -> str:
    if sign < "\x80" or "\u3400" <= sign <= "\u9fff":
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"} or is_ignorable(sign):
        return _UNSEEN
    plain = unicodedata.normalize("NFKC", sign)
    bare = unicodedata.normalize("NFKD", sign)[0]
    if bare.isascii() and bare.isalpha() and len(plain) == 1:
        return bare
    return plain if len(plain) == 1 else sign


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Digits of every script as ASCII, long rows of Chinese ones too, unseen marks as one of them; same length."""
    folded = text.translate(_FOLDS) if _FOLDABLE.search(text) else text
    return _CHINESE_NUMBER.sub(lambda found: found[0].translate(VALUE_OF), folded)
