"""Put a file that the office made where the public site finds it, and take it away."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Max

from common import projections
from disclosure.models.files import MOST_BYTES, FilePart
from disclosure.store.refresh import refresh_file


@dataclass(frozen=True)
class PublicFile:
    """A file as it is to stand: what it is called, what it holds, what it tells of, from when until when."""

    name: str
    media_type: str
    content: bytes
    opens_on: date
    closes_on: date
    names: tuple[uuid.UUID, ...] = ()


@transaction.atomic
def put(id: uuid.UUID, file: PublicFile) -> int:
    """Let a file stand at `id` in place of what stood there; return its generation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(id)])
    there = FilePart.objects.filter(file=id)
    generation = (there.aggregate(last=Max("generation"))["last"] or 0) + 1
    pieces = [file.content[start : start + MOST_BYTES] for start in range(0, len(file.content), MOST_BYTES)]
    FilePart.objects.bulk_create(
        FilePart(
            file=id,
            generation=generation,
            part=number,
            parts=max(len(pieces), 1),
            name=file.name,
            media_type=file.media_type,
            bytes=piece,
            sha256=hashlib.sha256(file.content).hexdigest(),
            names=list(file.names),
            opens_on=file.opens_on,
            closes_on=file.closes_on,
        )
        for number, piece in enumerate(pieces or [b""], 1)
    )
    there.filter(generation__lt=generation).delete()
    _follow([id])
    return generation


@transaction.atomic
def take_down(id: uuid.UUID) -> None:
    """Take a file away; a second time it changes nothing."""
    FilePart.objects.filter(file=id).delete()
    _follow([id])


def _follow(files: Iterable[uuid.UUID]) -> None:
    for file in files:
        refresh_file(file)
    projections.changed()
