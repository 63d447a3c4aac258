"""A sheet or a CSV file as rows under a header, whatever it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from exchange.importers.archives import SecretFile
from exchange.importers.headers import LOOK_AHEAD, BadHeader, Choices, Header, NoHeader, find_header
from exchange.importers.layouts import Layout
from exchange.importers.values import plain
from privacy.hidden_debt import speaks_of_hidden_debt
from privacy.secrecy import secrecy_mark

MOST_ROWS = 200_000
MOST_COLUMNS = 256

Row = tuple[int, list[Any]]
"""Sheet row from 1, cells as they came."""
Fault = tuple[str, str, str, str]
"""(level, column key, value as it may be shown, message)"""


@dataclass
class Table:
    """The rows of one sheet: `number` as the sheet counts, from 1."""

    sheet: str
    header: Header
    rows: Iterator[Row]
    ignored: list[str] = field(default_factory=list)
    counts_from_1904: bool = False
    told: Mapping[int, list[Fault]] = field(default_factory=dict)
    """What the file itself says against its cells, by sheet row."""
    hints: list[str] = field(default_factory=list)
    """What is to be said of the sheet as a whole."""


def require_no_mark(rows: Iterable[Row], place: str) -> None:
    """Refuse a file whose title or other sheet carries a secrecy mark: then all of it is secret."""
    for _, cells in rows:
        if any(isinstance(cell, str) and "密" in cell and secrecy_mark(cell) for cell in cells):
            raise SecretFile(
                f"{place}标有国家秘密的密级标志，涉密内容不得录入本系统；文件已删除，请按保密规定处理"
            )


def _require_no_hidden_debt(names: Iterable[str]) -> None:
    """Refuse a file with a column or a title of 隐性债务, as one with a secrecy mark（procedures E.25）."""
    if any(map(speaks_of_hidden_debt, names)):
        raise SecretFile(
            "表头有隐性债务的列：本系统不登记隐性债务，文件已删除；请删去这一列，法定债务的数字填财政部门公开的链接"
        )


def header_of(rows: Iterator[Row], layout: Layout, chosen: Choices | None = None) -> Header:
    """Return the header among the first rows; what stands above it may carry no secrecy mark."""
    titles = [(number, list(map(plain, cells))) for number, cells in islice(rows, LOOK_AHEAD)]
    try:
        header = find_header(titles, layout, chosen)
    except (BadHeader, NoHeader) as refusal:
        if isinstance(refusal, BadHeader):
            require_no_mark(titles, "工作表开头")
        _require_no_hidden_debt(refusal.header.get("names", ()))
        raise
    above = [row for row in titles if row[0] <= header.row]
    require_no_mark(above, "表头以上的标题")
    _require_no_hidden_debt([cell for _, cells in above for cell in cells])
    return header


def rows_below(rows: Iterator[Row], header: Header) -> Iterator[Row]:
    """Yield the rows under the header that do not repeat it."""
    for number, cells in rows:
        if number > header.row and not header.is_repeated_by(cells):
            yield number, cells
