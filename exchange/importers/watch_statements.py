"""The statements of workbooks of watch lists: a workbook becomes one version, which waits to be put in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from commitments.screening.models import WatchEntry, WatchVersion
from commitments.screening.services.keeping import enter_version
from commitments.screening.vocabulary import Extent, Subject
from common.cipher import keyed_hash
from common.history import acting
from exchange.importers.layouts import LAYOUTS
from exchange.importers.statements import Family, families, parameters, reason_of, text_of
from exchange.models.batches import ImportBatch
from identifiers.id_numbers import check_id_number, normalise_id_number

SEALED_AT_ONCE = 2_000
_GIVEN = """
SELECT row, person_number FROM exchange_staging WHERE batch_id = %s AND subject = %s AND person_number IS NOT NULL
"""
_HASH = """
UPDATE exchange_staging s SET number_hash = h.hash
FROM unnest(%s::integer[], %s::text[]) AS h(row, hash) WHERE s.batch_id = %s AND s.row = h.row
"""
_NUMBERS = """
SELECT e.id, s.person_number FROM commitments_watchentry e
JOIN exchange_staging s ON s.batch_id = %s AND s.row = e.row
WHERE e.version_id = %s AND s.number_hash IS NOT NULL
"""


def check_statement(batch: ImportBatch) -> str:
    """Return the statement that writes every row error of a batch, once each whole number has its hash beside it."""
    _hash_numbers(batch)
    # The kind comes from a declared layout, never from the file.
    kind = LAYOUTS[batch.kind].watch
    return text_of("watch_check").format(rows=text_of("watch_rows"), kind=kind)


def write(batch: ImportBatch) -> int:
    """Write a version with the entries that the check left; return how many entries that were."""
    kind = LAYOUTS[batch.kind].watch
    made = enter_version(
        kind,
        batch.as_of,
        batch.source,
        by=batch.posting,
        extent=batch.extent,
        batch=batch.pk,
        reason=reason_of(batch),
    )
    with acting(batch.posting), connection.cursor() as cursor:
        values = {**parameters(batch), "version": made.pk, "kind": kind}
        cursor.execute(_filled("watch_write"), values)
        written: int = cursor.rowcount
        _seal_numbers(batch, made)
        missing = _end_missing(cursor, values) if batch.extent == Extent.FULL else 0
        counts = {"rows": written, "unlisted": missing, "rejected": batch.rejected or 0}
        WatchVersion.objects.filter(pk=made.pk).update(**counts)
    return written


def _end_missing(cursor: CursorWrapper, values: Mapping[str, Any]) -> int:
    """Let a full list end what it does not name any more, as entries of its own; return how many those are."""
    cursor.execute(_filled("watch_missing"), values)
    return int(cursor.rowcount)


def _filled(name: str) -> str:
    return text_of(name).format(rows=text_of("watch_rows"))


def _hash_numbers(batch: ImportBatch) -> None:
    """Put the keyed hash beside the whole number of a natural person: one of a name is told from another by it."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN, [batch.pk, Subject.PERSON])
        given = [(row, normalise_id_number(text)) for row, text in cursor.fetchall()]
        whole = [(row, keyed_hash(number)) for row, number in given if check_id_number(number) is None]
        cursor.execute(_HASH, [[row for row, _ in whole], [found for _, found in whole], batch.pk])


def _seal_numbers(batch: ImportBatch, version: WatchVersion) -> None:
    """Keep the whole numbers of natural persons encrypted; a masked one says nothing that could be compared."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [batch.pk, version.pk])
        found = cursor.fetchall()
    entries = []
    for key, text in found:
        entry = WatchEntry(pk=key)
        entry.seal(normalise_id_number(text))
        entries.append(entry)
    sealed = ["id_number_sealed", "id_number_hash", "id_number_tail"]
    WatchEntry.objects.bulk_update(entries, sealed, batch_size=SEALED_AT_ONCE)


def register() -> None:
    """Enter the family; called once when the app is ready."""
    families["watch"] = Family(check_statement, write, WatchVersion, rows_are_cases=False)
