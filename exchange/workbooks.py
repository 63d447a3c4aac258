"""Workbooks that the portal writes: templates, rejected rows, files without their purged rows.

Every cell is a text cell, so nothing that looks like a formula ever becomes one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from django.conf import settings
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from common.context import DEMO_MARK
from exchange.importers.explanations import EXPLANATIONS, format_of
from exchange.importers.headers import REASONS, ROW_NUMBER
from exchange.importers.layouts import EXAMPLES, LAYOUTS, NOTES, Column, Form, Layout

MOST_CELL = 32_767
_LINES = 5_000
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HINTS = {
    Form.DATE: "写完整日期，如 2026-01-31",
    Form.CODE: "18 位统一社会信用代码",
    Form.MONEY: "只填数字，可带千分位；没有金额请留空",
    Form.NUMBER: "只填数字",
}

TEMPLATE_NOTE = "数据填在第一张表；本表和“示例”表只供参照，导入时不读取。"

RejectedRow = tuple[int, Sequence[str], Mapping[int, Sequence[str]]]
"""(sheet row, cells as they came, reasons by the place of the column they are about; -1 the row as a whole)"""


def write_rejected(path: Path, names: Sequence[str], rows: Iterable[RejectedRow]) -> None:
    """Write the rejected rows as they came, bad cells coloured, the reasons in a column of their own."""
    with _book(path) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "text_wrap": True})
        bad = book.add_format({"bg_color": "#F8CBAD", "num_format": "@"})
        plain = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("退回的行")
        sheet.freeze_panes(1, 1)
        sheet.set_column(1, len(names), 18)
        sheet.set_column(len(names) + 1, len(names) + 1, 60)
        _line(sheet, 0, [ROW_NUMBER, *names, REASONS], head)
        for line, (number, cells, reasons) in enumerate(rows, 1):
            sheet.write_string(line, 0, str(number), plain)
            for place in range(len(names)):
                text = cells[place] if place < len(cells) else ""
                sheet.write_string(line, place + 1, text[:MOST_CELL], bad if place in reasons else plain)
            sheet.write_string(line, len(names) + 1, _reasons(names, reasons)[:MOST_CELL], plain)


def write_without_purged(
    path: Path,
    sheet_name: str,
    header_row: int,
    names: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
) -> None:
    """Write a sheet anew, every row where it stood, so that reading it again tells the same."""
    with _book(path) as book:
        sheet = book.add_worksheet(_sheet_name(sheet_name))
        _line(sheet, header_row - 1, names, None)
        for number, cells in rows:
            _line(sheet, number - 1, cells, None)


def write_table(
    path: Path, title: str, above: Sequence[str], names: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """Write one sheet: lines of words above, then a table under its header."""
    with _book(path) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "text_wrap": True})
        sheet = book.add_worksheet(_sheet_name(title))
        sheet.set_column(0, len(names), 24)
        for number, words in enumerate(above):
            _line(sheet, number, [words], None)
        _line(sheet, len(above) + 1, names, head)
        for number, cells in enumerate(rows, len(above) + 2):
            _line(sheet, number, cells, None)


def write_template(path: Path, kind: str) -> None:
    """Write the empty workbook of a kind: headers, text cells, drop-downs; notes and an example on sheets of their own."""
    layout = LAYOUTS[kind]
    with _book(path) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDE6F0"})
        plain = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(layout.title)
        for place, column in enumerate(layout.columns):
            sheet.set_column(place, place, 22, plain)
            sheet.data_validation(1, place, _LINES, place, _validation(column))
        sheet.freeze_panes(1, 0)
        _line(sheet, 0, [template_name(column) for column in layout.columns], head)
        _write_notes(book, layout, head)
        _write_examples(book, layout, head)


def _write_notes(book: Workbook, layout: Layout, head: Format) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = book.add_worksheet(NOTES)
    for place, wide in enumerate((22, 8, 40, 40, 30, 24)):
        sheet.set_column(place, place, wide, wrapped)
    sheet.freeze_panes(1, 0)
    _line(sheet, 0, ["字段", "必填", "含义", "格式", "示例", "依据"], head)
    for line, column in enumerate(layout.columns, 1):
        told = EXPLANATIONS[layout.kind][column.key]
        required = "必填" if column.required else "选填"
        cells = [column.header, required, told.meaning, format_of(column), told.example, told.basis]
        _line(sheet, line, cells, wrapped)
    _line(sheet, len(layout.columns) + 2, [TEMPLATE_NOTE], None)


def _write_examples(book: Workbook, layout: Layout, head: Format) -> None:
    sheet = book.add_worksheet(EXAMPLES)
    sheet.set_column(0, len(layout.columns), 22)
    _line(sheet, 0, [template_name(column) for column in layout.columns], head)
    _line(sheet, 1, [EXPLANATIONS[layout.kind][column.key].example for column in layout.columns], None)


def template_name(column: Column) -> str:
    """Return the column's name with its unit, starred where it is required."""
    unit = "（万元）" if column.form == Form.MONEY else ""
    return f"{column.header}{unit}{'*' if column.required else ''}"


def _validation(column: Column) -> dict[str, Any]:
    if column.choices:
        return {"validate": "list", "source": list(column.choices), "error_message": "请从下拉列表中选择"}
    hint = _HINTS.get(column.form, f"最多 {column.longest} 字")
    return {"validate": "any", "input_title": column.header[:32], "input_message": hint}


def _reasons(names: Sequence[str], reasons: Mapping[int, Sequence[str]]) -> str:
    return "；".join(
        f"{names[place]}：{message}" if place >= 0 else message
        for place, messages in sorted(reasons.items())
        for message in messages
    )


def _line(sheet: Worksheet, line: int, cells: Sequence[str], style: Format | None) -> None:
    for place, text in enumerate(cells):
        if text:
            sheet.write_string(line, place, text[:MOST_CELL], style)


def _sheet_name(name: str) -> str:
    return "".join(letter for letter in name if letter not in "[]:*?/\\")[:31].strip("'") or "Sheet1"


def _mark_as_invented(book: Workbook) -> None:
    """Say in the file's properties and on every printed page that the data are a demonstration's."""
    book.set_properties({"title": DEMO_MARK, "comments": DEMO_MARK})
    for sheet in book.worksheets():
        sheet.set_header(f"&C{DEMO_MARK}")


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    """A workbook that appears under its name only when complete, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        draft = Path(scratch) / path.name
        book = xlsxwriter.Workbook(str(draft), {**_OPTIONS, "tmpdir": scratch})
        yield book
        if settings.PORTAL_DEMO:
            _mark_as_invented(book)
        book.close()
        draft.chmod(0o600)
        os.replace(draft, path)
