"""Invented departments, records and publications by the hundred thousand, by sets, past verbs and triggers.

For databases that are thrown away: foreign keys and triggers of the filled tables are gone afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from accounts.models import User
from disclosure.store.refresh import refresh_all
from tests.databases import as_owner

SQL = Path(__file__).resolve().parent / "sql"
WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()
TABLES = ("records_dishonestyrecord", "records_fact", "records_publication")
PEOPLE = ("entered", "reviewed", "proposed", "signed", "published")


def fill(*, departments: int, records: int, standing: int) -> None:
    """Fill an empty database; the same numbers give about the same data each time."""
    people = {name: User.objects.create_user(f"bench-{name}", name=name).pk for name in PEOPLE}
    values = {
        **people,
        "departments": departments,
        "records": records,
        "standing": standing,
        "words": WORDS,
        "words_count": len(WORDS),
    }
    with as_owner() as cursor:
        cursor.execute("SELECT setseed(0.42)")
        for table in (*TABLES, "organisations_department"):
            _loosen(cursor, table)
        with without_indexes(*TABLES):
            for name in ("departments", "records", "parents", "standing"):
                cursor.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"), values)
        refresh_all()
        cursor.execute(
            "VACUUM ANALYZE organisations_department, records_dishonestyrecord, records_fact, records_publication,"
            " open.stored_fact, open.stored_department, open.count_by_facet, open.count_by_month,"
            " open.count_by_department"
        )


@contextmanager
def without_indexes(*tables: str) -> Iterator[None]:
    """Take the tables' indexes (keys aside) away for a load and build them again afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = ANY(%s::regclass[])"
            " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
            [list(tables)],
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)


def tighten() -> None:
    """Let the triggers of the filled tables work again, for acts that are measured on them."""
    with as_owner() as cursor:
        for table in (*TABLES, "organisations_department"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _loosen(cursor, table: str) -> None:
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(
        "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid = %s::regclass",
        [table],
    )
    for owner, name in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {owner} DROP CONSTRAINT {name}")
