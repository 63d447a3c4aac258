"""The stored key by which Chinese names sort（拼音序）, because C.UTF-8 sorts by code point."""

from pypinyin import Style, lazy_pinyin


def pinyin_key(name: str) -> str:
    """Return the sort key of a Chinese name: toned pinyin syllables, then the name itself."""
    return (" ".join(lazy_pinyin(name, style=Style.TONE3)) + " " + name)[:400]
