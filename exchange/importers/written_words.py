"""Words as people write them: the same word whatever its width, blanks, invisible marks, or traditional signs. Pure."""

from __future__ import annotations

import re
import unicodedata

from identifiers.written_forms import simplified
from privacy.entered_text import entered

_QUOTED_FORMULA = re.compile(r'[=＝]\s*"((?:[^"]|"")*)"')


def word(text: str) -> str:
    """Return a word of a header or a code table: half width, simplified, without blanks and invisible marks."""
    if text.isascii():
        return "".join(text.split())
    plain = simplified(unicodedata.normalize("NFKC", entered(text)))
    return "".join(plain.split())


def unwrapped(text: str) -> str:
    """Return what `="…"` was written around to keep a spreadsheet from changing it."""
    found = _QUOTED_FORMULA.fullmatch(text.strip()) if "=" in text or "＝" in text else None
    return found[1].replace('""', '"') if found else text


def without_text_sign(text: str) -> str:
    """Return a number or code without the apostrophe that tells a spreadsheet to take it for text."""
    return text.lstrip("'’‘＇`") if text[:1] in "'’‘＇`" else text
