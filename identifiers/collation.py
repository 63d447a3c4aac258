"""Chinese names by pinyin: the stored key by which they sort, because C.UTF-8 sorts by code point, and what spells them."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


def pinyin_key(name: str) -> str:
    """Return the sort key of a Chinese name: toned pinyin syllables, then the name itself."""
    return (" ".join(lazy_pinyin(name, style=Style.TONE3)) + " " + name)[:400]


def is_spelt(text: str, letters: str) -> bool:
    """Say whether the letters spell a part of a text in whole syllables（luru）or by their first letters（lr）."""
    return letters.isascii() and any(letters in spelt for spelt in _spelling(text))


@lru_cache(maxsize=8192)
def _spelling(text: str) -> tuple[str, str]:
    syllables = lazy_pinyin(text.lower())
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)
