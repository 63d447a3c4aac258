"""CSV files: their encoding, their delimiter, quotation marks that swallow rows, rows of thousands of columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress

from contents.csv_cells import without_apostrophe
from exchange.importers.archives import Refused
from exchange.importers.headers import LOOK_AHEAD, BadHeader, Choices, Header, NoHeader
from exchange.importers.layouts import Layout
from exchange.importers.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    Fault,
    Row,
    Table,
    header_of,
    require_no_mark,
    rows_below,
)

MOST_CELL = 1_000_000
SWALLOWED = '本格里有换行和成行的内容，像是引号（"）没有成对、把后面的行并了进来，请在表格软件里核对后另存'
_LEAST_SWALLOWED = 4


class BrokenCsv(Refused):
    """A CSV file whose quotation marks do not close."""


def csv_table(data: bytes, layout: Layout, chosen: Choices | None = None) -> Table:
    """Return the rows of a CSV file; raises Refused with the remedy."""
    encoding = encoding_of(data)
    faults: list[tuple[int, bool, str, Refused]] = []
    for delimiter in ",\t;":
        try:
            header = header_of((row for row, _ in _csv_rows(data, encoding, delimiter)), layout, chosen)
        except (NoHeader, BrokenCsv, BadHeader) as fault:
            faults.append((_nearness(fault), isinstance(fault, BrokenCsv), delimiter, fault))
            continue
        told: dict[int, list[Fault]] = {}
        rows = _told_of_swallowed(_csv_rows(data, encoding, delimiter), delimiter, header, told)
        return Table("CSV", header, rows_below(rows, header), told=told)
    *_, delimiter, nearest = max(faults, key=lambda fault: fault[:2])
    if nearest.header:
        require_no_mark((row for row, _ in _csv_rows(data, encoding, delimiter)), "CSV 文件里")
    raise nearest


def _nearness(fault: Refused) -> int:
    return MOST_COLUMNS if isinstance(fault, BadHeader) else getattr(fault, "matched", 0)


def encoding_of(data: bytes) -> str:
    """Return the encoding of a CSV file: UTF-8 (with BOM or without), UTF-16 with BOM, else GB 18030."""
    candidates = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        with suppress(UnicodeDecodeError):
            if "\x00" not in data.decode(encoding):
                return encoding
    raise Refused("CSV 文件的编码无法识别，请另存为“CSV UTF-8”后重新上传")


def _csv_rows(data: bytes, encoding: str, delimiter: str) -> Iterator[tuple[Row, bool]]:
    """Yield the rows, and of each whether it spans several lines of the file."""
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(
        io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), delimiter=delimiter, strict=True
    )
    number = last_line = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS + LOOK_AHEAD:
                raise Refused(f"CSV 超过 {MOST_ROWS} 行，请分批上传")
            kept = _sane_width(cells, number) if len(cells) > MOST_COLUMNS else cells
            yield (number, [without_apostrophe(cell) for cell in kept]), reader.line_num > last_line + 1
            last_line = reader.line_num
    except csv.Error as error:
        raise BrokenCsv(
            f"CSV 第 {number + 1} 行格式有误（引号未闭合或单元格过长），请用表格软件另存后重新上传"
        ) from error


def _sane_width(cells: list[str], number: int) -> list[str]:
    filled = next((place for place in range(len(cells), 0, -1) if cells[place - 1].strip()), 0)
    if filled > MOST_COLUMNS:
        raise Refused(
            f"CSV 第 {number} 行在第 {filled} 列还有内容，最多 {MOST_COLUMNS} 列；请删去右侧多余的列"
        )
    return cells[:filled]


def _told_of_swallowed(
    rows: Iterator[tuple[Row, bool]], delimiter: str, header: Header, told: dict[int, list[Fault]]
) -> Iterator[Row]:
    """Yield the rows; `told` hears of cells that hold whole lines of the file, which a stray quotation mark took in."""
    fields = {place: key for key, place in header.places.items()}
    least = max(_LEAST_SWALLOWED, (len(header.names) - 1) // 2)
    for (number, cells), spans_lines in rows:
        if spans_lines:
            told.setdefault(number, []).extend(
                ("error", fields.get(place, ""), "", SWALLOWED)
                for place, cell in enumerate(cells)
                if ("\n" in cell or "\r" in cell) and cell.count(delimiter) >= least
            )
        yield number, cells
