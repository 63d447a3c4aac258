"""The words of a letter: a template's places filled, its number and its date as letters write them."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

UNNUMBERED = "（草稿，未编号）"
UNDATED = "　　　　年　　月　　日"


class Places(string.Template):
    """A text with places like {{ 事实 }}; any other brace is text."""

    pattern = r"""
        \{\{\s*(?P<named>(?!\d)\w+)\s*\}\} |
        (?P<escaped>(?!)) | (?P<braced>(?!)) | (?P<invalid>\{\{ | \}\})
    """  # type: ignore[assignment]  # typed as what the class makes of it

    def names(self) -> list[str]:
        """Return the places in the order of the text; ValueError where braces do not close."""
        if not self.is_valid():
            raise ValueError("braces that name no place")
        return self.get_identifiers()


@dataclass(frozen=True)
class Face:
    """What a reader of a letter sees, the same as PDF and as Word file."""

    issuer: str
    document_number: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    date: str

    def as_dict(self) -> dict[str, object]:
        """Return the parts by name, as both kinds of file are made from them."""
        return asdict(self)


def missing(text: str, values: Mapping[str, str]) -> list[str]:
    """Return the places of `text` for which there is no value."""
    return [name for name in Places(text).names() if not values.get(name, "").strip()]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with its places filled; what a value holds is text, never a place."""
    return Places(text).substitute(values)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something, without control characters and indents."""
    lines = (
        "".join(char for char in line if unicodedata.category(char) != "Cc") for line in text.splitlines()
    )
    return tuple(line.strip() for line in lines if line.strip())


def document_number(mark: str, year: int, number: int) -> str:
    """Return a number as it stands on the letter: 苏信办函〔2026〕1号. GB/T 9704-2012 7.2.5"""
    return f"{mark}〔{year}〕{number}号"


def date_words(day: date) -> str:
    """Return a date as letters write it: 2026年11月8日, without leading zeros. GB/T 9704-2012 7.3.5"""
    return f"{day.year}年{day.month}月{day.day}日"
