"""What the portal understood of a file before anything of it is imported: its columns and its first rows.

It reads what the limited child left in staging; rows with a secrecy mark are already gone from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from contents.money import sum_words
from exchange.importers.layouts import LAYOUTS, Column, Form
from exchange.importers.rows import PURGED, RAW_SEPARATOR, shown
from exchange.importers.statements import staged_rows
from exchange.models.batches import BatchStatus, ImportBatch

FIRST = 10
FORMS = {
    Form.TEXT: "文字",
    Form.CODE: "统一社会信用代码",
    Form.DOCUMENT: "文号",
    Form.DATE: "日期",
    Form.MONEY: "金额",
    Form.CHOICE: "选项",
    Form.NUMBER: "数字",
}

UNBROKEN = {Form.CODE, Form.DOCUMENT, Form.DATE}


@dataclass(frozen=True)
class Match:
    """One column: its name in the file, the field that it was taken for, what there is to say about it."""

    name: str
    field: str
    form: str
    remark: str
    is_wrong: bool = False


@dataclass(frozen=True)
class Cell:
    """A value as it was understood, or as it came with what is wrong about it."""

    label: str
    text: str
    fault: str = ""
    is_code: bool = False


@dataclass(frozen=True)
class PreviewRow:
    """One row of the file as it is shown before writing; a purged one keeps its number alone."""

    number: int
    cells: list[Cell]
    is_purged: bool


def mapping(batch: ImportBatch) -> list[Match]:
    """Return the columns of the file in its order, then the fields that it lacks; none where no header was found."""
    if not batch.header_names:
        return []
    layout = LAYOUTS[batch.kind]
    fields = {batch.header_places[column.key]: column for column in layout.columns if _is_in(column, batch)}
    present = [
        _matched(name, fields.get(place), batch) for place, name in enumerate(batch.header_names) if name
    ]
    return present + [_missing(column) for column in layout.columns if not _is_in(column, batch)]


def first_rows(batch: ImportBatch) -> list[PreviewRow]:
    """Return the first rows as they lie in staging, personal numbers masked; empty once they are not there."""
    columns = [column for column in LAYOUTS[batch.kind].columns if _is_in(column, batch)]
    columns.sort(key=lambda column: batch.header_places[column.key])
    if not columns:
        return []
    keys = ", ".join(f'"{column.key}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT row, raw, row_errors, {keys} FROM exchange_staging WHERE batch_id = %s ORDER BY row LIMIT %s",  # noqa: S608
            [batch.pk, FIRST],
        )
        rows = cursor.fetchall()
    return [_row(batch, columns, row[0], row[1], row[2], row[3:]) for row in rows]


def has_rows(batch: ImportBatch) -> bool:
    """Say whether the rows that the preview is about are still in staging; a crash of the server empties it."""
    return batch.status == BatchStatus.PREVIEW and staged_rows(batch) > 0


def _is_in(column: Column, batch: ImportBatch) -> bool:
    return column.key in batch.header_places


def _matched(name: str, column: Column | None, batch: ImportBatch) -> Match:
    if column is not None:
        return Match(name, column.header, FORMS[column.form], "必填" if column.required else "选填")
    if name not in batch.unknown_columns:
        return Match(name, "", "", "本系统退回工作簿自带的列，不导入")
    remedy = "没有认出，这一列不导入；若是模板里的字段，请在“对应列名”里指定，或改成模板里的列名再上传"
    return Match(name, "", "", remedy, is_wrong=True)


def _missing(column: Column) -> Match:
    if column.required:
        return Match("", column.header, FORMS[column.form], "必填，文件里没有这一列，请补上", is_wrong=True)
    return Match("", column.header, FORMS[column.form], "选填，文件里没有这一列，按空处理")


def _row(
    batch: ImportBatch,
    columns: list[Column],
    number: int,
    raw: str,
    row_errors: str | None,
    values: tuple[Any, ...],
) -> PreviewRow:
    cells = raw.split(RAW_SEPARATOR)
    if any(cell.startswith(PURGED) for cell in cells):
        return PreviewRow(number, [], is_purged=True)
    faults = {key: message for level, key, _, message in json.loads(row_errors or "[]") if level == "error"}
    pairs = zip(columns, values, strict=True)
    return PreviewRow(number, list(_cells(pairs, cells, batch.header_places, faults)), is_purged=False)


def _cells(
    pairs: Iterable[tuple[Column, Any]],
    cells: list[str],
    places: Mapping[str, int],
    faults: Mapping[str, str],
) -> Iterator[Cell]:
    for column, value in pairs:
        fault = faults.get(column.key, "")
        text = cells[places[column.key]] if fault else _words(column, value)
        yield Cell(column.header, shown(text), fault, is_code=column.form in UNBROKEN)


def _words(column: Column, value: object) -> str:
    if value is None:
        return ""
    if column.form == Form.CHOICE:
        return next((word for word, code in column.choices.items() if code == value), str(value))
    if isinstance(value, Decimal) and column.form == Form.MONEY:
        return sum_words(value)
    return str(value)
