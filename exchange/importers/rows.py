"""From the cells of rows to their staged values, their faults and their raw text, a block of rows at a time.

Runs in the child. Work goes column by column, and every column remembers what it has read, because a return
says the same words over and over: a cell seen before costs one dictionary look-up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from exchange.importers.column_readers import REMEMBERED, Memory, reader_of
from exchange.importers.layouts import Column, Layout
from exchange.importers.personal_data import SHOWN, PersonalData
from exchange.importers.sheet_remarks import ERROR, WARNING
from exchange.importers.tables import Fault, Row, Table
from exchange.importers.values import (
    BLANKS,
    plain,
)
from exchange.importers.written_words import word
from identifiers.credit_codes import credit_code_kind, inner_digit_warning
from identifiers.document_numbers import document_key
from privacy import mask
from privacy.entered_text import entered, is_unusual
from privacy.hidden_debt import REFUSED as HIDDEN_DEBT
from privacy.hidden_debt import speaks_of_hidden_debt
from privacy.secrecy import secrecy_mark

RAW_SEPARATOR = "\x1f"
PURGED = "【含国家秘密标志，本行内容已清除："
"""What stands in a kept file for a row that was purged; reading the file again gives the same row error."""
SECRECY_MESSAGE = "含国家秘密的密级标志，不得录入本系统，本行内容已清除，请按保密规定处理"
TOO_MANY_CELLS = "本行的列数多于表头，可能是文字中的逗号没有加引号，请核对"
SUM_ROW = "合计、小计一类的行，不是一条记录，没有导入"
UNTIL_CLEARED = "删除或脱敏前不得公示"
NOT_IN_PUBLIC = "名录一经写入即公开，请删除后重新报送"
BLOCK = 1_000
_NOTHING = BLANKS + RAW_SEPARATOR
_SUM = re.compile(
    "(?:本[页表季期批]|全[表部市县省]|以上|各[单部]位|部门)?(?:合计|总计|小计|共计|累计|总和|汇总)数?[:：]?.{0,4}"
)
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Faults = dict[int, list[Fault]]
"""By sheet row."""


class RowReader:
    """Reads the rows of one sheet; `lines` gives what COPY takes, `purged` counts rows with a secrecy mark."""

    def __init__(self, layout: Layout, table: Table, batch: str) -> None:
        self.layout = layout
        self.table = table
        self.header = header = table.header
        self.batch = batch
        self.width = len(header.names)
        self._slot = {key: slot for slot, key in enumerate(layout.staged_keys)}
        self.purged = 0
        self.left_out: list[tuple[int, str]] = []
        self.columns = [
            (header.places[column.key], column, Memory(reader_of(column, header, table.counts_from_1904)))
            for column in layout.columns
            if column.key in header.places
        ]
        self.personal = PersonalData(by_segmenter=layout.goes_public)

    def blocks(self, rows: Iterable[Row]) -> Iterator[list[str]]:
        """Yield the lines for COPY in blocks: batch, row, the staged columns, row errors as JSON, raw cells."""
        rows = iter(rows)
        while block := list(islice(rows, BLOCK)):
            yield list(map(copy_line, self._lines(block)))
        self.personal.close()

    def _lines(self, block: list[Row]) -> list[Sequence[str]]:
        numbers = [number for number, _ in block]
        told = self.table.told
        row_errors: Faults = (
            {number: list(told[number]) for number in numbers if number in told} if told else {}
        )
        cells = as_text([self._even(number, row, row_errors) for number, row in block])
        raws = list(map(RAW_SEPARATOR.join, cells))
        everything = "".join(map("".join, cells))
        if is_unusual(everything):
            cells = [tuple(map(entered, row)) for row in cells]
            raws = list(map(RAW_SEPARATOR.join, cells))
        marked = _marked(cells) if "密" in everything else {}
        hidden = _hidden(cells) if self.layout.refuses_hidden_debt else {}
        left_out = self._left_out(numbers, cells)
        kept = [
            line
            for line, raw in enumerate(raws)
            if line not in marked and line not in hidden and line not in left_out and raw.strip(_NOTHING)
        ]
        if len(kept) < len(raws):
            numbers, cells, raws = ([whole[line] for line in kept] for whole in (numbers, cells, raws))  # type: ignore[assignment]
        told_by_line = {line: (place, HIDDEN_DEBT) for line, place in hidden.items()}
        told_by_line |= {line: (place, SECRECY_MESSAGE) for line, place in marked.items()}
        purged = [
            self._purged_line(block[line][0], place, words) for line, (place, words) in told_by_line.items()
        ]
        return self._read_columns(numbers, cells, raws, row_errors) + purged if cells else purged

    def _left_out(self, numbers: list[int], cells: list[tuple[str, ...]]) -> set[int]:
        """Note the lines that sum up others: they have no code, and begin with 合计 or the like."""
        place = self.header.places.get("credit_code")
        if place is None:
            return set()
        found = {
            line
            for line, row in enumerate(cells)
            if not row[place].strip(_NOTHING) and _SUM.fullmatch(word(next(filter(None, map(word, row)), "")))
        }
        self.left_out += [(numbers[line], SUM_ROW) for line in sorted(found)]
        return found

    def _even(self, number: int, row: list[Any], row_errors: Faults) -> list[Any]:
        """Return the row as wide as the header; what stands beyond it in a CSV row is a fault."""
        if len(row) == self.width:
            return row
        if any(isinstance(cell, str) and cell.strip(BLANKS) for cell in row[self.width :]):
            row_errors.setdefault(number, []).append((ERROR, "", "", TOO_MANY_CELLS))
        return (row + [""] * self.width)[: self.width]

    def _read_columns(
        self, numbers: list[int], cells: list[tuple[str, ...]], raws: list[str], row_errors: Faults
    ) -> list[Sequence[str]]:
        by_place = list(zip(*cells, strict=True))
        empty = [""] * len(cells)
        staged: list[Sequence[str]] = [empty] * len(self._slot)
        prose = [(column, by_place[place]) for place, column, _ in self.columns if column.is_prose]
        self.personal.look_at(chain.from_iterable(texts for _, texts in prose))
        for place, column, memory in self.columns:
            column_cells = by_place[place]
            values = list(map(memory.__getitem__, column_cells))
            staged[self._slot[column.key]] = values
            if column.is_left_out_if_wrong and memory.faults:
                staged[self._slot[column.key]] = [
                    "" if cell in memory.faults else value
                    for cell, value in zip(column_cells, values, strict=True)
                ]
            for line, row_error in _faults(column, memory, column_cells, values):
                _tell(row_errors, numbers[line], row_error)
        self._derive(numbers, staged, row_errors)
        self._tell_of_persons(numbers, prose, row_errors)
        notes = [json.dumps(row_errors[n], ensure_ascii=False) if n in row_errors else "" for n in numbers]
        batches = [self.batch] * len(cells)
        return list(zip(batches, map(str, numbers), *staged, notes, raws, strict=True))

    def _derive(self, numbers: list[int], staged: list[Sequence[str]], row_errors: Faults) -> None:
        if self.layout.kind == "departments":
            staged[self._slot["sort_key"]] = list(map(_pinyin_key, staged[self._slot["name"]]))
            pairs = zip(
                numbers, staged[self._slot["credit_code"]], staged[self._slot["unit_kind"]], strict=True
            )
            for number, code, kind in pairs:
                if code and number not in row_errors:
                    row_errors.update({number: hints} if (hints := list(_code_hints(code, kind))) else {})
            return
        if "document_number" not in {column.key for column in self.layout.columns}:
            return
        staged[self._slot["document_key"]] = keys = list(
            map(document_key, staged[self._slot["document_number"]])
        )
        longest = self.layout.column("document_number").longest
        for number, key in zip(numbers, keys, strict=True):
            if len(key) > longest:
                row_error = (ERROR, "document_number", shown(key), f"文书号过长，最多 {longest} 字，请核对")
                row_errors.setdefault(number, []).append(row_error)

    def _tell_of_persons(
        self, numbers: list[int], prose: list[tuple[Column, tuple[str, ...]]], row_errors: Faults
    ) -> None:
        level, rest = (ERROR, NOT_IN_PUBLIC) if self.layout.goes_public else (WARNING, UNTIL_CLEARED)
        found = self.personal.found()
        for column, texts in prose:
            for line, text in enumerate(texts):
                if text in found:
                    masked, kinds = found[text]
                    row_error = (level, column.key, masked, f"含个人信息（{kinds}），{rest}")
                    row_errors.setdefault(numbers[line], []).append(row_error)

    def _purged_line(self, number: int, place: int, words: str) -> Sequence[str]:
        self.purged += 1
        keys = {where: key for key, where in self.header.places.items()}
        row_error = (ERROR, keys.get(place, ""), "", words)
        raw = [""] * self.width
        raw[min(place, self.width - 1)] = PURGED + "】"
        note = json.dumps([row_error], ensure_ascii=False)
        return [self.batch, str(number), *[""] * len(self._slot), note, RAW_SEPARATOR.join(raw)]


def _tell(row_errors: Faults, number: int, fault: Fault) -> None:
    """Add a fault, unless the file itself has told of an error in that cell already."""
    told = row_errors.setdefault(number, [])
    if not any(level == ERROR and key == fault[1] for level, key, _, _ in told):
        told.append(fault)


def copy_line(fields: Sequence[str]) -> str:
    """Return the fields as one line of COPY's text format, in which nothing means NULL."""
    line = "\t".join(fields)
    if "\\" in line or "\n" in line or "\r" in line or line.count("\t") >= len(fields):
        line = "\t".join(field.translate(_ESCAPES) for field in fields)
    return line + "\n"


def _faults(
    column: Column, memory: Memory, cells: Sequence[str], values: Sequence[str]
) -> Iterator[tuple[int, Fault]]:
    if memory.faults:
        level = WARNING if column.is_left_out_if_wrong else ERROR
        for line, cell in enumerate(cells):
            if cell in memory.faults:
                yield line, (level, column.key, shown(cell), memory.faults[cell])
    if column.required and "" in values:
        for line, value in enumerate(values):
            if not value and cells[line] not in memory.faults:
                yield line, (ERROR, column.key, "", "必填，不能为空")


def _code_hints(code: str, declared: str) -> Iterator[Fault]:
    told = credit_code_kind(code).value
    if declared and told not in ("other", declared):
        yield WARNING, "unit_kind", "", "机构类别与统一社会信用代码前两位表示的类别不一致，请核对"
    inner = inner_digit_warning(code)
    if inner:
        yield WARNING, "credit_code", code, inner


class _PlainCells(dict[tuple[type, Any], str]):
    """Cells that are no text → their text; days and sums of a return come again and again."""

    def __missing__(self, cell: tuple[type, Any]) -> str:
        text = plain(cell[1])
        if len(self) < REMEMBERED:
            self[cell] = text
        return text


_PLAIN = _PlainCells()


def as_text(rows: list[list[Any]]) -> list[tuple[str, ...]]:
    """Return rows of equal width with every cell as text; columns that are text already cost nothing."""
    columns = [
        column
        if set(map(type, column)) == {str}
        else [c if type(c) is str else _PLAIN[type(c), c] for c in column]
        for column in zip(*rows, strict=True)
    ]
    return list(zip(*columns, strict=True))


def _marked(rows: list[tuple[str, ...]]) -> dict[int, int]:
    """Return, by line, the place of the first cell that carries a secrecy mark."""
    found: dict[int, int] = {}
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            if "密" in cell and (cell.startswith(PURGED) or secrecy_mark(cell)):
                found.setdefault(line, place)
    return found


def _hidden(rows: list[tuple[str, ...]]) -> dict[int, int]:
    """Return, by line, the place of the first cell that speaks of 隐性债务."""
    found: dict[int, int] = {}
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            if ("债" in cell or "債" in cell) and speaks_of_hidden_debt(cell):
                found.setdefault(line, place)
    return found


@lru_cache(maxsize=4096)
def shown(cell: str) -> str:
    """Return a cell's text as a report or log may show it: personal numbers masked, not endless."""
    text = mask(cell)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _pinyin_key(name: str) -> str:
    from identifiers.collation import pinyin_key

    return pinyin_key(name)
