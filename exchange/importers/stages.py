"""The stages of an import: read → check → write. Each is one transaction that ends by moving the batch on.

A stage that is cut off leaves nothing: its rows, row errors and the move are undone together, and the next run
starts the same stage again. Two runners never work on one batch: the second finds the lock taken.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from psycopg2.errors import UniqueViolation

from common.errors import ActRefused
from exchange.importers import statements
from exchange.importers.pipe import Reading, stage_file
from exchange.importers.rows import RAW_SEPARATOR, shown
from exchange.models.batches import BatchStatus, ImportBatch
from exchange.models.column_choices import ColumnChoice
from exchange.models.row_errors import RowError, RowErrorLevel
from exchange.workbooks import RejectedRow, write_rejected, write_without_purged
from privacy import scan

_BATCH_OF_ROWS = 2_000
PERSON_IN_NAME = "文件名含个人信息，今后请勿写在文件名里"


class Busy(ActRefused):
    """Another process is working on this batch."""


class Shifted(Exception):
    """Somebody wrote the same records between check and write; the check has to be repeated."""


@contextmanager
def stage(batch: ImportBatch, status: BatchStatus) -> Iterator[None]:
    """One transaction with the batch's lock, entered only if the batch still stands at `status`."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [str(batch.pk)])
            if not cursor.fetchone()[0]:
                raise Busy("这一批正在处理，请稍候")
        batch.refresh_from_db()
        if batch.status != status:
            raise Busy(f"这一批现在是“{batch.get_status_display()}”")
        yield


def begin(batch: ImportBatch) -> None:
    """Take up an uploaded batch."""
    with stage(batch, BatchStatus.UPLOADED):
        batch.move("read", by=batch.posting)


def read(batch: ImportBatch) -> None:
    """File → staging. Rows with a secrecy mark leave nothing but their number, in the kept file too."""
    with stage(batch, BatchStatus.READING):
        statements.empty_staging(batch)
        batch.row_errors.all().delete()
        choices = ColumnChoice.objects.of(batch.posting.user_id, batch.kind)
        reading = stage_file(batch.source_path, batch.suffix, batch.kind, batch.pk, choices)
        _note(batch, reading)
        if reading.purged:
            _rewrite_source(batch)
        statements.analyze_staging()
        batch.move("show" if batch.asks_first else "check", by=batch.posting)


def check(batch: ImportBatch) -> None:
    """All errors of every row; a trial run ends here."""
    with stage(batch, BatchStatus.CHECKING):
        _forget_older_source(batch)
        if _lost_staging(batch):
            return
        counts = statements.check(batch)
        ImportBatch.objects.filter(pk=batch.pk).update(**counts)
        if batch.dry_run:
            with _rejected_workbook(batch):
                _finish(batch)
        else:
            batch.move("write", by=batch.posting)


def write(batch: ImportBatch) -> None:
    """Staging → drafts, all or nothing. Raises Shifted when the check no longer holds."""
    try:
        with stage(batch, BatchStatus.WRITING):
            if _lost_staging(batch):
                return
            with _rejected_workbook(batch):
                if statements.write(batch) != (batch.accepted or 0) + (batch.proposed or 0):
                    raise Shifted
                _finish(batch)
    except IntegrityError as clash:
        if isinstance(clash.__cause__, UniqueViolation):
            raise Shifted from clash
        raise


def recheck(batch: ImportBatch) -> None:
    """Go back from writing to reading, for a check against what has been written meanwhile."""
    with stage(batch, BatchStatus.WRITING):
        batch.move("read", by=batch.posting, reason="核对后又有新的记录入库，重新核对")


@contextmanager
def _rejected_workbook(batch: ImportBatch) -> Iterator[None]:
    """Write the workbook of rejected rows on the second processor while the database writes the others."""
    batch.refresh_from_db()
    if not batch.rejected:
        yield
        return
    with ThreadPoolExecutor(1) as pool, _spooled(batch, rejected_rows(batch)) as rows:
        done = pool.submit(write_rejected, batch.rejected_path, batch.header_names, rows)
        yield
        done.result()


@contextmanager
def _spooled(batch: ImportBatch, rows: Iterable[RejectedRow]) -> Iterator[Iterator[RejectedRow]]:
    """Put rows aside in a file without a name: another thread may not read from this one's connection.

    Neither the database's answer nor the rows are ever held as a whole.
    """
    batch.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryFile("w+", encoding="utf-8", dir=batch.folder) as spool:
        for row, cells, reasons in rows:
            spool.write(json.dumps([row, cells, list(reasons.items())], ensure_ascii=False) + "\n")
        spool.seek(0)
        yield ((row, cells, dict(reasons)) for row, cells, reasons in map(json.loads, spool))


def _lost_staging(batch: ImportBatch) -> bool:
    if statements.staged_rows(batch) == batch.rows_read:
        return False
    batch.move("read", by=batch.posting, reason="暂存数据已不在，重新读取文件")
    return True


def _finish(batch: ImportBatch) -> None:
    statements.empty_staging(batch)
    batch.move("finish", by=batch.posting, finished_at=timezone.now())


def _note(batch: ImportBatch, reading: Reading) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(
        rows_read=reading.rows,
        rows_purged=reading.purged,
        sheet=reading.sheet[:64],
        header_row=reading.header_row,
        header_names=reading.names,
        header_places=reading.places,
        header_key=reading.fingerprint,
        message="",
        unknown_columns=reading.unknown,
        ignored_sheets=reading.ignored,
    )
    batch.refresh_from_db()
    row = reading.header_row
    hints = [(row, name, "", "未识别的列，已忽略") for name in reading.unknown]
    hints += [(row, "", name, "未读取的工作表（只读取第一张有表头的表）") for name in reading.ignored]
    hints += [(row, "", "", hint) for hint in reading.hints]
    hints += [(row, "文件名", found, PERSON_IN_NAME) for found in _persons_in_file_name(batch)]
    hints += [(number, "", "", why) for number, why in reading.left_out]
    RowError.objects.bulk_create(
        RowError(
            batch=batch,
            row=number,
            level=RowErrorLevel.WARNING,
            column=shown(column)[:255],
            value=shown(value),
            message=message,
        )
        for number, column, value, message in hints
    )


def _persons_in_file_name(batch: ImportBatch) -> list[str]:
    """Return what personal data the file's name holds, masked; its numbers were starred when it came in."""
    found = [suspect.masked for suspect in scan(batch.file_name, by_segmenter=False)]
    if not found and "*" in batch.file_name:
        found = [batch.file_name]
    return ["；".join(dict.fromkeys(found))] if found else []


def _rewrite_source(batch: ImportBatch) -> None:
    """Replace the kept file by one without the purged rows, as a workbook of text cells."""
    batch.suffix = ".xlsx"
    rows = ((row, raw.split(RAW_SEPARATOR)) for row, raw in _raw_rows(batch, "true"))
    write_without_purged(batch.source_path, batch.sheet, batch.header_row or 1, batch.header_names, rows)
    ImportBatch.objects.filter(pk=batch.pk).update(suffix=batch.suffix)
    transaction.on_commit(lambda: _forget_older_source(batch))


def _forget_older_source(batch: ImportBatch) -> None:
    """Delete the file as it was uploaded once another, committed, has taken its place; safe to run twice."""
    for path in batch.folder.glob("source.*"):
        if path != batch.source_path:
            path.unlink(missing_ok=True)


def rejected_rows(batch: ImportBatch) -> Iterator[RejectedRow]:
    """Yield the rejected rows with their original cells and the reasons by place."""
    errors = batch.row_errors.filter(level=RowErrorLevel.ERROR).order_by("row", "id")
    told = errors.values_list("row", "column_key", "message").iterator(_BATCH_OF_ROWS)
    bad = "row IN (SELECT row FROM exchange_rowerror WHERE batch_id = %(batch)s AND level = 'error')"
    raws = _raw_rows(batch, bad)
    for (row, raw), (_, found) in zip(raws, groupby(told, itemgetter(0)), strict=True):
        reasons: dict[int, list[str]] = {}
        for _, key, message in found:
            reasons.setdefault(batch.header_places.get(key, -1), []).append(message)
        yield row, raw.split(RAW_SEPARATOR), reasons


def _raw_rows(batch: ImportBatch, condition: str) -> Iterator[tuple[int, str]]:
    """Yield staged rows in order through a cursor of the server's own, some at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT row, raw FROM exchange_staging WHERE batch_id = %(batch)s AND {condition} ORDER BY row",  # noqa: S608
            {"batch": batch.pk},
        )
        while rows := cursor.fetchmany(_BATCH_OF_ROWS):
            yield from rows


def report(batch: ImportBatch) -> dict[str, Any]:
    """Return the report of a batch: counts, every error and warning of every row, what repeats what."""
    places = batch.header_places
    found: dict[str, list[dict[str, Any]]] = {level: [] for level in RowErrorLevel.values}
    rows = batch.row_errors.values_list("level", "row", "column_key", "column", "value", "message", "of")
    in_order = sorted(rows, key=lambda found: (found[1], places.get(found[2], 999), found[5]))
    for level, row, _key, column, value, message, of in in_order:
        if level in {RowErrorLevel.DUPLICATE, RowErrorLevel.WAITING}:
            repeats = {"row": row, "of": int(of) if of.isdigit() and len(of) < 8 else of}
            found[level].append(repeats | ({"message": message} if level == RowErrorLevel.WAITING else {}))
        else:
            found[level].append({"row": row, "column": column, "value": value, "message": message})
    return {
        "read": batch.rows_read or 0,
        "accepted": batch.accepted or 0,
        "duplicates": batch.duplicates or 0,
        "rejected": batch.rejected or 0,
        "waiting": batch.waiting or 0,
        "proposed": batch.proposed or 0,
        "errors": found[RowErrorLevel.ERROR],
        "warnings": found[RowErrorLevel.WARNING],
        "duplicate_rows": found[RowErrorLevel.DUPLICATE],
        "waiting_rows": found[RowErrorLevel.WAITING],
    }
