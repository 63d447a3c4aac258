"""From the cells of a row to its staged values, its faults and its raw text.

Runs in the child; every reader remembers what it has read, because a return says the same words over and over.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from common.identifiers import credit_code_kind, document_key, inner_digit_warning
from common.privacy import mask, scan, secrecy_mark

from .headers import Header
from .layouts import STAGED_KEYS, Column, Form, Layout
from .values import (
    BLANKS,
    Reader,
    choice_reader,
    date_reader,
    document_reader,
    money_reader,
    read_code,
    text_reader,
)

RAW_SEPARATOR = "\x1f"
PURGED = "【含国家秘密标志，本行内容已清除："
"""What stands in a kept file for a row that was purged; reading the file again gives the same finding."""
SECRECY_MESSAGE = "含国家秘密的密级标志，不得录入本系统，本行内容已清除，请按保密规定处理"
ERROR, WARNING = "error", "warning"
_REMEMBERED = 20_000
_SHOWN = 200

Finding = tuple[str, str, str, str]
"""(level, column key, value as it may be shown, message)"""


def remembering(reader: Reader) -> Reader:
    """Return `reader` with a memory of bounded size."""
    known: dict[str, tuple[str, str]] = {}

    def read(raw: str) -> tuple[str, str]:
        found = known.get(raw)
        if found is None:
            found = reader(raw)
            if len(known) < _REMEMBERED:
                known[raw] = found
        return found

    return read


def reader_of(column: Column, header: Header, counts_from_1904: bool) -> Reader:
    """Return the reader of one column of this sheet."""
    makers: dict[Form, Callable[[], Reader]] = {
        Form.TEXT: lambda: text_reader(column.longest),
        Form.CODE: lambda: read_code,
        Form.DOCUMENT: lambda: document_reader(column.longest),
        Form.DATE: lambda: date_reader(counts_from_1904),
        Form.MONEY: lambda: money_reader(header.unit),
        Form.CHOICE: lambda: choice_reader(column.choices),
    }
    return makers[column.form]()


class RowReader:
    """Reads the rows of one sheet; `line` gives what COPY takes, `purged` counts rows with a secrecy mark."""

    def __init__(self, layout: Layout, header: Header, batch: str, counts_from_1904: bool = False) -> None:
        self.layout = layout
        self.header = header
        self.batch = batch
        self.width = len(header.names)
        self.purged = 0
        columns = [column for column in layout.columns if column.key in header.places]
        self._cells = [
            (
                header.places[column.key],
                STAGED_KEYS.index(column.key),
                column,
                remembering(reader_of(column, header, counts_from_1904)),
            )
            for column in columns
        ]
        self._prose = [(header.places[column.key], column.key) for column in columns if column.is_prose]
        self._finish = {"dishonesty": self._finish_dishonesty, "departments": self._finish_department}[
            layout.kind
        ]
        self._scan = remembering(_personal_data)

    def line(self, number: int, cells: list[str]) -> list[str]:
        """Return one line for COPY: batch, row, the staged columns, findings as JSON, raw cells."""
        raw = RAW_SEPARATOR.join(cells)
        if "密" in raw:
            place = self._marked_place(cells)
            if place is not None:
                return self._purged_line(number, place)
        cells += [""] * (self.width - len(cells))
        values = [""] * len(STAGED_KEYS)
        findings: list[Finding] = []
        for place, slot, column, read in self._cells:
            cell = cells[place]
            value, fault = read(cell)
            if fault:
                findings.append((ERROR, column.key, shown(cell), fault))
            elif not value and column.required:
                findings.append((ERROR, column.key, "", "必填，不能为空"))
            values[slot] = value
        if len(cells) > self.width and "".join(cells[self.width :]).strip(BLANKS):
            findings.append((ERROR, "", "", "本行的列数多于表头，可能是文字中的逗号没有加引号，请核对"))
        self._finish(values, findings)
        for place, key in self._prose:
            found, kinds = self._scan(cells[place])
            if found:
                findings.append((WARNING, key, found, f"含个人信息（{kinds}），删除或脱敏前不得公示"))
        return [self.batch, str(number), *values, _json(findings), raw]

    def _marked_place(self, cells: list[str]) -> int | None:
        for place, cell in enumerate(cells):
            if "密" in cell and (cell.startswith(PURGED) or secrecy_mark(cell)):
                return place
        return None

    def _purged_line(self, number: int, place: int) -> list[str]:
        self.purged += 1
        keys = {where: key for key, where in self.header.places.items()}
        finding = (ERROR, keys.get(place, ""), "", SECRECY_MESSAGE)
        raw = [""] * self.width
        raw[min(place, self.width - 1)] = PURGED + "】"
        return [self.batch, str(number), *[""] * len(STAGED_KEYS), _json([finding]), RAW_SEPARATOR.join(raw)]

    def _finish_dishonesty(self, values: list[str], _findings: list[Finding]) -> None:
        values[_SLOT["document_key"]] = document_key(values[_SLOT["document_number"]])

    def _finish_department(self, values: list[str], findings: list[Finding]) -> None:
        code = values[_SLOT["credit_code"]]
        values[_SLOT["sort_key"]] = _pinyin_key(values[_SLOT["name"]])
        if not code or any(key == "credit_code" for _, key, _, _ in findings):
            return
        declared, told = values[_SLOT["unit_kind"]], credit_code_kind(code).value
        if declared and told not in ("other", declared):
            findings.append(
                (WARNING, "unit_kind", "", "机构类别与统一社会信用代码前两位表示的类别不一致，请核对")
            )
        inner = inner_digit_warning(code)
        if inner:
            findings.append((WARNING, "credit_code", code, inner))


_SLOT = {key: slot for slot, key in enumerate(STAGED_KEYS)}


def shown(cell: str) -> str:
    """Return a cell's text as a report or log may show it: personal numbers masked, not endless."""
    text = mask(cell)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _personal_data(text: str) -> tuple[str, str]:
    found = scan(text)
    if not found:
        return "", ""
    kinds = "、".join(dict.fromkeys(finding.label for finding in found))
    return "；".join(dict.fromkeys(finding.masked for finding in found))[:_SHOWN], kinds


def _json(findings: list[Finding]) -> str:
    return json.dumps(findings, ensure_ascii=False) if findings else ""


def _pinyin_key(name: str) -> str:
    from common.collation import pinyin_key

    return pinyin_key(name)
