"""How each column reads its cells: by its form, a cell seen before by one look-up."""

from __future__ import annotations

from collections.abc import Callable

from exchange.importers.headers import Header
from exchange.importers.layouts import Column, Form
from exchange.importers.values import (
    Reader,
    cell_reader,
    choice_reader,
    date_reader,
    money_reader,
    read_code,
    read_number,
    text_reader,
)

REMEMBERED = 20_000


class Memory(dict[str, str]):
    """Cell → value by a reader that is asked once for each text; `faults` keeps what it found wrong."""

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self.read = read
        self.faults: dict[str, str] = {}

    def __missing__(self, cell: str) -> str:
        value, fault = self.read(cell)
        if fault:
            self.faults[cell] = fault
        if len(self) < REMEMBERED:
            self[cell] = value
        return value

    def fault_of(self, cell: str) -> str:
        return self.faults.get(cell, "")


def reader_of(column: Column, header: Header, counts_from_1904: bool) -> Reader:
    """Return the reader of one column of this sheet."""
    makers: dict[Form, Callable[[], Reader]] = {
        Form.TEXT: lambda: text_reader(column.longest, is_free=column.is_free),
        Form.CODE: lambda: cell_reader(read_code),
        Form.DOCUMENT: lambda: text_reader(column.longest, is_free=False, is_number=True),
        Form.DATE: lambda: cell_reader(date_reader(counts_from_1904)),
        Form.MONEY: lambda: cell_reader(money_reader(header.unit)),
        Form.CHOICE: lambda: cell_reader(choice_reader(column.choices)),
        Form.NUMBER: lambda: cell_reader(read_number),
    }
    return makers[column.form]()
