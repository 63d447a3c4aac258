"""A database that holds the public store and nothing else, brought to what the test's own transaction has in its store.

Every page that a test reads is asked of it, as the public role, so that no page can need a table of the office.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connections

from disclosure import wall
from tests import databases

TABLES = (
    "SELECT relname, (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
    " WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '')"
    " FROM pg_class WHERE relnamespace = 'open'::regnamespace AND relkind = 'r' AND relname <> 'built' ORDER BY 1"
)
NAMED = re.compile(
    r'\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(?!unnest\b|LATERAL\b)("?\w+"?(?:\."?\w+"?)?)', re.IGNORECASE
)
PARTS_OF_DAYS = re.compile(r"extract\s*\([^)]*\)", re.IGNORECASE)
STORE = re.compile(r'"?(open|intake)"?\.')
STEPS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET ", "RESET ")


class Alone:
    """The database, its owner's connection and the public role's; `asked` are the statements of the last page."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.known: dict[str, str] = {}
        self.asked: list[str] = []
        self.address = {
            **databases.server(),
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "OPTIONS": {},
        }
        connections.settings[name] = self.address
        self.owner = connections[name]
        wall.build_store(self.owner)
        with self.owner.cursor() as cursor:
            wall.close_the_rest(cursor)
            # Counts are rows of the office's store like all others, as they are for a copy that replication feeds.
            # So is the row of the open data that stand.
            for table in ("fact", "department"):
                cursor.execute(f"ALTER TABLE open.stored_{table} DISABLE TRIGGER USER")
        self.public = connections.create_connection("default")
        user = {"USER": settings.PUBLIC_DB_ROLE, "PASSWORD": settings.PUBLIC_DB_PASSWORD}
        self.public.settings_dict = self.address | user

    def close(self) -> None:
        self.public.close()
        self.owner.close()
        del connections[self.name], connections.settings[self.name]

    def follow(self) -> None:
        """Take over what the store of the test's own transaction holds now."""
        with databases.as_owner() as cursor:
            cursor.execute("SELECT pg_get_functiondef('open.today'::regproc)")
            found = {"today": cursor.fetchone()[0]}
            cursor.execute(TABLES)
            tables = dict(cursor.fetchall())
            for table, columns in tables.items():
                out = io.StringIO()
                cursor.cursor.copy_expert(f"COPY (SELECT {columns} FROM open.{table}) TO STDOUT", out)
                found[table] = out.getvalue()
        changed = {name for name, rows in found.items() if self.known.get(name) != rows}
        with self.owner.cursor() as cursor:
            for name in changed & tables.keys():
                cursor.execute(f"DELETE FROM open.{name}")
                cursor.cursor.copy_expert(
                    f"COPY open.{name} ({tables[name]}) FROM STDIN", io.StringIO(found[name])
                )
            if "today" in changed:
                cursor.execute(found["today"])
        self.known = found

    @contextmanager
    def read(self) -> Iterator[None]:
        """Let whatever asks the database meanwhile ask this one, as the public role, and look at what it asks."""
        self.follow()
        self.asked = []
        before = connections["default"]
        connections["default"] = self.public
        try:
            with self.public.execute_wrapper(self._note):
                yield
        finally:
            connections["default"] = before

    def _note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(STEPS):
            self.asked.append(sql)
            outside = [name for name in NAMED.findall(PARTS_OF_DAYS.sub("", sql)) if not STORE.match(name)]
            assert not outside, f"{outside} is not of the store: {sql}"
        return execute(sql, params, many, context)


@contextmanager
def database(name: str) -> Iterator[Alone]:
    """An empty database with the store's schema in it, dropped afterwards."""
    with databases.steward() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    alone = Alone(name)
    try:
        yield alone
    finally:
        alone.close()
        with databases.steward() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
