"""Move the demo return in time, so that it is always last quarter's: by whole months since it was made."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from openpyxl import load_workbook

from days.calendar import add_months
from exchange.importers.values import date_reader, plain

Value = TypeVar("Value")
MADE = date(2026, 11, 1)
DATE_COLUMNS = {"发生日期", "认定日期", "生效日期"}
_EPOCH = date(1899, 12, 30)


def months_since_made(today: date) -> int:
    """Return the whole months between the month the data was made for and today's."""
    return (today.year - MADE.year) * 12 + today.month - MADE.month


def shifted_return(source: Path, target: Path, months: int) -> Path:
    """Write a copy of the return with every readable date moved; unreadable ones stay for the import to find."""
    if months == 0:
        return source
    book = load_workbook(source)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if {cell.value for cell in row} >= DATE_COLUMNS)
    columns = [cell.column for cell in header if cell.value in DATE_COLUMNS]
    for number in range((header[0].row or 0) + 1, sheet.max_row + 1):
        for column in columns:
            cell = sheet.cell(number, column)
            cell.value = _shifted(cell.value, months)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def _shifted(value: Value, months: int) -> Value | datetime | int | str:
    """Return a date cell moved by `months` in the form it had: a real date, a serial number, or text."""
    text, fault = date_reader()(plain(value))
    if fault or not text:
        return value
    day = add_months(date.fromisoformat(text), months)
    if isinstance(value, datetime):
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a cell of a workbook has no zone
    if isinstance(value, int):
        return (day - _EPOCH) // timedelta(days=1)
    return day.isoformat()
