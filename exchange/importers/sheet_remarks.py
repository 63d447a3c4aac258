"""What the marks of a sheet mean for its rows: which cells are refused, and what its sender has to look at."""

from __future__ import annotations

from exchange.importers.archives import Refused
from exchange.importers.headers import Header
from exchange.importers.layouts import Column, Form, Layout
from exchange.importers.number_formats import NumberFormats
from exchange.importers.sheet_xml import SheetMarks
from exchange.importers.tables import Fault

ERROR, WARNING = "error", "warning"
MOST_MERGED = 200_000
HIDDEN = "本行在文件里是隐藏的（手工隐藏，或被筛选掉），已照样读取，请核对是否应当报送"
MERGED = "本格并入了第 {row} 行的合并单元格，自己没有内容，请取消合并，在每一行填写"
MERGED_SUM = "金额填在合并单元格里（第 {first}–{last} 行），看不出是一行的还是几行的，请取消合并后逐行填写"


def remarks(
    marks: SheetMarks, formats: NumberFormats, header: Header, left: int, layout: Layout, height: int
) -> tuple[dict[int, list[Fault]], list[str]]:
    """Return the faults by sheet row, and what is to be said of the sheet as a whole."""
    told: dict[int, list[Fault]] = {}
    columns = {
        header.places[column.key] + left + 1: column
        for column in layout.columns
        if column.key in header.places
    }
    for (number, style), rows in marks.styled.items():
        column = columns.get(number)
        if column and not column.is_free and (fault := formats.fault(style, column.form, header.unit)):
            for row in rows:
                told.setdefault(row, []).append((ERROR, column.key, "", fault))
    _tell_merged(marks, header, columns, height, told)
    for row in marks.hidden_rows:
        if row > header.row:
            told.setdefault(row, []).append((WARNING, "", "", HIDDEN))
    hidden = [
        column.header
        for number, column in columns.items()
        if any(first <= number <= last for first, last in marks.hidden_columns)
    ]
    return told, [f"隐藏的列也读取了：{'、'.join(hidden)}，请核对"] if hidden else []


def _tell_merged(
    marks: SheetMarks, header: Header, columns: dict[int, Column], height: int, told: dict[int, list[Fault]]
) -> None:
    count = 0
    for top, left, end, right in marks.merged:
        bottom = min(end, height)
        inside = [(number, column) for number, column in columns.items() if left <= number <= right]
        for row in range(max(top, header.row + 1), bottom + 1) if inside else ():
            count += len(inside)
            if count > MOST_MERGED:
                raise Refused("工作表里的合并单元格过多，请取消合并、逐行填写后重新上传")
            told.setdefault(row, []).extend(
                _merged(column, is_first=(row, number) == (top, left), rows=(top, bottom))
                for number, column in inside
                if (row, number) != (top, left) or (column.form == Form.MONEY and bottom > top)
            )


def _merged(column: Column, *, is_first: bool, rows: tuple[int, int]) -> Fault:
    first, last = rows
    if is_first or column.form == Form.MONEY:
        return ERROR, column.key, "", MERGED_SUM.format(first=first, last=last)
    return ERROR, column.key, "", MERGED.format(row=first)
