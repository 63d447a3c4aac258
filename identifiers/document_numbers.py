"""The number of a document（文书号）in one normal form, so that it is found however its brackets were typed. Pure."""

from __future__ import annotations

import re
import unicodedata

from identifiers.characters import DASHES, INVISIBLE

_NOISE = re.compile(rf"[\s{INVISIBLE}]+")
_DASH = re.compile(f"[{DASHES}]+")
_NORMAL = re.compile("[\u3400-\u9fff0-9A-Z〔〕]*")
_BRACKETS = str.maketrans("([{<〔【〖〈《「『⟨", "〔" * 12) | str.maketrans(")]}>〕】〗〉》」』⟩", "〕" * 12)


def document_key(text: str) -> str:
    """The normal form of a document number: （2026）, [2026], 〔2026〕 and 【2026】 are one; digits stay as they are."""
    if _NORMAL.fullmatch(text):
        return text
    key = _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()
    return _DASH.sub("-", key).translate(_BRACKETS)
