"""A workbook is opened and its first sheet parsed in a thread, before anything else of the import is even loaded.

calamine gives the interpreter free while it parses: loading the readers and scanning the sheet's XML cost no time beside
it. Runs in the limited child, and imports little for that reason.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Mapping
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from exchange.importers.archives import Book, Refused, inspect, require_kind

DAMAGED = "文件已损坏，不是完整的 .xlsx 工作簿，请重新导出后上传"


class OpenWorkbook:
    """A workbook whose first visible sheet is being parsed."""

    def __init__(self, source: BinaryIO) -> None:
        """Raise Refused for what is no plain workbook."""
        self.directory: Book = inspect(source)
        try:
            self._book = _opened(source)
        except CalamineError as error:
            raise Refused(DAMAGED) from error
        sheets = [sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        self.is_hidden: Mapping[str, bool] = {
            sheet.name: sheet.visible != SheetVisibleEnum.Visible for sheet in sheets
        }
        """The sheets that hold cells by name, and whether each is hidden."""
        self.first = next((name for name, is_hidden in self.is_hidden.items() if not is_hidden), "")
        self._ahead = _Parsing(self._book, self.first)
        if self.first:
            self._ahead.start()

    def sheet(self, name: str) -> CalamineSheet:
        """Return a sheet, parsed; raises CalamineError where it is damaged."""
        if self.first and self._ahead.is_alive():
            self._ahead.join()
        return self._ahead.result() if name == self.first else self._book.get_sheet_by_name(name)


def begin(source: BinaryIO, suffix: str) -> OpenWorkbook | None:
    """Open what is a workbook by its content, None for a CSV file; raises Refused."""
    return OpenWorkbook(source) if require_kind(source, suffix) == "xlsx" else None


class _Parsing(threading.Thread):
    def __init__(self, book: CalamineWorkbook, name: str) -> None:
        super().__init__(daemon=True)
        self._book = book
        self._sheet_name = name
        self._sheet: CalamineSheet | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._sheet = self._book.get_sheet_by_name(self._sheet_name)
        except (
            BaseException
        ) as error:  # also a panic of calamine, which is told to whoever asks for the sheet
            self._error = error

    def result(self) -> CalamineSheet:
        if self._sheet is None:
            raise self._error or RuntimeError("nothing was parsed")
        return self._sheet


def _opened(source: BinaryIO) -> CalamineWorkbook:
    """Open a workbook where it lies: calamine reads what is not a file of the system into memory, all of it."""
    if isinstance(source, io.BytesIO):
        source.seek(0)
        return CalamineWorkbook.from_filelike(source)
    return CalamineWorkbook.from_path(f"/proc/self/fd/{source.fileno()}")
