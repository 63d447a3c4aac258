"""From the bytes of a file to the rows under its header: workbooks by calamine, with what it drops; CSV.

Runs in the limited child only: a memory failure inside calamine aborts the process.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet

from exchange.importers.archives import Book, Refused
from exchange.importers.delimited import csv_table
from exchange.importers.headers import LOOK_AHEAD, BadHeader, Choices, Header, NoHeader
from exchange.importers.layouts import OWN_SHEETS, Layout
from exchange.importers.number_formats import NumberFormats, read_formats
from exchange.importers.opening import DAMAGED, OpenWorkbook, begin
from exchange.importers.sheet_remarks import remarks
from exchange.importers.sheet_xml import Place, Scanner, SheetMarks
from exchange.importers.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Table,
    header_of,
    require_no_mark,
    rows_below,
)


def read_table(
    source: BinaryIO,
    suffix: str,
    layout: Layout,
    chosen: Choices | None = None,
    book: OpenWorkbook | None = None,
) -> Table:
    """Return the first sheet with the layout's header; raises Refused with the remedy."""
    book = book or begin(source, suffix)
    if book is None:
        source.seek(0)
        return csv_table(source.read(), layout, chosen)
    return _workbook_table(source, book, layout, chosen)


def _workbook_table(source: BinaryIO, book: OpenWorkbook, layout: Layout, chosen: Choices | None) -> Table:
    ahead = _Scan(source, book.directory, book.first)
    try:
        found, ignored, nearest = _first_with_header(book, layout, chosen)
    except CalamineError as error:
        raise Refused(DAMAGED) from error
    if found is None:
        raise nearest or Refused("工作簿里没有内容，请检查后重新上传")
    sheet, header = found
    scan = ahead if sheet.name == book.first else _Scan(source, book.directory, sheet.name)
    marks, left = scan.result(), (sheet.start or (0, 0))[1]
    told, hints = remarks(marks, scan.formats, header, left, layout, (sheet.end or (0, 0))[0] + 1)
    rows = rows_below(_sheet_rows(sheet, marks.texts), header)
    return Table(sheet.name, header, rows, ignored, book.directory.counts_from_1904, told, hints)


class _Scan:
    """What calamine does not tell of one sheet; what hinders the scan is told to whoever wants its result."""

    def __init__(self, source: BinaryIO, directory: Book, name: str) -> None:
        self.formats = NumberFormats({})
        self._marks: SheetMarks | None = None
        self._error: Exception | None = None
        try:
            self._marks = self._scanned(source, directory, name)
        except Exception as error:
            self._error = error

    def _scanned(self, source: BinaryIO, directory: Book, name: str) -> SheetMarks:
        part = directory.sheet_parts.get(name, "")
        with zipfile.ZipFile(source) as archive:
            if part not in archive.namelist():
                raise Refused("工作簿内部目录异常，已拒收；请用 Excel 打开后另存为 .xlsx 再上传")
            self.formats = read_formats(archive, directory.styles_part)
            with archive.open(part) as sheet:
                return Scanner(self.formats).scan(sheet)

    def result(self) -> SheetMarks:
        if self._marks is None:
            raise self._error or RuntimeError("nothing was scanned")
        return self._marks


def _first_with_header(
    book: OpenWorkbook, layout: Layout, chosen: Choices | None
) -> tuple[tuple[CalamineSheet, Header] | None, list[str], NoHeader | None]:
    """Return the first visible sheet with a header; hidden ones hold what was not meant to be sent."""
    found: tuple[CalamineSheet, Header] | None = None
    ignored: list[str] = []
    nearest: NoHeader | None = None
    for name, is_hidden in book.is_hidden.items():
        sheet = book.sheet(name)
        if sheet.start is None:
            continue
        _require_sane_bounds(sheet)
        if found is None and not is_hidden:
            try:
                found = sheet, header_of(_sheet_rows(sheet, {}), layout, chosen)
                continue
            except BadHeader:
                _require_clean(book)
                raise
            except NoHeader as missing:
                nearest = max(filter(None, (nearest, missing)), key=lambda fault: fault.matched)
        require_no_mark(_sheet_rows(sheet, {}), f"工作表“{name}”")
        if name not in OWN_SHEETS:
            ignored.append(f"{name}（隐藏的工作表）" if is_hidden else name)
    return found, ignored, nearest or _only_hidden(book.is_hidden)


def _only_hidden(names: Mapping[str, bool]) -> NoHeader | None:
    hidden = "、".join(name for name, is_hidden in names.items() if is_hidden)
    if not hidden:
        return None
    return NoHeader(f"看得见的工作表里没有内容，隐藏的工作表（{hidden}）不读取；请取消隐藏后重新上传", 0)


def _require_clean(book: OpenWorkbook) -> None:
    """Refuse a workbook as secret before anything is told of its header."""
    for name in book.is_hidden:
        sheet = book.sheet(name)
        if sheet.start is not None:
            require_no_mark(_sheet_rows(sheet, {}), f"工作表“{name}”")


def _require_sane_bounds(sheet: CalamineSheet) -> None:
    bottom, right = sheet.end or (0, 0)
    if bottom >= MOST_ROWS + LOOK_AHEAD:
        raise Refused(f"工作表“{sheet.name}”有 {bottom + 1} 行，最多 {MOST_ROWS} 行；请删去空行或分批上传")
    if right >= MOST_COLUMNS:
        raise Refused(
            f"工作表“{sheet.name}”在第 {right + 1} 列还有内容，最多 {MOST_COLUMNS} 列；请删去右侧多余的列"
        )


def _sheet_rows(sheet: CalamineSheet, texts: Mapping[Place, str]) -> Iterator[Row]:
    """Yield the rows with their sheet numbers; calamine drops empty columns on the left, `start` tells how many."""
    left = (sheet.start or (0, 0))[1]
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in texts.items():
        by_row.setdefault(row, []).append((column - 1 - left, text))
    for number, values in enumerate(sheet.iter_rows(), 1):
        for place, text in by_row.get(number, ()) if by_row else ():
            if 0 <= place < len(values) and values[place] == "":
                values[place] = text
        yield number, values
