"""The open data: everything that stands in public at one moment, as signed files, of which only the newest stand.

They are read in one view of the database, put beside the present ones, and shown by one short act. What ends meanwhile leaves a
line（open.stored_loss）: then they are thrown away and made anew.
"""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from common import projections
from disclosure import columns, data_package
from disclosure.columns import Row, Table
from disclosure.figures import today
from disclosure.models.files import FilePart
from disclosure.open.models import OpenCommendation, OpenDepartment, OpenJudgment, OpenRecord, OpenSnapshot
from disclosure.open.models.snapshots import file_of
from disclosure.store import changes, signing
from disclosure.store.changes import Contents
from disclosure.store.files import PublicFile, put, take_down
from disclosure.store.writers import OneWorkbook, TextFiles, Writer

AT_ONCE = 2000
FIRST = uuid.UUID(int=0)
LONGEST = timedelta(days=30)
"""How long a snapshot stands in which nothing ends by the clock."""
SHOW = "SELECT public.disclosure_show_snapshot(%s, %s, %s, %s, %s, %s)"


FOLLOWING: dict[str, Callable[[uuid.UUID, int], Sequence[OpenRecord | OpenJudgment | OpenCommendation]]] = {
    "records": OpenRecord.objects.following,
    "judgments": OpenJudgment.objects.following,
    "commendations": OpenCommendation.objects.following,
}


@dataclass(frozen=True)
class Made:
    """Files in a folder, not yet shown to anybody."""

    id: uuid.UUID
    label: str
    at: datetime
    closes_on: date
    losses: list[int]
    manifest: data_package.Json
    contents: Contents


@contextmanager
def one_view() -> Iterator[None]:
    """Let all that is read meanwhile be of one moment."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def is_due(now: datetime) -> bool:
    """Say whether open data are to be made: none stand, or those of another day."""
    standing = OpenSnapshot.objects.first()
    return standing is None or timezone.localtime(standing.data_time).date() < timezone.localtime(now).date()


@contextmanager
def alone() -> Iterator[bool]:
    """Say whether nobody else makes open data just now; the server lets go of the lock when a process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('open data'))")
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('open data'))")


def keep(now: datetime) -> None:
    """Take away the files of what does not stand, whether or not the next can be made, and make the next where they are due."""
    with alone() as mine:
        if mine:
            _take_down_left_over()
            if is_due(now):
                make()


def make(view: Callable[[], AbstractContextManager[None]] = one_view) -> Made | None:
    """Make the open data and let them stand in place of the present ones.

    None where something ended meanwhile, or where others are at it.
    """
    with alone() as mine:
        return _make(view) if mine else None


def _make(view: Callable[[], AbstractContextManager[None]]) -> Made | None:
    with tempfile.TemporaryDirectory(prefix="open-data-") as name:
        folder = Path(name)
        with view():
            made = _write(folder)
        _sign(folder, made)
        files = _put(folder, made)
    stands = _let_stand(made, files)
    _take_down_left_over()
    return made if stands else None


def _write(folder: Path) -> Made:
    """Write every table in every format, each row read once."""
    at, id = timezone.localtime(), uuid.uuid4()
    losses = _losses()
    demo = settings.PORTAL_DEMO
    writers: list[Writer] = [TextFiles(folder, name, demo=demo) for name in ("csv", "ndjson")]
    writers.append(OneWorkbook(folder, demo=demo, at=f"{at:%Y-%m-%d %H:%M:%S}"))
    closes_on = today() + LONGEST
    since, before = changes.last()
    contents = Contents()
    for table in columns.TABLES.values():
        for writer in writers:
            writer.begin(table)
        contents.begin(table)
        for row in rows_of(table):
            cells = {column.name: column.of(row, settings.PUBLIC_URL) for column in table.columns}
            for writer in writers:
                writer.row(cells)
            contents.row(cells)
            if not isinstance(row, OpenDepartment):
                closes_on = min(closes_on, row.closes_on)
    files = [file for writer in writers for file in writer.end()]
    files.append(changes.write(folder, before, contents))
    label = f"{at:%Y%m%d}-{id.hex[:8]}"
    told = data_package.manifest(
        files,
        label=label,
        at=at,
        site=settings.PUBLIC_URL,
        demo=demo,
        fingerprint=signing.fingerprint(),
        since=since,
    )
    return Made(id, label, at, closes_on, losses, told, contents)


def rows_of(table: Table) -> Iterator[Row]:
    """Yield every row of a table that stands in public, in the order of its key."""
    if table is columns.DEPARTMENTS:
        code = ""
        while bodies := OpenDepartment.objects.following(code, AT_ONCE):
            yield from bodies
            code = bodies[-1].credit_code
        return
    address = FIRST
    while facts := FOLLOWING[table.name](address, AT_ONCE):
        yield from facts
        address = facts[-1].public_id


def _sign(folder: Path, made: Made) -> None:
    content = json.dumps(made.manifest, ensure_ascii=False, indent=1).encode()
    (folder / data_package.MANIFEST).write_bytes(content)
    (folder / data_package.SIGNATURE).write_bytes(signing.sign(content))
    (folder / data_package.KEY).write_bytes(signing.public_key())


def _put(folder: Path, made: Made) -> int:
    """Put the files where the public site will find them, shown to nobody yet; return how many."""
    paths = sorted(folder.iterdir())
    for path in paths:
        file = PublicFile(path.name, _media_type(path.name), path, today(), made.closes_on, snapshot=made.id)
        put(file_of(made.id, path.name), file)
    return len(paths)


def _media_type(name: str) -> str:
    known = {
        data_package.MANIFEST: "application/json",
        data_package.SIGNATURE: "application/octet-stream",
        data_package.KEY: "application/x-pem-file",
    }
    return known.get(name) or data_package.MEDIA_TYPES[name.rpartition(".")[2]]


def _losses() -> list[int]:
    """Return the lines that were left by what ended or changed since a snapshot was last let stand."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT line FROM open.stored_loss")
        return [line for (line,) in cursor.fetchall()]


@transaction.atomic
def _let_stand(made: Made, files: int) -> bool:
    """Show the files in place of those before, unless something of them has ended since they were read, or they are not whole."""
    if FilePart.objects.filter(snapshot=made.id, part=1).count() < files:
        return False
    told = json.dumps(made.manifest)
    with connection.cursor() as cursor:
        cursor.execute(SHOW, [str(made.id), made.label, made.at, told, made.closes_on, made.losses])
        (stands,) = cursor.fetchone()
    if stands:
        changes.keep(made.label, made.at, made.contents)
        projections.changed()
    return bool(stands)


def _take_down_left_over() -> None:
    """Take down the files of every snapshot that does not stand."""
    standing = OpenSnapshot.objects.values_list("snapshot", flat=True)
    old = FilePart.objects.filter(snapshot__isnull=False).exclude(snapshot__in=list(standing))
    for file in list(old.order_by().values_list("file", flat=True).distinct()):
        take_down(file)
