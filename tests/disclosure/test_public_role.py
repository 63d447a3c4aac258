"""What the public role could do by the mere right to connect, and cannot: lock, hide, count, stay."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from disclosure import wall
from disclosure.tasks import end_overlong_public_sessions
from integrity_portal import database_rights
from tests import databases
from tests.databases import as_owner
from tests.disclosure.test_wall import NO_RIGHT, fault_of
from tests.patience import wait_for

AsPublic = Callable[[], AbstractContextManager[Any]]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("tries what PostgreSQL gives every role, and the office looks on"),
]


@pytest.mark.parametrize(
    ("pattern", "at_least"),
    [
        ("^pg_(try_)?advisory_", 20),
        ("^(lo_|loread$|lowrite$)", 15),
        ("^pg_stat_get_", 80),
        ("^pg_(total_)?relation_size$|^pg_(table|indexes|database)_size$", 5),
    ],
)
def test_no_function_of_the_catalogue_locks_hides_or_counts_for_the_public(
    pattern: str, at_least: int
) -> None:
    with as_owner() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE has_function_privilege('portal_public', oid, 'EXECUTE'))"
            " FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ %s",
            [pattern],
        )
        known, open_to_all = cursor.fetchone()
    assert known >= at_least
    assert open_to_all == 0


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_xact_lock_shared(1, 2)",
        "SELECT lo_create(0)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT pg_stat_get_live_tuples(1::oid)",
        "SELECT pg_total_relation_size('open.record')",
    ],
)
def test_each_is_refused_as_it_is_called(as_public: AsPublic, statement: str) -> None:
    with as_public() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = off")
        assert fault_of(statement) == NO_RIGHT


def test_no_statistics_of_any_table(as_public: AsPublic) -> None:
    with as_owner() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'v'"
            " AND relname ~ '^pg_stat'"
        )
        views = [name for (name,) in cursor.fetchall()]
    assert len(views) > 40
    with as_public():
        for name in (*views, "pg_class", "pg_statistic", "pg_locks", "pg_sequences", "pg_largeobject"):
            assert fault_of(f"SELECT * FROM pg_catalog.{name}") == NO_RIGHT, name
        assert fault_of("SELECT reltuples FROM pg_catalog.pg_class") == NO_RIGHT


def test_the_watcher_is_not_the_publics_to_call(as_public: AsPublic) -> None:
    with as_public():
        assert fault_of("SELECT public.portal_end_overlong()") in {NO_RIGHT, "3F000"}
        assert fault_of("SELECT pg_terminate_backend(pid) FROM public.pids") != ""


def test_the_role_has_a_limit_of_connections() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolconnlimit FROM pg_roles WHERE rolname = %s", [settings.PUBLIC_DB_ROLE])
        assert cursor.fetchone() == (wall.CONNECTION_LIMIT,)


WATCH = (Path(database_rights.__file__).parent / "sql" / "watch.sql").read_text(encoding="utf-8")
AT_ONCE = WATCH.replace("15 seconds", "0 seconds").replace("30 seconds", "0 seconds")


def lives(database: str, words: str) -> bool:
    with databases.steward() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND usename = 'portal_public' AND query LIKE %s",
            [database, f"%{words}%"],
        )
        return bool(cursor.fetchone()[0])


def sleep(link: Any, fault: list[BaseException]) -> None:
    try:
        link.cursor().execute("SELECT pg_sleep(600) -- dawdling")
    except psycopg2.Error as ended:
        fault.append(ended)


@pytest.mark.commits
def test_what_stays_too_long_is_ended_and_nothing_else(committed_db: str) -> None:
    address = databases.url(committed_db, settings.PUBLIC_DB_ROLE, settings.PUBLIC_DB_PASSWORD)
    with closing(psycopg2.connect(address)) as busy, closing(psycopg2.connect(address)) as idle:
        faults: list[BaseException] = []
        busy.cursor().execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
        idle.cursor().execute("SET idle_in_transaction_session_timeout = 0; SELECT 1 -- idling")
        dawdling = Thread(target=sleep, args=(busy, faults))
        dawdling.start()
        wait_for(partial(lives, committed_db, "dawdling"), "the statement runs")
        assert "15 seconds" in WATCH
        assert "30 seconds" in WATCH
        assert end_overlong_public_sessions() == 0, "neither is overlong yet"
        with as_owner() as cursor:
            cursor.execute(AT_ONCE)
        assert end_overlong_public_sessions() == 2
        dawdling.join()
        assert isinstance(faults[0], psycopg2.OperationalError)
        with pytest.raises(psycopg2.OperationalError):
            idle.cursor().execute("SELECT 1")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == (settings.OFFICE_DB_ROLE,)
