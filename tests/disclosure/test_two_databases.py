"""The store in a database of its own: it follows, is cut off and told of, catches up, and is copied anew."""

from __future__ import annotations

from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from psycopg2.extensions import parse_dsn

from common.roles import Role
from disclosure import tasks, wall
from disclosure.store import check, refresh
from disclosure.store.replication import Link
from records import services
from tests import databases, factories
from tests.disclosure.apart import TABLES, Apart, eventually, rows_of
from tests.disclosure.rows import another, standing

pytestmark = [pytest.mark.django_db, pytest.mark.commits, pytest.mark.long]


def test_what_is_published_is_shown_there_and_what_ended_is_gone_and_a_cut_is_told(apart, site):
    made, director = standing(), factories.posting(Role.DIRECTOR)
    address = f"/r/{made.public_id}/"
    eventually(lambda: site(address)[0] == 200)
    assert made.face_title in site("/records/")[1]

    apart.run("ALTER SUBSCRIPTION open_store DISABLE")
    later = f"/r/{another(made, 1)}/"
    services.end_publication(made, by=director, ground="repaired", reason="修复")
    refresh.beat()
    assert site(address)[0] == 200, "cut off, it shows what it knows"
    assert site(later)[0] == 404
    apart.run("UPDATE open.stored_beat SET beaten_at = beaten_at - interval '10 minutes'")
    status, said = site("/healthz")
    assert status == 503
    assert "s behind the office" in said
    assert int(said.split("store_lag_seconds ")[1]) >= 600
    eventually(lambda: site(address)[0] == 503)
    assert "更新中断了" in site("/")[1], "what may have ended since is not shown"

    apart.run("ALTER SUBSCRIPTION open_store ENABLE")
    refresh.beat()
    eventually(lambda: site(address)[0] == 410)
    eventually(lambda: site("/healthz")[0] == 200)
    eventually(lambda: site(later)[0] == 200)
    assert address not in site("/records/")[1]
    refresh.fold_counts()
    eventually(lambda: apart.rows() == rows_of(apart.office))
    assert check.differences() == []


@pytest.mark.long
def test_linked_again_nothing_changes_and_a_copy_made_anew_is_whole(apart):
    standing()
    apart.linked()
    assert apart.rows() == rows_of(apart.office)
    seen = "SELECT xmin::text, public_id FROM open.stored_fact"
    with databases.steward(apart.name) as cursor:
        cursor.execute(seen)
        before = cursor.fetchall()
        assert "随后台改动" in apart.linked()
        cursor.execute(seen)
        assert cursor.fetchall() == before
    apart.run("DELETE FROM open.stored_department")
    assert apart.rows() != rows_of(apart.office)
    generation = rows_of(apart.office)["open.stored_generation"]
    apart.linked("--recopy")
    assert rows_of(apart.office)["open.stored_generation"] != generation, "pages made meanwhile are not kept"
    eventually(lambda: apart.rows() == rows_of(apart.office))
    assert apart.rows()["open.stored_department"]


@pytest.mark.long
def test_a_structure_that_is_not_the_offices_turns_health_red_until_both_are_of_one_version(apart, site):
    refresh.beat()
    eventually(lambda: site("/healthz")[0] == 200)
    apart.run("UPDATE open.built SET structure = 'another'")
    assert "another structure" in site("/healthz")[1]
    assert site("/healthz")[0] == 503
    apart.linked()
    assert site("/healthz")[0] == 200
    apart.run("UPDATE open.built SET tables = 'another'")
    refused = apart.command()
    assert refused.returncode == 1
    assert "--recopy" in refused.stderr


@pytest.mark.long
def test_changes_that_the_office_no_longer_keeps_are_told_and_copied_anew(apart):
    standing()
    apart.linked()
    with databases.steward(apart.office) as cursor:
        cursor.execute("ALTER PUBLICATION open_store DROP TABLE open.stored_region")
        assert "--recopy" in apart.command().stderr
        cursor.execute("ALTER PUBLICATION open_store ADD TABLE open.stored_region")
    apart.run("ALTER SUBSCRIPTION open_store DISABLE")
    role = settings.REPLICA_DB_ROLE, settings.KEYS["replica_db_password"]
    fetching = psycopg2.connect(databases.url(apart.office, *role))
    with closing(fetching), fetching.cursor() as cursor:
        eventually(lambda: not is_fetched(apart))
        cursor.execute(
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = %s",
            [apart.office],
        )
    refused = apart.command()
    assert refused.returncode == 1
    assert "--recopy" in refused.stderr
    apart.linked("--recopy")
    eventually(lambda: apart.rows() == rows_of(apart.office))


@pytest.mark.long
def test_nothing_is_copied_before_the_office_has_the_same_tables_or_without_the_password(apart):
    with databases.as_owner() as cursor:
        cursor.execute("UPDATE open.built SET tables = 'of before'")
    assert "migrate 之后再执行" in apart.linked()
    assert apart.rows()["open.stored_region"] == []
    with databases.as_owner() as cursor:
        cursor.execute("UPDATE open.built SET tables = %s", [wall.stamp(*wall.KEPT)])
    refused = apart.command(REPLICA_DB_PASSWORD="not-the-password")
    assert refused.returncode == 1
    assert "没有连上" in refused.stderr
    assert "not-the-password" not in refused.stderr
    apart.linked()
    assert apart.rows() == rows_of(apart.office)


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ("postgres://another:secret@office.example:5433/portal", {"host": "office.example", "port": "5433"}),
        ("postgres:///portal?host=/run/postgresql", {"host": "/run/postgresql"}),
    ],
)
def test_another_server_reaches_the_office_by_the_address_that_it_is_told_and_as_no_other_role(
    settings, told, known
):
    settings.PUBLIC_STORE_SOURCE, settings.REPLICA_DB_PASSWORD = told, "with space ' and quote"
    as_who = {"user": "portal_replica", "password": "with space ' and quote", "dbname": "portal"}
    assert parse_dsn(Link(connection, connection).source) == known | as_who


def is_fetched(apart: Apart) -> bool:
    with databases.steward() as cursor:
        return databases.is_followed(cursor, apart.office)


@pytest.mark.long
def test_a_subscription_that_is_gone_is_no_quiet_copy(apart, site):
    refresh.beat()
    eventually(lambda: site("/healthz")[0] == 200)
    databases.unlink(apart.name)
    assert site("/healthz")[0] == 503
    apart.linked()
    eventually(lambda: site("/healthz")[0] == 200)


def test_every_table_that_travels_has_a_key_by_which_a_row_is_found_there():
    with databases.as_owner() as cursor:
        cursor.execute(TABLES)
        tables = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT indrelid::regclass::text FROM pg_index WHERE indisprimary"
            " AND indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'open'::regnamespace)"
        )
        assert tables == {name for (name,) in cursor.fetchall()} - {"open.built"}


def test_who_fetches_the_store_reads_the_store_alone():
    with databases.as_owner() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p', 'v')"
            " AND relnamespace IN ('public'::regnamespace, 'open'::regnamespace)"
            " AND has_table_privilege('portal_replica', oid, 'SELECT, INSERT, UPDATE, DELETE')"
        )
        readable = {name for (name,) in cursor.fetchall()}
        cursor.execute(TABLES)
        assert readable == {name for (name,) in cursor.fetchall()}


def test_the_clock_of_the_office_beats_as_the_offices_own_role():
    with databases.as_owner() as cursor:
        cursor.execute("UPDATE open.stored_beat SET beaten_at = beaten_at - interval '10 minutes'")
        cursor.execute("SELECT lag >= 600 FROM open.link()")
        assert cursor.fetchone() == (True,)
    tasks.beat_store()
    with connection.cursor() as cursor:
        cursor.execute("SELECT lag < 600 FROM open.link()")
        assert cursor.fetchone() == (True,)


def test_the_office_and_its_copy_bear_the_stamp_of_one_structure():
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_copy, fits FROM open.link()")
        assert cursor.fetchone() == (False, True)
        cursor.execute("SELECT structure, tables FROM open.built")
        assert cursor.fetchone() == (wall.stamp(), wall.stamp(*wall.KEPT))
    assert wall.stamp() != wall.stamp(*wall.KEPT)
