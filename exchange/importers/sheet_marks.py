"""What the XML of a sheet tells and the reader of workbooks drops: errors, formulas without a result, number formats,
merged cells, hidden rows and columns.

The bytes are scanned once, piece by piece, for signs that nearly every piece lacks; a cell is looked at only where a
sign was found. Prefixes, quotes, blanks and the order of attributes are as free as XML leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import IO

from exchange.importers.archives import Refused
from exchange.importers.layouts import Form
from exchange.importers.number_formats import NumberFormats

Place = tuple[int, int]
"""(row, column) from 1."""
_PIECE = 1024 * 1024
_MOST_CARRIED = 16 * 1024 * 1024
_P = rb"<(?:[\w.\-]+:)?"
_E = rb"</(?:[\w.\-]+:)?"
_CELL = re.compile(_P + rb"c\b(?P<attributes>[^>]*)>")
_FORMULA = re.compile(_P + rb"c\b(?P<attributes>[^>]*)>(?=\s*" + _P + rb"f\b)")
_ERROR = re.compile(_P + rb"c\b(?P<attributes>[^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>")
_CELL_END = re.compile(_E + rb"c\s*>")
_F = re.compile(_P + rb"f\b[^>]*?(?:/>|>(.*?)" + _E + rb"f\s*>)", re.DOTALL)
_V = re.compile(_P + rb"v\b[^>]*?(?:/>|>(.*?)" + _E + rb"v\s*>)", re.DOTALL)
_ROW = re.compile(_P + rb"row\b(?P<attributes>[^>]*)>")
_HIDDEN = rb"\b(?:hidden\s*=\s*[\"'](?:1|true|on)[\"']|(?:ht|width)\s*=\s*[\"']0(?:\.0+)?[\"'])"
_HIDDEN_ROW = re.compile(_P + rb"row\b(?P<attributes>[^>]*" + _HIDDEN + rb"[^>]*)>")
_HIDDEN_COLUMN = re.compile(_P + rb"col\b(?P<attributes>[^>]*" + _HIDDEN + rb"[^>]*)>")
_MERGED = re.compile(
    _P + rb"mergeCell\b[^>]*\bref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
_ATTRIBUTE = re.compile(rb"(?:^|\s)(r|t|s|min|max)\s*=\s*[\"']([^\"']*)[\"']")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ERROR_SIGNS = (b'"e"', b"'e'")
_HIDDEN_SIGNS = (b"hidden", b'ht="0', b"ht='0", b'width="0', b"width='0")
NO_RESULT = "="
"""What stands for a formula that is written at another cell and has no result."""


@dataclass
class SheetMarks:
    """What was found in one sheet."""

    texts: dict[Place, str] = field(default_factory=dict)
    """Errors and formulas without a result, where the reader leaves the cell empty."""
    formats: dict[Place, str] = field(default_factory=dict)
    """Numbers that their format shows as something else, and what is wrong with that."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(top, left, bottom, right) of each range."""


class Scanner:
    """Scans one sheet; `forms` says by column what is read there, `unit` in what sums are."""

    def __init__(self, formats: NumberFormats, forms: Mapping[int, Form], unit: str) -> None:
        self.marks = SheetMarks()
        self._formats = formats
        self._forms = forms
        self._unit = unit
        self._rows = 0
        odd = [str(style).encode() for style in formats.odd]
        self._style_signs = [quote + style + quote for style in odd for quote in (b'"', b"'")]
        self._styled = re.compile(
            _P + rb"c\b(?P<attributes>[^>]*\ss\s*=\s*[\"'](?:" + b"|".join(odd) + rb")[\"'][^>]*)>"
        )

    def scan(self, sheet: IO[bytes]) -> SheetMarks:
        """Read the sheet to its end."""
        for piece in whole_rows(sheet):
            self._look(piece)
        return self.marks

    def _look(self, piece: bytes) -> None:
        if b"<f" in piece or b":f" in piece:
            self._look_at_formulas(piece)
        if any(sign in piece for sign in _ERROR_SIGNS):
            self._look_at_errors(piece)
        if any(sign in piece for sign in self._style_signs):
            self._look_at_formats(piece)
        if any(sign in piece for sign in _HIDDEN_SIGNS):
            self._look_for_hidden(piece)
        if b"mergeCell" in piece:
            self.marks.merged += [
                (int(top), column_number(left.decode()), int(bottom), column_number(right.decode()))
                for left, top, right, bottom in _MERGED.findall(piece)
            ]
        self._rows += len(_ROW.findall(piece)) if _lacks_numbers(piece) else 0

    def _look_at_formulas(self, piece: bytes) -> None:
        for found in _FORMULA.finditer(piece):
            body = _body(piece, found)
            result = _V.search(body)
            is_empty_text = result is not None and _attributes(found).get("t") == "str"
            if not is_empty_text and not (result and result[1] and result[1].strip()):
                self.marks.texts[self._place(piece, found)] = NO_RESULT + _text(_F.search(body))

    def _look_at_errors(self, piece: bytes) -> None:
        for found in _ERROR.finditer(piece):
            self.marks.texts[self._place(piece, found)] = _text(_V.search(_body(piece, found))) or "#ERROR"

    def _look_at_formats(self, piece: bytes) -> None:
        for found in self._styled.finditer(piece):
            given = _attributes(found)
            form = self._forms.get((place := self._place(piece, found))[1])
            if form is None or given.get("t", "n") != "n" or not _text(_V.search(_body(piece, found))):
                continue
            if fault := self._formats.fault(int(given["s"]), form, self._unit):
                self.marks.formats[place] = fault

    def _look_for_hidden(self, piece: bytes) -> None:
        for found in _HIDDEN_ROW.finditer(piece):
            self.marks.hidden_rows.add(self._row_number(piece, found))
        for found in _HIDDEN_COLUMN.finditer(piece):
            given = _attributes(found)
            first = int(given.get("min", "0"))
            self.marks.hidden_columns.append((first, int(given.get("max", first))))

    def _place(self, piece: bytes, found: re.Match[bytes]) -> Place:
        """Return where a cell stands: as it says, or by counting where the writer left that out."""
        reference = _REFERENCE.fullmatch(_attributes(found).get("r", ""))
        if reference:
            return int(reference[2]), column_number(reference[1])
        sign = max(piece.rfind(b"<row", 0, found.start()), piece.rfind(b":row", 0, found.start()), 0)
        row = _ROW.search(piece, piece.rfind(b"<", 0, sign + 1), found.start())
        column = 0
        for cell in _CELL.finditer(piece, row.end() if row else 0, found.end()):
            told = _REFERENCE.fullmatch(_attributes(cell).get("r", ""))
            column = column_number(told[1]) if told else column + 1
        return (self._row_number(piece, row) if row else 0), column

    def _row_number(self, piece: bytes, row: re.Match[bytes]) -> int:
        told = _attributes(row).get("r", "")
        return int(told) if told.isdigit() else self._rows + len(_ROW.findall(piece, 0, row.start())) + 1


def whole_rows(sheet: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a sheet in pieces that break no row, and below the rows no element."""
    carried, is_below = b"", False
    while piece := sheet.read(_PIECE):
        piece = carried + piece
        is_below = is_below or b"sheetData>" in piece
        end = piece.rfind(b"<") if is_below else piece.rfind(b"row>") + len(b"row>")
        end = end if end >= len(b"row>") else 0
        carried = piece[end:]
        if len(carried) > _MOST_CARRIED:
            raise Refused("工作表里有一行内容过大，请用表格软件打开后另存为 .xlsx 再上传")
        yield piece[:end]
    yield carried


def column_number(letters: str) -> int:
    """Return the number of a column from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _body(piece: bytes, found: re.Match[bytes]) -> bytes:
    """Return what stands between the tags of a cell."""
    if found["attributes"].endswith(b"/"):
        return b""
    end = _CELL_END.search(piece, found.end())
    return piece[found.end() : end.start()] if end else b""


def _text(found: re.Match[bytes] | None) -> str:
    return unescape((found[1] or b"").decode("utf-8", "replace")).strip() if found else ""


def _attributes(found: re.Match[bytes]) -> dict[str, str]:
    return {
        name.decode(): value.decode("utf-8", "replace")
        for name, value in _ATTRIBUTE.findall(found["attributes"])
    }


def _lacks_numbers(piece: bytes) -> bool:
    row = _ROW.search(piece)
    return row is not None and "r" not in _attributes(row)
