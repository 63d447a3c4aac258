"""A visitor's message goes the whole way: public process, second database, worker, receiver, answer, and back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import environ
import psycopg2
import pytest
from django.conf import settings
from django.db import connection, connections

from disclosure.tasks import end_overlong_public_sessions
from intake.models import ReceivedMessage
from intake.tasks import pull_intake
from integrity_portal import database_rights, processes
from tests import databases, live
from tests.disclosure.apart import Apart, apart, eventually

pytestmark = [pytest.mark.django_db, pytest.mark.commits, pytest.mark.long]
__all__ = ["apart"]
SEND = """
import django
django.setup()
from intake import sending
from intake.messages import Attachment
receipt = sending.send("invented_kind", {"text": "甲"}, [Attachment("证据.pdf", b"%PDF")])
sending.save_draft(receipt.code, {"text": "乙"})
print(receipt.code)
"""
READ = """
import sys
import django
django.setup()
from intake import sending
from intake.sealing import QueryCode
code = QueryCode.read(sys.argv[1])
print(sending.draft(code), [reply.text for reply in sending.replies(code)])
"""
PASSWORD = "intake-of-the-tests"


def public(stores, database: str, *command: str) -> str:
    link = connection.settings_dict
    before, link["NAME"] = link["NAME"], database
    environment = live.environment(processes.PUBLIC, stores)
    link["NAME"] = before
    done = subprocess.run(
        [sys.executable, "-c", *command],
        cwd=databases.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def receiving(apart: Apart, redis_stores) -> Iterator[str]:
    """A worker with an invented receiver; the second database lets the office in to take messages."""
    address = databases.url(apart.name, settings.INTAKE_DB_ROLE, PASSWORD)
    assert "INTAKE_DATABASE_URL" not in apart.linked(INTAKE_DATABASE_URL=address)
    more = {"INTAKE_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.intake.worker_settings"}
    with live.worker(processes.WORKER, redis_stores, **more):
        yield address


def test_what_a_visitor_sends_reaches_its_receiver_and_the_answer_the_visitor(apart, receiving, redis_stores):
    code = public(redis_stores, apart.name, SEND)
    with databases.steward(apart.name) as cursor:
        cursor.execute("SELECT count(*) FROM intake.message")
        assert cursor.fetchone() == (1,)
    with databases.steward(apart.office) as cursor:
        cursor.execute("SELECT count(*) FROM intake.message")
        assert cursor.fetchone() == (0,), "what visitors leave travels nowhere"
    for _ in range(2):
        pull_intake.delay()
    eventually(lambda: ReceivedMessage.objects.filter(fault="").count() == 1)
    eventually(lambda: apart.rows()["open.stored_answer"])
    assert public(redis_stores, apart.name, READ, code) == "{'text': '乙'} ['已收到：甲']"
    with databases.steward(apart.name) as cursor:
        cursor.execute("SELECT count(*) FROM intake.message")
        assert cursor.fetchone() == (0,)


def test_the_role_that_takes_messages_can_do_nothing_else_there(apart):
    address = databases.url(apart.name, settings.INTAKE_DB_ROLE, PASSWORD)
    apart.linked(INTAKE_DATABASE_URL=address)
    with databases.steward(apart.name) as cursor:
        cursor.execute(
            "SELECT format('%s.%s', nspname, relname), array_agg(verb ORDER BY verb) FROM pg_class"
            " JOIN pg_namespace n ON n.oid = relnamespace,"
            " unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) verb"
            " WHERE nspname IN ('open', 'intake', 'public') AND relkind IN ('r', 'v')"
            " AND has_table_privilege('portal_intake', n.oid::regnamespace::text || '.' || quote_ident(relname), verb)"
            " GROUP BY 1"
        )
        assert cursor.fetchall() == [("intake.message", ["DELETE", "SELECT"])]
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace"
            " WHERE nspname IN ('open', 'intake', 'public') AND has_function_privilege('portal_intake', p.oid, 'EXECUTE')"
        )
        assert sorted(cursor.fetchall()) == [
            ("intake.end_overlong()",),
            ("intake.forget_drafts()",),
            ("open.marks(text)",),
        ]


def test_the_clock_of_the_office_ends_what_the_public_role_keeps_too_long_there_too(apart, monkeypatch):
    address = databases.url(apart.name, settings.INTAKE_DB_ROLE, PASSWORD)
    apart.linked(INTAKE_DATABASE_URL=address)
    watch = (database_rights.SQL / "watch.sql").read_text(encoding="utf-8")
    monkeypatch.setitem(connections.settings, "intake", live_settings(address))
    public = databases.url(apart.name, settings.PUBLIC_DB_ROLE, settings.PUBLIC_DB_PASSWORD)
    with closing(psycopg2.connect(public)) as idle:
        idle.cursor().execute("SELECT 1")
        assert end_overlong_public_sessions() == 0, "not overlong yet"
        at_once = watch.replace("30 seconds", "0 seconds").replace("portal_office", "portal_intake")
        apart.run(at_once.replace("public.portal_end_overlong", "intake.end_overlong"))
        try:
            assert end_overlong_public_sessions() == 1
        finally:
            connections["intake"].close()
            del connections["intake"]
        with pytest.raises(psycopg2.OperationalError):
            idle.cursor().execute("SELECT 1")


def live_settings(address: str) -> dict[str, Any]:
    """Settings of a connection, with what Django adds to each."""
    own = {"OPTIONS": {}} | environ.Env.db_url_config(address)
    return {**connections.settings["default"], **own, "ENGINE": "django.db.backends.postgresql"}


def test_a_second_database_without_an_address_to_take_from_is_told(apart):
    assert "INTAKE_DATABASE_URL" in apart.linked()
