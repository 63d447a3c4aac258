"""Test databases: one migrated template per state of the schema, clones of it for workers and for tests that commit."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import quote

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from integrity_portal.embedded.keeper import Patience, started_at, until, work_of
from integrity_portal.lazydb.base import resolve
from tests.patience import STILL
from tests.shared_worlds import shelf

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    *(
        "policy",
        "common",
        "accounts",
        "letters",
        "intake",
        "organisations",
        "postings",
        "records",
        "dossiers",
    ),
    *("discipline", "commitments", "appeals", "challenges"),
    *(
        "supervision",
        "disclosure",
        "credit_reports",
        "exchange",
        "following",
        "inquiries",
        "integrity_portal",
    ),
)
SHAPING_FOLDERS = {"migrations", "sql", "models", "data", "reference"}
SHAPING_FILES = {
    "apps.py",
    "wall.py",
    "roles.py",
    "database_rights.py",
    "competence.py",
    "vocabulary.py",
    "reference_data.py",
    "initial_data.py",
    "schema_stamp.py",
}
TEMPLATES_KEPT = 8
ABOVE = tuple(name.replace(".", "/") for name in settings.INSTALLED_APPS if name.startswith("tests."))
"""Apps that a test's own settings put above the house."""
HOME: str = settings.DATABASES["default"]["NAME"]


def server() -> dict[str, Any]:
    """Connection settings of the server that the tests use: DATABASE_URL's or the embedded one."""
    chosen: dict[str, Any] = dict(settings.DATABASES["default"])
    if chosen["ENGINE"] == "integrity_portal.lazydb":
        resolve(chosen)
    return chosen


def office_url(database: str) -> str:
    """DATABASE_URL for a child process."""
    return url(database, settings.OFFICE_DB_ROLE, settings.KEYS["office_db_password"])


def url(database: str, user: str = "", password: str = "") -> str:
    """OWNER_DATABASE_URL for a child process, or the address of another role."""
    chosen = server()
    user, password = quote(user or chosen["USER"], safe=""), quote(password or chosen["PASSWORD"], safe="")
    if "host" in chosen.get("OPTIONS", {}) or chosen["HOST"].startswith("/"):
        socket = quote(chosen.get("OPTIONS", {}).get("host") or chosen["HOST"], safe="")
        return f"postgres://{user}:{password}@/{database}?host={socket}"
    return f"postgres://{user}:{password}@{chosen['HOST']}:{chosen['PORT'] or 5432}/{database}"


@contextmanager
def steward(database: str = HOME) -> Iterator[Any]:
    """Cursor outside any transaction on the server's ordinary database, or another."""
    chosen = server()
    link = psycopg2.connect(
        dbname=database,
        user=chosen["USER"],
        password=chosen["PASSWORD"],
        host=chosen["HOST"] or chosen.get("OPTIONS", {}).get("host"),
        port=chosen["PORT"] or None,
    )
    link.autocommit = True
    try:
        with link.cursor() as cursor:
            yield cursor
    finally:
        link.close()


def schema_hash() -> str:
    """Fingerprint of every file that can change what `migrate` makes."""
    digest = hashlib.sha256()
    for app in (*APPS, *ABOVE):
        for path in sorted((ROOT / app).rglob("*")):
            shapes = SHAPING_FOLDERS & set(path.relative_to(ROOT).parts[:-1]) or path.name in SHAPING_FILES
            if shapes and path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def template() -> str:
    """Name of the migrated template, built when this state of the schema has none yet."""
    name = f"portal_template_{schema_hash()}"
    with steward() as cursor:
        cursor.execute("SELECT pg_advisory_lock(7, hashtext(%s))", [name])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [name])
        if not cursor.fetchone():
            _drop(cursor, name)
            _execute(cursor, "CREATE DATABASE {} ", name)
            _migrate(cursor, name)
            _execute(cursor, "ALTER DATABASE {} IS_TEMPLATE true", name)
        _execute(cursor, "COMMENT ON DATABASE {} IS %s", name, [_now(cursor)])
        _forget_old(cursor)
    return name


def _migrate(cursor: Any, name: str) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": office_url(name),
        "OWNER_DATABASE_URL": url(name),
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
    }
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    with NamedTemporaryFile() as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        signs = partial(work_of, process.pid), partial(_work_in, cursor, name)
        if not until(lambda: process.poll() is not None, Patience(STILL, *signs)):
            process.kill()
            process.wait()
        if process.returncode:
            said = Path(out.name).read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"the template of the test databases could not be migrated:\n{said}")


def _work_in(cursor: Any, name: str) -> object:
    """What changes as long as the server works in this database: a moment while a statement runs, unless locked out."""
    cursor.execute(
        "SELECT max(clock_timestamp()) FROM pg_stat_activity"
        " WHERE datname = %s AND state = 'active' AND wait_event_type IS DISTINCT FROM 'Lock'",
        [name],
    )
    return cursor.fetchone()[0]


def _now(cursor: Any) -> str:
    cursor.execute("SELECT extract(epoch FROM clock_timestamp())::text")
    now: str = cursor.fetchone()[0]
    return now


def _execute(cursor: Any, statement: str, name: str, values: list[Any] | None = None) -> None:
    cursor.execute(sql.SQL(statement).format(sql.Identifier(name)), values)


def unlink(name: str) -> None:
    """End the subscriptions of a database, without which it cannot be dropped, nor the one that it subscribes to."""
    with steward(name) as cursor:
        cursor.execute(
            "SELECT subname FROM pg_subscription JOIN pg_database here ON here.oid = subdbid"
            " WHERE datname = current_database()"
        )
        for (subscription,) in cursor.fetchall():
            for change in ("ALTER SUBSCRIPTION {} DISABLE", "ALTER SUBSCRIPTION {} SET (slot_name = NONE)"):
                _execute(cursor, change, subscription)
            _execute(cursor, "DROP SUBSCRIPTION {}", subscription)


def _drop(cursor: Any, name: str) -> None:
    until(lambda: not is_followed(cursor, name), Patience(STILL))
    _execute(cursor, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def is_followed(cursor: Any, name: str) -> bool:
    """Say whether another database is fetching from this one right now."""
    cursor.execute("SELECT count(*) FROM pg_replication_slots WHERE database = %s AND active", [name])
    return bool(cursor.fetchone()[0])


def _forget_old(cursor: Any) -> None:
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'portal\\_template\\_%%' AND datistemplate"
        " ORDER BY coalesce(shobj_description(oid, 'pg_database'), '0')::numeric DESC OFFSET %s",
        [TEMPLATES_KEPT],
    )
    for (name,) in cursor.fetchall():
        _execute(cursor, "ALTER DATABASE {} IS_TEMPLATE false", name)
        _drop(cursor, name)


def sweep() -> None:
    """Drop the clones of test runs that were killed; one that was killed while it was dropped can only be dropped."""
    with steward() as cursor:
        cursor.execute(
            "SELECT datname, datconnlimit = -2 FROM pg_database WHERE datname LIKE 'portal\\_test\\_%%'"
        )
        left = {name: is_broken for name, is_broken in cursor.fetchall() if _is_left(name)}
        for name, is_broken in left.items():
            if not is_broken:
                unlink(name)
        for name in left:
            _drop(cursor, name)


def _is_left(name: str) -> bool:
    _label, _test, pid, started, _rest = name.split("_", 4)
    return started_at(int(pid)) != started


@contextmanager
def as_owner() -> Iterator[Any]:
    """Cursor of the test's own connection and transaction, as the owner of the tables meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield cursor
        cursor.execute(f"SET ROLE {settings.OFFICE_DB_ROLE}")


@contextmanager
def clone(source: str, label: str) -> Iterator[str]:
    """A fresh copy of the template; the present process's connection points to it meanwhile."""
    name = f"portal_test_{os.getpid()}_{started_at(os.getpid())}_{label}"
    shelf.close()
    before = connection.settings_dict["NAME"]
    with steward() as cursor:
        _drop(cursor, name)
        _execute(cursor, f"CREATE DATABASE {{}} TEMPLATE {source}", name)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield name
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        with steward() as cursor:
            _drop(cursor, name)
