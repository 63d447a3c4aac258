"""A column of a list: what stands in its cell, what goes into an export, by what it sorts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

Of = Callable[[Any], Any]
EMPTY = "—"


@dataclass(frozen=True)
class Column:
    """`value` gives a row's plain value; `cell` its HTML where that differs from the value.

    `exports` are (header, value) pairs where the cell says several things, or nothing that a file can hold.
    `sort` holds the fields or expressions that it sorts by. A fixed column is always shown.
    """

    key: str
    label: str
    value: Of
    cell: Of | None = None
    exports: Sequence[tuple[str, Of]] | None = None
    sort: Sequence[Any] = ()
    css: str = ""
    shown: bool = True
    fixed: bool = False

    def show(self, row: object) -> str | SafeString:
        """Return what stands in the cell of one row."""
        return self.cell(row) if self.cell else words(self.value(row))

    @property
    def written(self) -> Sequence[tuple[str, Of]]:
        """Return (header, value) of what an export writes for this column."""
        return ((self.label, self.value),) if self.exports is None else self.exports


def day_column(key: str, label: str, field: str, *, shown: bool = True) -> Column:
    """Return the column of a date, which it sorts by."""
    return Column(key, label, attrgetter(field), sort=[field], css="nowrap", shown=shown)


def words(value: object) -> str:
    """Return a plain value as people read it: days as 2026-11-18, nothing as a dash."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return EMPTY if value in (None, "") else str(value)


def day(moment: datetime) -> str:
    """Return the day of a moment in Beijing."""
    return f"{timezone.localtime(moment):%Y-%m-%d}"


def link(address: str, text: object, css: str = "") -> SafeString:
    return format_html('<a href="{}" class="{}">{}</a>', address, css, text)


def row_link(address: Callable[[Any], str], text: Of, css: str = "") -> Of:
    """Return the cell that leads from a row to its page."""
    return lambda row: link(address(row), text(row), css)


def below(first: object, second: object, css: str = "") -> SafeString:
    """Return `first` with `second` in small letters on a line of its own, if there is any."""
    if second in (None, ""):
        return format_html("{}", first)
    return format_html('{}<br><span class="muted small {}">{}</span>', first, css, second)


def mark(word: object, shape: str = "plain") -> SafeString:
    """Return a state: always a shape and a word."""
    return format_html('<span class="mark {}">{}</span>', shape, word)


def coded(text: object) -> SafeString:
    """Return a code that is selected as one word."""
    return format_html('<span class="code">{}</span>', text or EMPTY)
