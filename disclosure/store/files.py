"""Put a file that the office made where the public site finds it, and take it away."""

from __future__ import annotations

import hashlib
import io
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.db import connection, transaction
from django.db.models import Max

from common import projections
from disclosure.models.files import MOST_BYTES, FilePart
from disclosure.store.refresh import refresh_files


@dataclass(frozen=True)
class PublicFile:
    """A file as it is to stand: what it is called, what it holds, what it tells of, from when until when."""

    name: str
    media_type: str
    content: bytes | Path
    opens_on: date
    closes_on: date
    names: tuple[uuid.UUID, ...] = ()
    snapshot: uuid.UUID | None = None
    """The open data to which the file belongs; it is shown while these stand."""
    is_on_pages: bool = True
    """Whether a page that is kept may tell of it; then all kept pages become stale."""

    def read(self) -> BinaryIO:
        """Return what the file holds, to be read once from its beginning."""
        return self.content.open("rb") if isinstance(self.content, Path) else io.BytesIO(self.content)


@transaction.atomic
def put(id: uuid.UUID, file: PublicFile) -> int:
    """Let a file stand at `id` in place of what stood there; return its generation. Never more than a part is held in memory."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(id)])
    there = FilePart.objects.filter(file=id)
    generation = (there.aggregate(last=Max("generation"))["last"] or 0) + 1
    with file.read() as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
        parts = max(-(-content.seek(0, io.SEEK_END) // MOST_BYTES), 1)
        content.seek(0)
        for number in range(1, parts + 1):
            FilePart.objects.create(
                file=id,
                generation=generation,
                part=number,
                parts=parts,
                name=file.name,
                media_type=file.media_type,
                bytes=content.read(MOST_BYTES),
                sha256=sha256,
                names=list(file.names),
                opens_on=file.opens_on,
                closes_on=file.closes_on,
                snapshot=file.snapshot,
            )
    there.filter(generation__lt=generation).delete()
    refresh_files([id])
    if file.snapshot is None and file.is_on_pages:  # of a snapshot's files itself is shown, or not yet
        projections.changed()
    return generation


@transaction.atomic
def take_down(*ids: uuid.UUID, is_on_pages: bool = True) -> None:
    """Take files away; a second time it changes nothing."""
    FilePart.objects.filter(file__in=ids).delete()
    refresh_files(ids)
    if is_on_pages:
        projections.changed()
