"""The store compared with its copy in a database of its own, row by row: by marks, so that no text is read there.

The copy is a moment behind. What differs is looked at again once the copy has what was committed before; what is still
another after some looks differs.
"""

from __future__ import annotations

import logging
import time

from django.db import DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from disclosure.store.refresh import beat

log = logging.getLogger(__name__)
COPY = "intake"
"""The office comes to the other database as the role that takes what visitors leave, by the address of that."""
LOOKS, GLANCE, PATIENCE = 4, 0.2, 60.0
"""How often a row that differs is looked at; seconds between two looks at the beat; after how many a copy is behind."""
TRAVELLING = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'open'::regnamespace AND relkind = 'r'"
    " AND relname NOT IN ('built', 'stored_beat') ORDER BY 1"
)
BUCKETS = "SELECT left(md5(key), 2), md5(string_agg(mark, ',' ORDER BY key)) FROM open.marks(%s) GROUP BY 1"
ROWS = "SELECT key, mark FROM open.marks(%s) WHERE left(md5(key), 2) = ANY (%s)"
BEAT = "SELECT mark FROM open.marks('stored_beat')"

Row = tuple[str, str, str]
"""Table, key and fault, as a difference is named."""


def differences() -> list[Row]:
    """Return every row in which the copy is not the store, none where the store is in no database of its own."""
    if COPY not in connections.settings:
        return []
    try:
        return _differences(connections[COPY])
    except DatabaseError:
        log.exception("the copy could not be asked")
        return [("beat", "", "unreached")]


def _differences(there: BaseDatabaseWrapper) -> list[Row]:
    tables = [table for (table,) in _asked(connection, TRAVELLING)]
    differ = {(table, key) for table in tables for key in _differing(there, table)}
    for _ in range(LOOKS):
        if not differ:
            break
        if not _arrives(there):
            return [("beat", "", "behind")]
        again = {(table, key) for table in {name for name, _ in differ} for key in _differing(there, table)}
        differ &= again
    return [(table.removeprefix("stored_"), key, "copy") for table, key in sorted(differ)]


def _differing(there: BaseDatabaseWrapper, table: str) -> set[str]:
    """Return the keys of a table whose rows are not the same in both; rows are fetched only where their bucket differs."""
    buckets = [set(_asked(side, BUCKETS, table)) for side in (there, connection)]
    unlike = sorted({name for name, _ in buckets[0] ^ buckets[1]})
    if not unlike:
        return set()
    rows = [set(_asked(side, ROWS, table, unlike)) for side in (there, connection)]
    return {key for key, _ in rows[0] ^ rows[1]}


def _arrives(there: BaseDatabaseWrapper) -> bool:
    """Beat, and wait until a beat of now is there, and with it all that was committed before."""
    beat()
    until = time.monotonic() + PATIENCE
    while _asked(there, BEAT) != _asked(connection, BEAT):
        if time.monotonic() > until:
            return False
        time.sleep(GLANCE)
    return True


def _asked(side: BaseDatabaseWrapper, question: str, *given: str | list[str]) -> list[tuple[str, ...]]:
    with side.cursor() as cursor:
        cursor.execute(question, given)
        found: list[tuple[str, ...]] = cursor.fetchall()
        return found
