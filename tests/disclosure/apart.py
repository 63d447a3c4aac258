"""A second database that holds the store alone, fed by logical replication, and the public site that reads it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from disclosure.store import refresh
from integrity_portal import processes
from integrity_portal.embedded.keeper import Patience, until
from tests import databases, live
from tests.patience import STILL
from tests.stores import Stores

MAX_LAG = 300
TABLES = (
    "SELECT 'open.' || relname FROM pg_class WHERE relnamespace = 'open'::regnamespace AND relkind = 'r'"
    " AND relname <> 'built' ORDER BY 1"
)


class Apart(NamedTuple):
    """A second database that is to have the store; what is done there, and the command that links it."""

    office: str
    name: str

    def command(self, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", "migrate_public", *options],
            cwd=databases.ROOT,
            env={
                **os.environ,
                "DATABASE_URL": databases.office_url(self.office),
                "OWNER_DATABASE_URL": databases.url(self.office),
                "PUBLIC_STORE_URL": databases.url(self.name),
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def linked(self, *options: str, **environment: str) -> str:
        done = self.command(*options, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, statement: str) -> None:
        with databases.steward(self.name) as cursor:
            cursor.execute(statement)

    def rows(self) -> dict[str, list[Any]]:
        return rows_of(self.name)


def rows_of(database: str) -> dict[str, list[Any]]:
    """Every row of the store as it stands there, what is computed included."""
    with databases.steward(database) as cursor:
        cursor.execute(TABLES)
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT stored::text FROM {table} stored ORDER BY 1")
            found[table] = cursor.fetchall()
        return found


@pytest.fixture
def apart(committed_db: str) -> Iterator[Apart]:
    name = f"{committed_db}_store"
    with databases.steward() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield Apart(committed_db, name)
    databases.unlink(name)
    with databases.steward() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def copy_address(apart: Apart, redis_stores: Stores) -> Iterator[str]:
    """Address of a public site that reads the second database alone."""
    apart.linked()
    refresh.beat()  # there is no clock beside a test
    with live.site(
        processes.PUBLIC,
        redis_stores,
        database=apart.name,
        PUBLIC_MAX_LAG=str(MAX_LAG),
        API_READS_PER_HOUR="1000000",
    ) as address:
        yield address


@pytest.fixture
def site(copy_address: str) -> Callable[[str], tuple[int, str]]:
    """What the public site answers that reads the second database alone."""

    def answer(path: str) -> tuple[int, str]:
        try:
            with urlopen(copy_address + path, timeout=live.GLANCE) as found:
                return found.status, found.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()

    return answer


def eventually(ready: Callable[[], object]) -> None:
    assert until(ready, Patience(STILL)), "it did not come to be so"


def eventually_none(found: Callable[[], list[Any]]) -> None:
    """Wait until nothing is found any more; else say what still was."""
    last: list[Any] = []

    def nothing() -> bool:
        last[:] = found()
        return not last

    assert until(nothing, Patience(STILL)), last
