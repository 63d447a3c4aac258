"""Whoever takes a report's files away, and whoever ends what they tell, wait for each other and never crosswise."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from common.roles import Role
from disclosure.models import FilePart
from disclosure.report_files import MEDIA_TYPES, file_of
from disclosure.store.reports import take_down_files
from records import services
from tests import factories
from tests.credit_reports import reporting as kit
from tests.databases import as_owner
from tests.disclosure.rows import standing

pytestmark = [pytest.mark.django_db, pytest.mark.commits]
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
FREE = "SELECT file FROM open.stored_file WHERE file = ANY (%s::uuid[]) FOR UPDATE SKIP LOCKED"


@pytest.fixture(autouse=True)
def _own_folder() -> None:
    """None: the portal's folder says where the server of a database of one's own is, and no file is kept here."""


def until_somebody_waits() -> None:
    """Wait until another session stands before a lock."""
    latest = monotonic() + 20
    while monotonic() < latest:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        sleep(0.05)
    raise AssertionError("nobody waits")


@pytest.mark.parametrize("way", ["taken away", "ended"])
def test_the_parts_are_locked_in_one_order(way):
    act = standing(facts="道路养护项目拖欠工程结算款，逾期不付")
    report = kit.issued(act.fact.of_kind.department)
    director = factories.posting(Role.DIRECTOR)
    files = sorted((file_of(report.public_id, kind) for kind in MEDIA_TYPES), key=str)
    ways: dict[str, Callable[[], object]] = {
        "taken away": lambda: take_down_files(report.public_id),
        "ended": lambda: services.suspend(act, by=director, reason="核实中"),
    }

    def other() -> None:
        try:
            ways[way]()
        finally:
            connection.close()

    with transaction.atomic(), as_owner() as cursor:
        cursor.execute("SELECT FROM open.stored_file WHERE file = %s FOR UPDATE", [files[0]])
        thread = Thread(target=other)
        thread.start()
        until_somebody_waits()
        cursor.execute(FREE, [[str(one) for one in files[1:]]])
        free = {row[0] for row in cursor.fetchall()}
    thread.join(timeout=30)
    assert free == set(files[1:]), "whoever waits for the first holds none of the others"
    assert FilePart.objects.filter(file__in=files).count() == (0 if way == "taken away" else len(files))
