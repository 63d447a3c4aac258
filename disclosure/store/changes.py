"""What differs between the open data that are being made and those before: random ids only, which tell nothing of what ended.

Of each row that a snapshot held, its id and a mark of its text are kept in the office, 24 bytes, in the order of ids: two
snapshots are compared by walking both.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from disclosure import columns
from disclosure.columns import Table
from disclosure.data_package import CHANGES, Since, Written
from disclosure.models.snapshots import TakenSnapshot
from disclosure.store.writers import Cells, written

ID, WHOLE = 16, 24
TOLD = (columns.RECORDS, columns.JUDGMENTS, columns.COMMENDATIONS)
"""Departments have credit codes, no random ids: they are in no list of changes."""


@dataclass
class Contents:
    """Ids and marks of what a snapshot holds, table by table, as its rows are written."""

    tables: dict[str, bytearray] = field(default_factory=dict)

    def begin(self, table: Table) -> None:
        """Begin a table; of one without random ids nothing is noted."""
        self.noted = self.tables.setdefault(table.name, bytearray()) if table in TOLD else None

    def row(self, cells: Cells) -> None:
        """Note one row; rows come in the order of their ids."""
        if self.noted is not None:
            mark = hashlib.blake2b(json.dumps(cells, default=str).encode(), digest_size=WHOLE - ID)
            self.noted += UUID(str(cells["id"])).bytes + mark.digest()


def last() -> tuple[Since | None, dict[str, bytes]]:
    """Return the snapshot that stood last and what it held; None before the first."""
    found = TakenSnapshot.objects.order_by("-made_at").first()
    if found is None:
        return None, {}
    kept = {table.name: bytes(getattr(found, table.name)) for table in TOLD}
    return Since(found.label, found.made_at), kept


def write(folder: Path, before: dict[str, bytes], now: Contents) -> Written:
    """Write the list: table, id, and whether it is new, has changed or has ended; of nothing before, it is empty."""
    path, rows = folder / CHANGES, 0
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(["table", "id", "change"])
        for name, was in before.items():
            for id, change in differences(was, bytes(now.tables.get(name, b""))):
                lines.writerow([name, str(UUID(bytes=id)), change])
                rows += 1
    return written(path, "csv", rows, None)


def differences(before: bytes, now: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield each id that only one of two holds, or both with another text."""
    old, new = 0, 0
    while old < len(before) or new < len(now):
        was, stands = before[old : old + ID], now[new : new + ID]
        if not stands or (was and was < stands):
            yield was, "ended"
            old += WHOLE
        elif not was or stands < was:
            yield stands, "added"
            new += WHOLE
        else:
            if before[old : old + WHOLE] != now[new : new + WHOLE]:
                yield stands, "changed"
            old, new = old + WHOLE, new + WHOLE


@transaction.atomic
def keep(label: str, made_at: datetime, contents: Contents) -> None:
    """Remember what the snapshot that stands now holds, in place of the one before."""
    TakenSnapshot.objects.all().delete()
    held = {name: bytes(noted) for name, noted in contents.tables.items()}
    TakenSnapshot.objects.create(label=label, made_at=made_at, **held)
