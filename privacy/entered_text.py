"""What of a text that enters the portal is kept: everything that a reader sees, and nothing that only a machine reads.

Gone are default ignorable code points (tags, variation selectors, joiners, Hangul fillers, marks of direction),
control and format characters, noncharacters, and combining marks that belong to no letter. Blanks become spaces.
Digits and letters of full width or mathematical form become ASCII, radicals and compatibility ideographs become the
ideographs that they look like. The rest of NFKC is left undone, because it would change what people wrote on purpose:
，（）： would become half width, ①, ㎡ and Ⅱ would fall apart. Marks inside a text are for `privacy.scan`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from privacy.folding import is_ignorable

ORDINARY = r"\t\n\r -~·—‘’“”…‰□○●★　-〩〰-〿一-鿿㐀-䶿！＂＃％-／：-；？［-］｛｝～￥×÷±°²³§′″℃℉№①-⑳⑴-⒇Ⅰ-Ⅻ■□▲△◆◇☆㎡㎞→←"
"""What enters as it is, as the inside of a regular expression's class."""
_UNUSUAL = re.compile(rf"[^{ORDINARY}]")
_FOLDED = re.compile("[０-９Ａ-Ｚａ-ｚ\u2e80-\u2fd5\U0001d400-\U0001d7ff]")
_LINES = {"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n"}
_BLANK_CATEGORY, _EMPTY_BRAILLE, _WIDE_SPACE = "Zs", "\u2800", "\u3000"
_GONE = frozenset({"Cc", "Cf", "Cs"})
_NO_CHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


def is_unusual(text: str) -> bool:
    """Say whether a text must be looked at sign by sign; most need not."""
    return _UNUSUAL.search(text) is not None


def entered(text: str) -> str:
    """Return what is kept of `text`, its lines as they were; of what is kept already nothing is lost again."""
    if not is_unusual(text):
        return text
    kept: list[str] = []
    for sign in unicodedata.normalize("NFC", "".join(map(_kept, text))):
        if unicodedata.category(sign)[0] == "M" and not _bears_marks(kept):
            continue
        kept.append(sign)
    return "".join(kept)


def entered_name(name: str) -> str:
    """Return what is kept of the name of a file, which has one line."""
    return " ".join(entered(name).splitlines()).replace("\t", " ").strip()


@lru_cache(maxsize=4096)
def _kept(sign: str) -> str:
    if sign in "\t\n\r" or sign == _WIDE_SPACE:
        return sign
    if sign in _LINES:
        return _LINES[sign]
    category = unicodedata.category(sign)
    if category == _BLANK_CATEGORY or sign == _EMPTY_BRAILLE:
        return " "
    if category in _GONE or is_ignorable(sign) or _NO_CHARACTER.match(sign):
        return ""
    return unicodedata.normalize("NFKC", sign) if _FOLDED.match(sign) else sign


def _bears_marks(kept: list[str]) -> bool:
    """Say whether combining marks belong to the sign before: a letter, not of ASCII nor Chinese, or one of its marks."""
    sign = next((sign for sign in reversed(kept) if unicodedata.category(sign)[0] != "M"), "")
    return unicodedata.category(sign or " ")[0] == "L" and not sign.isascii() and not _CHINESE.match(sign)
