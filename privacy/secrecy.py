"""Marks of state secrets: what carries one may not enter this system at all (保守国家秘密法; rules.md 0.2w).

A level is a mark by how it is written, not by what the sentence says: “泄露机密级文件” is refused as well, because 0.2w
names the level with 级 without exception, and nobody can tell from a text whether the secret itself follows. Whoever
tells of an offence writes 国家秘密 without its level; that is prose, as 商业秘密 and 工作秘密 are.
"""

from __future__ import annotations

import re
import unicodedata

from privacy.folding import INVISIBLE, fold

_SPACES = re.compile(rf"[\s{INVISIBLE}]+")
_UNSEEN = re.compile(f"[{INVISIBLE}]+")
_STAR_NAME = re.compile(r"\b(?:STARS?|ASTERISKS?|ASTERISM|HEXAGRAM|PENTAGRAM)\b")
_STARS = "*" + "".join(
    re.escape(sign)
    for block in (
        (0x2000, 0x2100),
        (0x2200, 0x2C00),
        (0xA600, 0xA700),
        (0x1F300, 0x1F700),
        (0x1F7A0, 0x1F800),
    )
    for sign in map(chr, range(*block))
    if _STAR_NAME.search(unicodedata.name(sign, ""))
)
_STAR = rf"(?:[{_STARS}]|[五六]角星|\(星\)|&#(?:9733|9734|x2605|x2606);|\\u260[56])"
_OTHERS = r"(?<!商业)(?<!工作)"
"""商业秘密 and 工作秘密 have marks and levels of their own."""
_LEVEL = rf"(绝密|(?<!商业)机密|{_OTHERS}秘密)"
_TERM = r"(?:\d{1,3}(?:年|个月)|长期)?"
_WHOLE = re.compile(rf"\W*(?:密级\W*)?{_LEVEL}级?\W*{_TERM}\W*")
_IN_TEXT = re.compile(
    rf"{_LEVEL}级?(?:\W{{0,2}}{_TERM})?{_STAR}|{_STAR}{_LEVEL}"
    rf"|{_OTHERS}[(\[{{【〔〖〘〚「『](?:密级\W*)?{_LEVEL}级?\W*{_TERM}[)\]}}】〕〗〙〛」』]"
    rf"|密级别?(?:为|是|定为)?[^\w，。；、,;]{{0,4}}{_LEVEL}"
)
"""Beside a star, alone in brackets, after 密级; titles and quotations are prose."""
_WITH_LEVEL = re.compile(rf"{_LEVEL}级(?!别)")
_AT_START = re.compile(
    rf"^[^\w\n]*{_LEVEL}(?:[\s]*[:\-—·|/]|[^\S\n]+\d{{0,3}}|[^\S\n]*$|[^\S\n]*{_TERM}[^\S\n]*$)", re.MULTILINE
)
"""The label of a line: 机密：…, 秘密 关于…, or a line of its own."""
_IN_NAME = re.compile(rf"(?:^|[\W_]){_LEVEL}(?:级|件)?(?=$|[\W_\d])")
_FORMS = str.maketrans("機絕祕級", "机绝秘级")


def secrecy_mark(value: object) -> str | None:
    """绝密, 机密 or 秘密 where it is the whole text or marked as a level inside; None for the words in running text."""
    text = str(value) if value is not None else ""
    if "密" not in text:
        return None
    folded = fold(text).translate(_FORMS)
    plain, seen = _SPACES.sub("", folded), _UNSEEN.sub("", folded)
    found = (
        _WHOLE.fullmatch(plain)
        or _IN_TEXT.search(plain)
        or _WITH_LEVEL.search(seen)
        or _AT_START.search(seen)
    )
    return next(filter(None, found.groups())) if found else None


def secrecy_mark_of_file(name: str) -> str | None:
    """The mark in the name of a file, where words stand apart: 01_机密_请示.pdf."""
    stem = name.rsplit(".", 1)[0] if "." in name else name
    found = _IN_NAME.search(_UNSEEN.sub("", fold(stem).translate(_FORMS)))
    return found[1] if found else secrecy_mark(stem)
