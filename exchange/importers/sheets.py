"""From the bytes of a file to the rows under its header: workbooks by calamine, CSV in UTF-8 or GBK.

Runs in the limited child only: a memory failure inside calamine aborts the process.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from common.csv_cells import without_apostrophe
from exchange.importers.archives import Refused, SecretFile, inspect, require_kind, uncomputed_formulas
from exchange.importers.headers import LOOK_AHEAD, Header, MissingColumns, NoHeader, find_header
from exchange.importers.layouts import OWN_SHEETS, Layout
from exchange.importers.values import plain
from privacy.secrecy import secrecy_mark

MOST_ROWS = 200_000
MOST_COLUMNS = 256
MOST_CSV_CELL = 1_000_000

Row = tuple[int, list[Any]]
"""Sheet row from 1, cells as they came."""


class BrokenCsv(Refused):
    """A CSV file whose quotation marks do not close."""


@dataclass
class Table:
    """The rows of one sheet: `number` as the sheet counts, from 1; cells as text."""

    sheet: str
    header: Header
    rows: Iterator[Row]
    ignored: list[str] = field(default_factory=list)
    counts_from_1904: bool = False
    encoding: str = ""


def read_table(data: bytes, suffix: str, layout: Layout) -> Table:
    """Return the first sheet with the layout's header; raises Refused with the remedy."""
    if require_kind(data, suffix) == "csv":
        return _csv_table(data, layout)
    return _workbook_table(data, layout)


def require_no_mark(rows: Iterable[Row], place: str) -> None:
    """Refuse a file whose title or other sheet carries a secrecy mark: then all of it is secret."""
    for _, cells in rows:
        if any(isinstance(cell, str) and "密" in cell and secrecy_mark(cell) for cell in cells):
            raise SecretFile(
                f"{place}标有国家秘密的密级标志，涉密内容不得录入本系统；文件已删除，请按保密规定处理"
            )


def _workbook_table(data: bytes, layout: Layout) -> Table:
    notes = inspect(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        found, ignored, nearest = _first_with_header(book, names, layout)
    except CalamineError as error:
        raise Refused("文件已损坏，不是完整的 .xlsx 工作簿，请重新导出后上传") from error
    if found is None:
        raise nearest or Refused("工作簿里没有内容，请检查后重新上传")
    sheet, header = found
    lost = uncomputed_formulas(data, notes.sheet_parts.get(sheet.name, ""))
    rows = _rows_below(_sheet_rows(sheet, lost), header)
    return Table(sheet.name, header, rows, ignored, notes.counts_from_1904)


def _first_with_header(
    book: CalamineWorkbook, names: list[str], layout: Layout
) -> tuple[tuple[CalamineSheet, Header] | None, list[str], NoHeader | None]:
    found: tuple[CalamineSheet, Header] | None = None
    ignored: list[str] = []
    nearest: NoHeader | None = None
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is None:
            continue
        _require_sane_bounds(sheet)
        if found is None:
            try:
                header = _header_of(_sheet_rows(sheet, {}), layout)
                found = sheet, header
                continue
            except MissingColumns:
                _require_clean(book, names)
                raise
            except NoHeader as missing:
                nearest = max(filter(None, (nearest, missing)), key=lambda fault: fault.matched)
        require_no_mark(_sheet_rows(sheet, {}), f"工作表“{name}”")
        if name not in OWN_SHEETS:
            ignored.append(name)
    return found, ignored, nearest


def _require_clean(book: CalamineWorkbook, names: list[str]) -> None:
    """Refuse a workbook as secret before anything is told of its header."""
    for name in names:
        sheet = book.get_sheet_by_name(name)
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


def _sheet_rows(sheet: CalamineSheet, formulas: dict[tuple[int, int], str]) -> Iterator[Row]:
    """Yield the rows with their sheet numbers; calamine drops empty columns on the left, `start` tells how many."""
    left = (sheet.start or (0, 0))[1]
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in formulas.items():
        by_row.setdefault(row, []).append((column - 1 - left, text))
    for number, values in enumerate(sheet.iter_rows(), 1):
        for place, text in by_row.get(number, ()) if by_row else ():
            if 0 <= place < len(values) and values[place] == "":
                values[place] = text
        yield number, values


def _header_of(rows: Iterator[Row], layout: Layout) -> Header:
    titles = [(number, list(map(plain, cells))) for number, cells in islice(rows, LOOK_AHEAD)]
    try:
        header = find_header(titles, layout)
    except MissingColumns:
        require_no_mark(titles, "工作表开头")
        raise
    require_no_mark([row for row in titles if row[0] <= header.row], "表头以上的标题")
    return header


def _rows_below(rows: Iterator[Row], header: Header) -> Iterator[Row]:
    """Yield the rows under the header that do not repeat it."""
    for number, cells in rows:
        if number > header.row and not header.is_repeated_by(cells):
            yield number, cells


def _csv_table(data: bytes, layout: Layout) -> Table:
    encoding = encoding_of(data)
    faults: list[Refused] = []
    for delimiter in ",\t;":
        try:
            header = _header_of(_csv_rows(data, encoding, delimiter), layout)
        except (NoHeader, BrokenCsv) as fault:
            faults.append(fault)
            continue
        return Table(
            "CSV", header, _rows_below(_csv_rows(data, encoding, delimiter), header), encoding=encoding
        )
    raise max(faults, key=lambda fault: (getattr(fault, "matched", 0), isinstance(fault, BrokenCsv)))


def encoding_of(data: bytes) -> str:
    """Return the encoding of a CSV file: UTF-8 (with BOM or without), UTF-16 with BOM, else GB 18030."""
    candidates = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        with suppress(UnicodeDecodeError):
            if "\x00" not in data.decode(encoding):
                return encoding
    raise Refused("CSV 文件的编码无法识别，请另存为“CSV UTF-8”后重新上传")


def _csv_rows(data: bytes, encoding: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(MOST_CSV_CELL)
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    number = 0
    try:
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), 1):
            if number > MOST_ROWS + LOOK_AHEAD:
                raise Refused(f"CSV 超过 {MOST_ROWS} 行，请分批上传")
            yield number, [without_apostrophe(cell) for cell in cells]
    except csv.Error as error:
        raise BrokenCsv(
            f"CSV 第 {number + 1} 行格式有误（引号未闭合或单元格过长），请用表格软件另存后重新上传"
        ) from error
