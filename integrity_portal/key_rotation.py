"""Every sealed column under the first key again, so that an older key can be thrown away.

History and trail hold no ciphertext（`common.history.track` leaves binary columns out, a test guards it）, so the rows
themselves are all that has to be rewritten, and rewriting them adds no version: nothing of a tracked column changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction

from common.cipher import UnknownKey, resealed
from common.models.sealed import SealedField

BATCH = 500


class Row(NamedTuple):
    """One sealed value and its key."""

    key: UUID
    sealed: bytes


@dataclass
class Progress:
    """How far one column has come."""

    column: SealedField
    total: int
    changed: int = 0
    kept: int = 0
    unreadable: list[UUID] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Return how many values have been looked at."""
        return self.changed + self.kept + len(self.unreadable)

    @property
    def label(self) -> str:
        """Return the column as an operator finds it: organisations.official.id_number_sealed."""
        return self.column.model._meta.label_lower + "." + self.column.name


def sealed_columns() -> list[SealedField]:
    """Return every encrypted column of every model."""
    return [
        column
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
        for column in model._meta.local_fields
        if isinstance(column, SealedField)
    ]


def rotate(tell: Callable[[Progress], None], batch: int = BATCH) -> list[Progress]:
    """Bring each sealed column under the first key, a transaction for each batch; `tell` hears after each.

    Broken off, it is simply run again: what is under the first key already is left as it is.
    """
    return [_rotate_column(column, tell, batch) for column in sealed_columns()]


def columns_behind() -> dict[str, int]:
    """Return how many values of each column the first key alone does not open, columns without any left out."""
    behind: dict[str, int] = {}
    for column in sealed_columns():
        for row in _sealed(column).iterator(chunk_size=BATCH):
            if not _is_current(Row(*row)):
                label = Progress(column, 0).label
                behind[label] = behind.get(label, 0) + 1
    return behind


def _is_current(row: Row) -> bool:
    try:
        return resealed(bytes(row.sealed)) == bytes(row.sealed)
    except UnknownKey:
        return False


def _sealed(column: SealedField) -> models.QuerySet[models.Model, tuple[UUID, bytes]]:
    rows = column.model._base_manager.filter(**{f"{column.name}__isnull": False})
    return rows.order_by("pk").values_list("pk", column.name)


def _rotate_column(column: SealedField, tell: Callable[[Progress], None], size: int) -> Progress:
    progress = Progress(column, _sealed(column).count())
    for _rows in _batches(progress, size):
        tell(progress)
    return progress


def _batches(progress: Progress, size: int) -> Iterator[int]:
    """Rewrite batch after batch in the order of the keys; yields how many rows each had, once it is committed."""
    waiting = _sealed(progress.column)
    last: UUID | None = None
    while True:
        with transaction.atomic():
            after = waiting if last is None else waiting.filter(pk__gt=last)
            rows = [Row(key, bytes(sealed)) for key, sealed in after.select_for_update(no_key=True)[:size]]
            _rewrite(progress, rows)
        if not rows:
            return
        last = rows[-1].key
        yield len(rows)


def _rewrite(progress: Progress, rows: list[Row]) -> None:
    changed = []
    for row in rows:
        try:
            fresh = Row(row.key, resealed(row.sealed))
        except UnknownKey:
            progress.unreadable.append(row.key)
            continue
        if fresh != row:
            changed.append(fresh)
        else:
            progress.kept += 1
    if changed:
        _write(progress.column, changed)
    progress.changed += len(changed)


def _write(column: SealedField, rows: list[Row]) -> None:
    """Write one batch in one statement."""
    quote, key = connection.ops.quote_name, column.model._meta.pk
    statement = (
        f"UPDATE {quote(column.model._meta.db_table)} AS kept SET {quote(str(column.column))} = fresh.sealed"  # noqa: S608
        f" FROM unnest(%s::{key.db_type(connection)}[], %s::bytea[]) AS fresh (key, sealed)"
        f" WHERE kept.{quote(str(key.column))} = fresh.key"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [[str(row.key) for row in rows], [row.sealed for row in rows]])
