"""What the XML of a sheet tells and the reader of workbooks drops: errors, formulas without a result, number formats,
merged cells, hidden rows and columns.

The bytes are scanned once, piece by piece, for signs that nearly every piece lacks; a cell is looked at only where a
sign was found. Prefixes, quotes, blanks and the order of attributes are as free as XML leaves them.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import IO

from exchange.importers.archives import Refused
from exchange.importers.number_formats import NumberFormats

Place = tuple[int, int]
"""(row, column) from 1."""
_PIECE = 1024 * 1024
_MOST_CARRIED = 16 * 1024 * 1024
_HEAD = 4096
_P = rb"<(?:[\w.\-]+:)?"
_E = rb"</(?:[\w.\-]+:)?"
_CELL = re.compile(_P + rb"c\b(?P<attributes>[^>]*)>")
_FORMULA = re.compile(_P + rb"c\b(?P<attributes>[^>]*)>(?=\s*" + _P + rb"f\b)")
_ERROR = re.compile(_P + rb"c\b(?P<attributes>[^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>")
_CELL_END = re.compile(_E + rb"c\s*>")
_F = re.compile(_P + rb"f\b[^>]*?(?:/>|>(.*?)" + _E + rb"f\s*>)", re.DOTALL)
_V = re.compile(_P + rb"v\b[^>]*?(?:/>|>(.*?)" + _E + rb"v\s*>)", re.DOTALL)
_ROW = re.compile(_P + rb"row\b(?P<attributes>[^>]*)>")
_HIDDEN = rb"\bhidden\s*=\s*[\"'](?:1|true|on)[\"']"
_HIDDEN_ROW = re.compile(_P + rb"row\b(?P<attributes>[^>]*" + _HIDDEN + rb"[^>]*)>")
_HIDDEN_COLUMN = re.compile(
    _P + rb"col\b(?P<attributes>[^>]*(?:" + _HIDDEN + rb"|\bwidth\s*=\s*[\"']0(?:\.0+)?[\"'])[^>]*)>"
)
_MERGED = re.compile(
    _P + rb"mergeCell\b[^>]*\bref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
_ATTRIBUTE = re.compile(rb"(?:^|\s)(r|t|s|min|max)\s*=\s*[\"']([^\"']*)[\"']")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_PREFIXED = re.compile(rb"xmlns:[\w.\-]+\s*=\s*[\"'][^\"']*/spreadsheetml/(?:2006/)?main[\"']")
NO_RESULT = "="
"""What stands for a formula that is written at another cell and has no result."""


@dataclass
class SheetMarks:
    """What was found in one sheet."""

    texts: dict[Place, str] = field(default_factory=dict)
    """Errors and formulas without a result, where the reader leaves the cell empty."""
    styled: dict[tuple[int, int], array[int]] = field(default_factory=dict)
    """The rows of the numbers whose style may show something else, by (column, style)."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(top, left, bottom, right) of each range."""


class Scanner:
    """Scans one sheet of a workbook with these number formats; it need not know what its columns are."""

    def __init__(self, formats: NumberFormats) -> None:
        self.marks = SheetMarks()
        self._rows = 0
        self._formula_signs: tuple[bytes, ...] = ()
        odd = [str(style).encode() for style in formats.odd]
        self._style_signs = [quote + style + quote for style in odd for quote in (b'"', b"'")]
        self._styled = re.compile(
            _P + rb"c\b(?P<attributes>[^>]*\ss\s*=\s*[\"'](?:" + b"|".join(odd) + rb")[\"'][^>]*)>"
        )

    def scan(self, sheet: IO[bytes]) -> SheetMarks:
        """Read the sheet to its end."""
        rows = whole_rows(sheet)
        first = last = next(rows)
        self._formula_signs = (b"<f", b":f") if _PREFIXED.search(first, 0, _HEAD) else (b"<f",)
        self._look_at_columns(first)
        self._look(first)
        for last in rows:
            self._look(last)
        self._look_for_merged(last)
        return self.marks

    def _look(self, piece: bytes) -> None:
        """Look for the signs of marks: a few plain searches, which nearly always find nothing."""
        if any(sign in piece for sign in self._formula_signs):
            self._look_at_formulas(piece)
        if b">#" in piece:
            self._look_at_errors(piece)
        if any(sign in piece for sign in self._style_signs):
            self._look_at_styles(piece)
        if b"hidden" in piece:
            for found in _HIDDEN_ROW.finditer(piece):
                self.marks.hidden_rows.add(self._row_number(piece, found))
        self._rows += len(_ROW.findall(piece)) if _lacks_numbers(piece) else 0

    def _look_at_columns(self, piece: bytes) -> None:
        """Columns are described before the first row."""
        row = _ROW.search(piece)
        for found in _HIDDEN_COLUMN.finditer(piece, 0, row.start() if row else len(piece)):
            given = _attributes(found)
            first = int(given.get("min", "0"))
            self.marks.hidden_columns.append((first, int(given.get("max", first))))

    def _look_for_merged(self, piece: bytes) -> None:
        """Ranges are listed behind the last row."""
        self.marks.merged += [
            (int(top), column_number(left.decode()), int(bottom), column_number(right.decode()))
            for left, top, right, bottom in _MERGED.findall(piece)
        ]

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

    def _look_at_styles(self, piece: bytes) -> None:
        for found in self._styled.finditer(piece):
            given = _attributes(found)
            if given.get("t", "n") == "n" and _text(_V.search(_body(piece, found))):
                row, column = self._place(piece, found)
                self.marks.styled.setdefault((column, int(given["s"])), array("I")).append(row)

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
    """Yield the bytes of a sheet in pieces that break no row; the last piece is all that stands behind the rows."""
    carried = b""
    while piece := sheet.read(_PIECE):
        piece = carried + piece
        end = piece.rfind(b"row>") + len(b"row>")
        if end < len(b"row>"):
            end = 0
        carried = piece[end:]
        if len(carried) > _MOST_CARRIED:
            raise Refused("工作表里有一行内容过大，请用表格软件打开后另存为 .xlsx 再上传")
        if end:
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
