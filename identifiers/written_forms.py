"""One written form of words, however they were typed: full width, traditional signs, any bracket and quotation mark. Pure."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

SIGNS = Path(__file__).with_name("traditional.txt")
MARKS = "[]{}〔〕【】〖〗「」『』“”‘’'", "()()()()()" + '"' * 9
"""Brackets and quotation marks, and the one kind that stands for all of them."""
QUOTES = "".join(sign for sign, form in zip(*MARKS, strict=True) if form == '"') + '"'


@cache
def traditional() -> dict[int, str]:
    """Return the simplified form of each traditional sign, as `str.translate` takes it."""
    lines = SIGNS.read_text(encoding="utf-8").splitlines()[1:]
    return {
        ord(sign): form
        for here, below in zip(lines[::2], lines[1::2], strict=True)
        for sign, form in zip(here, below, strict=True)
    }


def simplified(text: str) -> str:
    """Return `text` with its traditional signs in their simplified form."""
    return text if text.isascii() else text.translate(traditional())


def fold(text: str) -> str:
    """Return the one written form in which texts are compared: as the database's text_fold does, sign by sign."""
    letters = "".join(letter.lower()[0] for letter in unicodedata.normalize("NFKC", text))
    return simplified(letters).translate(str.maketrans(*MARKS))
