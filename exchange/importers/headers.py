"""Find the header by the names of its columns, wherever it stands, in whatever order, in one line or two."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from exchange.importers.archives import Refused
from exchange.importers.layouts import Column, Form, Layout
from exchange.importers.values import UNITS
from exchange.importers.written_words import word
from privacy.entered_text import entered

LOOK_AHEAD = 100
ROW_NUMBER, REASONS = "原表行号", "退回原因"
"""The columns that the portal's own workbook of rejected rows adds; sent back with it they mean nothing."""
_ASIDE = re.compile(r"^(.*?)[(\[/:]([^()\[\]]*)[)\]]?$")
_MARKS = str.maketrans("", "", "*＊※")
_LEAST_NAMES = 3

Choices = Mapping[str, Mapping[str, str]]
"""Columns matched by hand: by the header's fingerprint, by place, the key of the column, with its unit behind a colon."""


class NoHeader(Refused):
    """No row of a sheet is the header; `matched` tells how near the best one came, `header` what it would be."""

    def __init__(self, message: str, matched: int, header: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.matched = matched
        self.header = header or {}


class BadHeader(Refused):
    """A header with something wrong, all of it told at once; what it has is told by `header`."""

    def __init__(self, header: Header, faults: list[str]) -> None:
        told = (
            "；".join(faults) if len(faults) == 1 else "；".join(f"{n}. {f}" for n, f in enumerate(faults, 1))
        )
        super().__init__(
            f"第 {header.row} 行表头{'' if len(faults) == 1 else f'有 {len(faults)} 处要改：'}{told}"
        )
        self.header = header.told()


@dataclass(frozen=True)
class Header:
    """Where the columns stand. `names` are the header's cells as people read them, `lines` its rows as they came."""

    row: int
    lines: list[list[str]]
    names: list[str]
    places: dict[str, int]
    unknown: list[str]
    unit: str

    def told(self) -> dict[str, Any]:
        """Return what the parent process has to know of it."""
        return {
            "header_row": self.row,
            "names": self.names,
            "places": self.places,
            "unknown": self.unknown,
            "fingerprint": fingerprint(self.names),
        }

    def is_repeated_by(self, cells: list[Any]) -> bool:
        """Say whether a row is a line of this header once more, as on each printed page."""
        return cells in self.lines


@dataclass(frozen=True)
class Reading:
    """A row, or two, read as a header: how many required columns it names, and what is wrong with it."""

    header: Header
    found: int
    faults: list[str]
    is_chosen: bool


def fingerprint(names: list[str]) -> str:
    """Return what tells one set of columns from another."""
    words = "\x1f".join(map(word, names)).rstrip("\x1f")
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def find_header(rows: list[tuple[int, list[str]]], layout: Layout, chosen: Choices | None = None) -> Header:
    """Return the first row that names the columns, alone or with the one below; raises BadHeader or NoHeader.

    A row is taken for the header from half of the required columns on, or where its columns were matched by hand.
    """
    reader = _Reader(layout, chosen or {})
    needed = (len(layout.required) + 1) // 2
    nearest: Reading | None = None
    for index, (number, cells) in enumerate(rows):
        reading = reader.read(number, [cells])
        for one in (reading, *_with_next(reader, reading, rows[index + 1 : index + 2])):
            if one.is_chosen or (one.found >= needed and not one.faults):
                return one.header
        if reading.found >= needed:
            raise BadHeader(reading.header, reading.faults)
        nearest = max(filter(None, (nearest, reading)), key=_likeness)
    wanted = "、".join(column.header for column in layout.required)
    found, row = (nearest.found, nearest.header.row) if nearest else (0, 0)
    near = f"最接近的是第 {row} 行，只认出 {found} 列。" if found else ""
    is_like = nearest is not None and _likeness(nearest)[1] >= _LEAST_NAMES
    header = nearest.header.told() if nearest and is_like else None
    raise NoHeader(f"没有找到“{layout.title}”的表头。{near}必填的列有：{wanted}", found, header)


def _with_next(reader: _Reader, reading: Reading, below: list[tuple[int, list[str]]]) -> Iterator[Reading]:
    """Read a row that names some columns with the next one, as a header of two lines."""
    if reading.found and reading.faults:
        yield from (reader.read(number, [*reading.header.lines, cells]) for number, cells in below)


def _likeness(reading: Reading) -> tuple[int, int]:
    return reading.found, sum(bool(name) and not name.isdigit() for name in reading.header.names)


class _Reader:
    """Reads rows as headers of one layout."""

    def __init__(self, layout: Layout, chosen: Choices) -> None:
        self._layout = layout
        self._chosen = chosen
        self._named = {
            word(name): column for column in layout.columns for name in (column.header, *column.aliases)
        }

    def read(self, number: int, lines: list[list[str]]) -> Reading:
        """Read the lines, the last of which is row `number`, as a header."""
        matches = list(map(self._match, _cells(lines)))
        names = [name for name, _, _ in matches]
        chosen = self._chosen.get(fingerprint(names)) if self._chosen else None
        if chosen is not None:
            matches = [(name, *self._choice(chosen.get(str(place), ""))) for place, name in enumerate(names)]
        places, unit, faults = self._places(matches)
        unknown = [
            name
            for name, column, _ in matches
            if chosen is None and name and column is None and name not in {ROW_NUMBER, REASONS}
        ]
        missing = [column.header for column in self._layout.required if column.key not in places]
        if missing:
            faults.insert(
                0, f"缺少必填的列：{'、'.join(missing)}，请补上；列名写法不同的，请改成模板里的列名"
            )
        found = len(self._layout.required) - len(missing)
        header = Header(number, lines, names, places, unknown, unit)
        return Reading(header, found, faults, chosen is not None and not faults)

    def _places(self, matches: list[tuple[str, Column | None, str]]) -> tuple[dict[str, int], str, list[str]]:
        places: dict[str, int] = {}
        unit, faults = "", []
        for place, (_, column, aside) in enumerate(matches):
            if column is None:
                continue
            if column.key in places:
                faults.append(
                    f"“{column.header}”出现了两次（第 {places[column.key] + 1}、{place + 1} 列），请删去一列"
                )
                continue
            places[column.key] = place
            if column.form == Form.MONEY:
                before, unit = unit, re.sub(r"^单位[:：]?", "", aside)
                if before and unit != before:
                    faults.append(
                        f"金额列的单位不一致（{before}、{unit or '没有写明'}），请各列统一用一种单位"
                    )
                elif unit not in UNITS:
                    faults.append(
                        f"“{column.header}”没有写明单位，请写成“{column.header}（万元）”或“{column.header}（元）”"
                    )
        return places, unit or "元", faults

    def _match(self, cells: tuple[str, ...]) -> tuple[str, Column | None, str]:
        """Return the name by which a column is recognised, or as it stands, the column, and what is in brackets."""
        matched = [(_readable(cell), *self._named_by(cell)) for cell in cells]
        return next((match for match in matched if match[1]), matched[0])

    def _named_by(self, cell: str) -> tuple[Column | None, str]:
        name = word(cell).translate(_MARKS)
        if not name:
            return None, ""
        if name in self._named:
            return self._named[name], ""
        parts = _ASIDE.fullmatch(name)
        return (self._named.get(parts[1]), parts[2]) if parts else (None, "")

    def _choice(self, choice: str) -> tuple[Column | None, str]:
        key, _, unit = choice.partition(":")
        return next((column for column in self._layout.columns if column.key == key), None), unit


def _cells(lines: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield, by place, what may name the column: of two lines the lower, both, or the upper, a group's spreading right."""
    if len(lines) == 1:
        yield from ((cell,) for cell in lines[0])
        return
    upper, lower = lines
    group = ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        group = above or group
        yield (below, group + below, above) if below else (above,)


def _readable(cell: str) -> str:
    return "".join(entered(cell).translate(_MARKS).split())
