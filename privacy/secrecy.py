"""Marks of state secrets: what carries one may not enter this system at all (保守国家秘密法; rules.md 0.2w)."""

from __future__ import annotations

import re

from privacy.folding import INVISIBLE, fold

_SPACES = re.compile(rf"[\s{INVISIBLE}]+")
_LEVEL = "(绝密|机密|秘密)"
_TERM = r"(?:\d{1,3}(?:年|个月)|长期)?"
_WHOLE = re.compile(rf"\W*(?:密级\W*)?{_LEVEL}级?\W*{_TERM}\W*")
_IN_TEXT = re.compile(
    rf"{_LEVEL}级?[★☆⭐✩✪✫✬✭✮✯✰🌟]"
    rf"|(?<!商业)(?<!工作)[(\[{{【〔〖〘〚「『](?:密级\W*)?{_LEVEL}级?\W*{_TERM}[)\]}}】〕〗〙〛」』]"
    rf"|密级别?(?:为|是|定为)?[^\w，。；、,;]{{0,4}}{_LEVEL}"
)
"""Before a ★, alone in brackets, after 密级; titles and quotations are prose."""
_WITH_LEVEL = re.compile(r"(绝密|(?<!商业)机密|(?<!商业)(?<!工作)秘密)级(?!别)")
"""With 级 in one word: 工作秘密 and 商业秘密 have levels of their own, 级别 is a word of its own."""
_UNSEEN = re.compile(f"[{INVISIBLE}]+")


def secrecy_mark(value: object) -> str | None:
    """绝密, 机密 or 秘密 where it is the whole cell or marked as a level inside; None for the words in running text."""
    text = str(value) if value is not None else ""
    if "密" not in text:
        return None
    folded = fold(text)
    plain = _SPACES.sub("", folded)
    found = _WHOLE.fullmatch(plain) or _IN_TEXT.search(plain) or _WITH_LEVEL.search(_UNSEEN.sub("", folded))
    return next(filter(None, found.groups())) if found else None
