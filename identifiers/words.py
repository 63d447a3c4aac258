"""Words as they are typed into a search box: a number in parts, with other brackets or with none. Pure."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = r"(?:\W|_)*"
_PART = re.compile(r"[0-9]+|[A-Za-z]+|[^\W0-9A-Za-z_]+")


def pattern_of(word: str) -> str:
    """Return the pattern, for Python and PostgreSQL alike, of what holds the word's parts with any signs between them.

    苏财罚2026-7号 and 苏财罚[2026]7号 both mean 苏财罚〔2026〕7号.
    """
    plain = unicodedata.normalize("NFKC", word)
    return _BETWEEN.join(_PART.findall(plain)) or re.escape(word)
