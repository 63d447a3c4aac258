"""A workbook of candidates, read by the limited child like every other workbook, and nothing of it kept."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Protocol

from django.conf import settings
from django.db import connection, transaction

from common.errors import Incomplete
from common.virus import scan_file
from exchange.honours.services import Line
from exchange.importers.archives import Refused
from exchange.importers.layouts import CANDIDATES
from exchange.importers.pipe import stage_file
from exchange.importers.sheet_remarks import ERROR, WARNING

PERSON = "名单里只写单位；个人由档案的授权查询答复，这一行没有保存"
NO_CODE = "没有统一社会信用代码，只凭名称不能核对"
SUFFIXES = (".xlsx", ".csv")
_ROWS = "SELECT row, name, credit_code, row_errors FROM exchange_staging WHERE batch_id = %s ORDER BY row"


class Upload(Protocol):
    """A file that comes in pieces."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]: ...


def read_candidates(upload: Upload) -> list[Line]:
    """Return the rows of an uploaded workbook; raises Incomplete with the remedy where it cannot be read."""
    suffix = PurePath(upload.name or "").suffix.lower()
    if suffix not in SUFFIXES:
        raise Incomplete("文件格式不对", {"file": "只收 .xlsx 和 .csv，请另存后上传"})
    if (upload.size or 0) > settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // 1024 // 1024
        raise Incomplete("文件太大", {"file": f"不能超过 {most} MB，请分批核查"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"candidates{suffix}"
        with path.open("wb") as file:
            file.writelines(upload.chunks())
        scan_file(path)
        return _read(path, suffix)


def _read(path: Path, suffix: str) -> list[Line]:
    batch = uuid.uuid4()
    try:
        with transaction.atomic():
            stage_file(path, suffix, CANDIDATES.kind, batch, {})
            with connection.cursor() as cursor:
                cursor.execute(_ROWS, [batch])
                found = cursor.fetchall()
                cursor.execute("DELETE FROM exchange_staging WHERE batch_id = %s", [batch])
    except Refused as refusal:
        raise Incomplete("名单没有读成", {"file": str(refusal)}) from refusal
    return [_line(*row) for row in found]


def _line(row: int, name: str | None, code: str | None, errors: object) -> Line:
    """Return a row with why nothing can be looked up by it; what names a person is not kept."""
    told = json.loads(errors) if isinstance(errors, str) else errors or []
    faults: list[list[str]] = told if isinstance(told, list) else []
    if any(level == WARNING and key == "name" for level, key, *_ in faults):
        return Line(row, "", "", PERSON)
    wrong = "；".join(one[3] for one in faults if one[0] == ERROR)
    return Line(
        row, (name or "")[:200], "" if wrong else (code or "")[:18], wrong or ("" if code else NO_CODE)
    )
