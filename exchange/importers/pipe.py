"""The parent's end: start the limited child, COPY its rows into staging, believe nothing but a clean exit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection

from exchange.importers.archives import Refused, SecretFile
from exchange.importers.child import REFUSED
from exchange.importers.headers import Choices
from exchange.importers.layouts import READABLE

PATIENCE = 180
_CHUNK = 256 * 1024
DIED = (
    "文件没能在限定的内存和时间内读完：可能在数据区以外还有内容（请删去多余的空行、空列和格式），"
    "也可能文件已损坏；请另存为新的 .xlsx 或分批上传"
)


@dataclass(frozen=True)
class Reading:
    """What the child says of a sheet that it has read to the end."""

    rows: int
    purged: int
    sheet: str
    header_row: int
    names: list[str]
    places: dict[str, int]
    unknown: list[str]
    fingerprint: str
    ignored: list[str]
    left_out: list[tuple[int, str]]
    """Rows that are no records, and why."""
    hints: list[str]
    """What is to be said of the sheet as a whole."""


def stage_file(path: Path, suffix: str, kind: str, batch: uuid.UUID, choices: Choices) -> Reading:
    """Send the rows of a file into staging, inside the caller's transaction.

    Raises Refused (to be rolled back) unless the child ended well and every row it sent has arrived.
    """
    if not path.exists():
        raise Refused("上传的文件已不在，请重新上传")
    with path.open("rb") as source, tempfile.TemporaryFile() as note:
        child = _start(source, note, kind, suffix, str(batch), json.dumps(choices))
        guard = threading.Timer(PATIENCE, _end, [child])
        guard.start()
        try:
            arrived = _copy(child, kind)
        finally:
            child.stdout.close()  # type: ignore[union-attr]
            status = child.wait()
            guard.cancel()
        note.seek(0)
        return _judge(status, note.read(), arrived)


def _start(source: IO[bytes], note: IO[bytes], *arguments: str) -> subprocess.Popen[bytes]:
    """Start the child without the environment: it needs no address and no key."""
    return subprocess.Popen(
        [sys.executable, "-s", "-B", "-m", "exchange.importers.child", *arguments],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=note,
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1"},
        start_new_session=True,
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and what it has started, which are a group of their own."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)


def _copy(child: subprocess.Popen[bytes], kind: str) -> int:
    keys = ("batch_id", "row", *READABLE[kind].staged_keys, "row_errors", "raw")
    columns = ", ".join(f'"{key}"' for key in keys)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(
            f"COPY exchange_staging ({columns}) FROM STDIN (FORMAT text, NULL '')", child.stdout, size=_CHUNK
        )
        return int(cursor.rowcount)


def _judge(status: int, note: bytes, arrived: int) -> Reading:
    told = _note(note)
    if status == REFUSED and "refused" in told:
        refusal = (SecretFile if told.get("secret") else Refused)(told["refused"])
        refusal.header = told.get("header", {})
        raise refusal
    if status != 0 or told.get("rows") != arrived:
        raise Refused(DIED)
    return Reading(**told)


def _note(text: bytes) -> dict[str, Any]:
    lines = text.decode("utf-8", "replace").strip().splitlines()
    try:
        note = json.loads(lines[-1]) if lines else {}
    except ValueError:
        return {}
    return note if isinstance(note, dict) else {}
