"""A list as a file: exactly its rows, order and columns, read by a server-side cursor, in constant memory.

No cell ever becomes a formula; the first line says who exported what, and in the demo that all is invented.
"""

from __future__ import annotations

import codecs
import csv
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from itertools import islice
from typing import IO, Any
from unicodedata import east_asian_width

import xlsxwriter
from django.conf import settings
from django.utils import timezone
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from common.context import DEMO_MARK, NAME
from common.lists.columns import Of, words
from common.lists.frame import Frame
from contents.csv_cells import csv_row

CHUNK = 2_000
MOST_CELL = 32_767
NARROWEST, WIDEST, MEASURED = 8, 48, 500
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def head_of(frame: Frame) -> str:
    """Return the first line: what, by whom, when, under which filter."""
    who = frame.posting.snapshot()
    whose = f"{who['actor_name']}（{frame.posting}）"
    now = f"{timezone.localtime():%Y-%m-%d %H:%M}"
    said = [
        f"{NAME} {frame.spec.label}",
        f"导出：{whose} {now}",
        f"筛选：{frame.words}",
        "内部资料，按岗位范围导出",
    ]
    return "　".join([*said, *([DEMO_MARK] if settings.PORTAL_DEMO else [])])


def write_csv(frame: Frame, file: IO[bytes]) -> int:
    """Write the list as UTF-8 CSV with a byte order mark; return the number of rows."""
    file.write(codecs.BOM_UTF8)
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow(csv_row(head_of(frame)))
    writer.writerow(_written(frame))
    number = 0
    for row in _rows(frame):
        writer.writerow(csv_row(*(words(value) if value not in (None, "") else "" for value in row)))
        number += 1
    text.detach()
    return number


def write_xlsx(frame: Frame, file: IO[bytes]) -> int:
    """Write the list as a workbook of one sheet; return the number of rows."""
    with (
        tempfile.TemporaryDirectory() as folder,
        xlsxwriter.Workbook(file, {**_OPTIONS, "tmpdir": folder, "in_memory": False}) as book,
    ):
        headers = list(_written(frame))
        bold = book.add_format({"bold": True, "bg_color": "#DDE6F0", "text_wrap": True})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet = book.add_worksheet(frame.spec.label[:31])
        sheet.freeze_panes(2, 1)
        if settings.PORTAL_DEMO:
            sheet.set_header(f"&C{DEMO_MARK}")
        sheet.write_string(0, 0, head_of(frame)[:MOST_CELL])
        for place, header in enumerate(headers):
            sheet.write_string(1, place, header, bold)
        widths = [_width(header) for header in headers]
        number = 0
        for number, row in enumerate(_rows(frame), 1):
            for place, value in enumerate(row):
                _write(sheet, number + 1, place, value, day)
                if number <= MEASURED:
                    widths[place] = max(widths[place], _width(value))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
    return number


def _width(value: object) -> int:
    """Return how wide a column must be to show a value whole, in Latin letters; a long text is cut at WIDEST."""
    text = "" if value is None else words(value)[:WIDEST]
    wide = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return min(max(wide + 2, NARROWEST), WIDEST)


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def _written(frame: Frame) -> dict[str, Of]:
    """Return header → value; what two columns write alike is written once."""
    written: dict[str, Of] = {}
    for column in frame.columns:
        for header, value in column.written:
            written.setdefault(header, value)
    return written


def _rows(frame: Frame) -> Iterator[Sequence[Any]]:
    values = list(_written(frame).values())
    rows = frame.rows.iterator(chunk_size=CHUNK)
    while portion := list(islice(rows, CHUNK)):
        frame.prepare(portion)
        for row in portion:
            yield [value(row) for value in values]


def _write(sheet: Worksheet, line: int, place: int, value: object, day: Format) -> None:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(line, place, value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(line, place, value, day)
    elif value not in (None, ""):
        sheet.write_string(line, place, words(value)[:MOST_CELL])
