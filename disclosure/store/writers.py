"""The formats of open data, written row by row: a file of any length takes no more memory than a row."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from xlsxwriter import Workbook

from common.context import DEMO_MARK
from contents.csv_cells import csv_row
from disclosure.columns import TABLES, Table
from disclosure.data_package import REMARK, TERMS, WORKBOOK, Written

Cells = dict[str, object]
MOST_ROWS, MOST_SIGNS = 1_048_575, 32_767
"""What a sheet holds below its head, and a cell."""


class Writer(Protocol):
    """Takes the rows of all tables, one table after the other."""

    def begin(self, table: Table) -> None: ...

    def row(self, cells: Cells) -> None: ...

    def end(self) -> Iterable[Written]: ...


def text_of(value: object) -> object:
    """Return a cell as CSV and workbook have it: lists and flags as JSON writes them, an empty cell for null."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (bool, list)) else value


class TextFiles:
    """One file for each table, CSV or NDJSON."""

    def __init__(self, folder: Path, format: str, *, demo: bool) -> None:
        self.folder, self.format, self.demo = folder, format, demo
        self.open_files = ExitStack()
        self.rows: dict[str, int] = {}

    def begin(self, table: Table) -> None:
        """Open the file of a table and write its head."""
        self.open_files.close()
        self.table, self.rows[table.name] = table, 0
        path = self._path(table)
        self.out = self.open_files.enter_context(path.open("w", encoding="utf-8", newline=""))
        if self.format == "csv":
            self.csv = csv.writer(self.out, lineterminator="\n")
            if self.demo:
                self.out.write(f"{REMARK} {DEMO_MARK}\n")
            self.csv.writerow(column.name for column in table.columns)

    def row(self, cells: Cells) -> None:
        """Write one row."""
        self.rows[self.table.name] += 1
        if self.format == "csv":
            self.csv.writerow(csv_row(*map(text_of, cells.values())))
        else:
            self.out.write(json.dumps(cells, ensure_ascii=False) + "\n")

    def end(self) -> Iterable[Written]:
        """Close the files and tell of each."""
        self.open_files.close()
        for name, rows in self.rows.items():
            table = TABLES[name]
            yield written(self._path(table), self.format, rows, table)

    def _path(self, table: Table) -> Path:
        return self.folder / f"{table.name}.{self.format}"


class OneWorkbook:
    """One workbook with a sheet for each table, heads in Chinese, and one that says what it is."""

    def __init__(self, folder: Path, *, demo: bool, at: str) -> None:
        self.path = folder / WORKBOOK
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = Workbook(str(self.path), options)
        self.rows, self.line = 0, 0
        about = self.book.add_worksheet("说明")
        about.set_column(0, 0, 100)
        for line, words in enumerate([*([DEMO_MARK] if demo else []), f"数据时间：{at}", TERMS]):
            about.write_string(line, 0, words)

    def begin(self, table: Table) -> None:
        """Add the sheet of a table."""
        self.sheet, self.line = self.book.add_worksheet(table.label), 0
        self.sheet.freeze_panes(1, 0)
        bold = self.book.add_format({"bold": True})
        for place, column in enumerate(table.columns):
            self.sheet.write_string(0, place, column.label, bold)

    def row(self, cells: Cells) -> None:
        """Write one row; what a sheet cannot hold is refused, not cut off in silence."""
        self.line += 1
        self.rows += 1
        if self.line > MOST_ROWS:
            raise ValueError("a sheet holds no more rows")
        for place, value in enumerate(cells.values()):
            if value is not None:
                self.sheet.write_string(self.line, place, str(text_of(value))[:MOST_SIGNS])

    def end(self) -> Iterable[Written]:
        """Close the workbook and tell of it."""
        self.book.close()
        yield written(self.path, "xlsx", self.rows, None)


def written(path: Path, format: str, rows: int, table: Table | None) -> Written:
    """Return what the manifest says of a file."""
    with path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    return Written(path.name, format, path.stat().st_size, sha256, rows, table)
