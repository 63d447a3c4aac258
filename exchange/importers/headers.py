"""Find the header by the names of its columns, wherever it stands and in whatever order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from exchange.importers.archives import Refused
from exchange.importers.layouts import Column, Form, Layout
from exchange.importers.values import UNITS, width

LOOK_AHEAD = 100
ROW_NUMBER, REASONS = "原表行号", "退回原因"
"""The columns that the portal's own workbook of rejected rows adds; sent back with it they mean nothing."""
_ASIDE = re.compile(r"^(.*?)[(\[/:]([^()\[\]]*)[)\]]?$")
_MARKS = str.maketrans("", "", "*＊※")


class NoHeader(Refused):
    """No row of a sheet is the header; `matched` tells how near the best one came."""

    def __init__(self, message: str, matched: int) -> None:
        super().__init__(message)
        self.matched = matched


class MissingColumns(Refused):
    """A header without all of its required columns; what it has is told by `header`."""

    def __init__(self, header: Header, missing: list[str]) -> None:
        super().__init__(
            f"第 {header.row} 行表头缺少必填的列：{'、'.join(missing)}，请补上后重新上传；"
            "列名写法不同的，请改成模板里的列名"
        )
        self.header = header.told()


@dataclass(frozen=True)
class Header:
    """Where the columns stand. `names` are the header's cells as people read them."""

    row: int
    cells: list[str]
    names: list[str]
    places: dict[str, int]
    unknown: list[str]
    unit: str

    @cached_property
    def first(self) -> int:
        """The place of the first known column."""
        return next(iter(self.places.values()))

    def told(self) -> dict[str, Any]:
        """Return what the parent process has to know of it."""
        return {
            "header_row": self.row,
            "names": self.names,
            "places": self.places,
            "unknown": self.unknown,
        }

    def is_repeated_by(self, cells: list[Any]) -> bool:
        """Say whether a row is this header once more, as on each printed page."""
        return (
            cells[self.first : self.first + 1] == self.cells[self.first : self.first + 1]
            and cells == self.cells
        )


def find_header(rows: list[tuple[int, list[str]]], layout: Layout) -> Header:
    """Return the first row that names at least half of the required columns; raises NoHeader or Refused."""
    best: tuple[int, int] = (0, 0)
    named = {width(word): column for column in layout.columns for word in (column.header, *column.aliases)}
    needed = (len(layout.required) + 1) // 2
    for number, cells in rows:
        matches = [_match(cell, named) for cell in cells]
        found = {column.key for column, _ in matches if column and column.required}
        if len(found) >= needed:
            return _header(number, cells, matches, layout)
        best = max(best, (len(found), number))
    wanted = "、".join(column.header for column in layout.required)
    near = f"最接近的是第 {best[1]} 行，只认出 {best[0]} 列。" if best[0] else ""
    raise NoHeader(f"没有找到“{layout.title}”的表头。{near}必填的列有：{wanted}", best[0])


def _header(
    number: int, cells: list[str], matches: list[tuple[Column | None, str]], layout: Layout
) -> Header:
    places: dict[str, int] = {}
    unit = ""
    for place, (column, aside) in enumerate(matches):
        if column is None:
            continue
        if column.key in places:
            raise Refused(f"第 {number} 行表头里“{column.header}”出现了两次，请删去一列后重新上传")
        places[column.key] = place
        if column.form == Form.MONEY:
            unit = _unit(aside, column, number)
    names = [_readable(cell) for cell in cells]
    unknown = [
        name
        for name, (column, _) in zip(names, matches, strict=True)
        if name and column is None and name not in {ROW_NUMBER, REASONS}
    ]
    header = Header(number, cells, names, places, unknown, unit)
    missing = [column.header for column in layout.required if column.key not in places]
    if missing:
        raise MissingColumns(header, missing)
    return header


def _match(cell: str, named: dict[str, Column]) -> tuple[Column | None, str]:
    """Return the column that a header cell names, and what stands in brackets behind the name."""
    name = width(cell).translate(_MARKS)
    if not name:
        return None, ""
    if name in named:
        return named[name], ""
    parts = _ASIDE.fullmatch(name)
    return (named.get(parts[1]), parts[2]) if parts else (None, "")


def _unit(aside: str, column: Column, number: int) -> str:
    unit = re.sub(r"^单位[:：]?", "", aside)
    if unit not in UNITS:
        raise Refused(
            f"第 {number} 行表头“{column.header}”没有写明单位，请写成“{column.header}（万元）”或“{column.header}（元）”"
        )
    return unit


def _readable(cell: str) -> str:
    return "".join(cell.translate(_MARKS).split())
