"""A workbook that is only asked about, read by the limited child like every other workbook, and nothing of it kept."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol

from django.conf import settings
from django.db import connection, transaction

from common.errors import Incomplete
from common.virus import scan_file
from exchange.importers.archives import Refused
from exchange.importers.columns import Layout
from exchange.importers.pipe import stage_file
from exchange.importers.sheet_remarks import ERROR

SUFFIXES = (".xlsx", ".csv")


class Upload(Protocol):
    """A file that comes in pieces."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True)
class AskedRow:
    """One row as it was read: its values by column, and what the reader found wrong（level, column, value, words）."""

    row: int
    values: Mapping[str, str]
    faults: Sequence[Sequence[str]]

    @property
    def wrong(self) -> str:
        """Return what is wrong with it in words, "" where nothing is."""
        return "；".join(one[3] for one in self.faults if one[0] == ERROR)


def read_asked(upload: Upload, layout: Layout) -> list[AskedRow]:
    """Return the rows of an uploaded workbook; raises Incomplete with the remedy where it cannot be read."""
    suffix = PurePath(upload.name or "").suffix.lower()
    if suffix not in SUFFIXES:
        raise Incomplete("文件格式不对", {"file": "只收 .xlsx 和 .csv，请另存后上传"})
    if (upload.size or 0) > settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // 1024 // 1024
        raise Incomplete("文件太大", {"file": f"不能超过 {most} MB，请分批核查"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"asked{suffix}"
        with path.open("wb") as file:
            file.writelines(upload.chunks())
        scan_file(path)
        return _read(path, suffix, layout)


def _read(path: Path, suffix: str, layout: Layout) -> list[AskedRow]:
    batch, keys = uuid.uuid4(), [column.key for column in layout.columns]
    columns = ", ".join(keys)
    rows = f"SELECT row, row_errors, {columns} FROM exchange_staging WHERE batch_id = %s ORDER BY row"  # noqa: S608
    try:
        with transaction.atomic():
            stage_file(path, suffix, layout.kind, batch, {})
            with connection.cursor() as cursor:
                cursor.execute(rows, [batch])
                found = cursor.fetchall()
                cursor.execute("DELETE FROM exchange_staging WHERE batch_id = %s", [batch])
    except Refused as refusal:
        raise Incomplete("名单没有读成", {"file": str(refusal)}) from refusal
    return [
        AskedRow(row, dict(zip(keys, (value or "" for value in values), strict=True)), _faults(told))
        for row, told, *values in found
    ]


def _faults(errors: object) -> list[list[str]]:
    told = json.loads(errors) if isinstance(errors, str) else errors or []
    return told if isinstance(told, list) else []
