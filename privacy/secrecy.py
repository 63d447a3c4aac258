"""Marks of state secrets: what carries one may not enter this system at all (保守国家秘密法; rules.md 0.2w)."""

from __future__ import annotations

import re

from privacy.folding import INVISIBLE, fold

_SPACES = re.compile(rf"[\s{INVISIBLE}]+")
_WHOLE = re.compile(r"\W*(?:密级\W*)?(绝密|机密|秘密)级?\W*(?:\d{1,3}(?:年|个月)|长期)?\W*")
_BEFORE_STAR = re.compile(r"(绝密|机密|秘密)级?[★☆⭐✩✪✫✬✭✮✯✰🌟]")


def secrecy_mark(value: object) -> str | None:
    """绝密, 机密 or 秘密 where it is the whole cell or stands before a ★; None for the words in running text."""
    text = str(value) if value is not None else ""
    if "密" not in text:
        return None
    plain = _SPACES.sub("", fold(text))
    found = _WHOLE.fullmatch(plain) or _BEFORE_STAR.search(plain)
    return found[1] if found else None
