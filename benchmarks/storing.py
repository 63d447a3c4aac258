"""The public store under acts: a publication, an end until the last reader is told, a body with many facts renamed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from django.conf import settings
from django.db import connection, transaction

from benchmarks import bursting
from benchmarks.generating import tighten
from benchmarks.load import Link
from benchmarks.report import Table, ms, times
from benchmarks.serving import server
from common import projections
from common.roles import Role
from organisations.models import Department
from records.models import Publication
from records.services import end_publication, publish
from tests import databases, factories, stores

HELD = 5_000


def measure(
    name: str, taken: stores.Stores, faces: int, ends: int, burst: int, *, copied: bool = True
) -> list[Table]:
    """Publish, end, rename and publish in a burst over a filled store, on its own database and on one that follows."""
    tighten()
    table = Table(
        f"Acts on the public store, {faces:,} records in public",
        "Yardstick: an UPDATE of one department, committed. The reader asks for the page of what ends, over and over, until it"
        " is told 410; the clock runs from the COMMIT.",
    )
    director = factories.posting(Role.DIRECTOR)
    plain = median(_plain() for _ in range(20))
    table.add("UPDATE of one department", ms(plain), "1.00 ×")
    signed = [factories.publication("signed") for _ in range(ends)]
    published = [_timed(lambda act=act: publish(act, by=director)) for act in signed]
    table.add("one publication", _spread(published), times(median(published), plain))
    table.add("rename of a body with 5,000 public facts", ms(_rename()), "", "≤ 1 s")
    table.add("a publication beside that rename waits", ms(_beside(director)), "", "≤ 100 ms")
    with server("benchmarks.settings", name, taken) as site:
        waits = [_told(site, act, director) for act in signed]
        table.add(f"from COMMIT to 410, {ends} ends, one database", _spread(waits), "", "p99 ≤ 1 s")
        crowd = bursting.measure(site, director, burst)
    if copied:
        again = [factories.publication() for _ in range(ends)]
        with following(name) as copy, server("benchmarks.settings", copy, taken) as site:
            waits = [_told(site, act, director) for act in again]
        what = f"from COMMIT to 410, {ends} ends, a database that follows"
        table.add(what, _spread(waits), "", "p99 ≤ 1 s")
    return [table, crowd]


@contextmanager
def following(office: str) -> Iterator[str]:
    """A second database of the server, to which the store is carried; away afterwards."""
    name = f"{office}_store"
    with databases.steward() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        subprocess.run(
            [sys.executable, "manage.py", "migrate_public"],
            cwd=databases.ROOT,
            env={
                **os.environ,
                "DATABASE_URL": databases.office_url(office),
                "OWNER_DATABASE_URL": databases.url(office),
                "PUBLIC_STORE_URL": databases.url(name),
                "PORTAL_VAR": str(settings.VAR),
            },
            check=True,
            stdout=subprocess.DEVNULL,
        )
        yield name
    finally:
        databases.unlink(name)
        with databases.steward() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _timed(act: object) -> float:
    began = time.perf_counter()
    act()  # type: ignore[operator]
    return time.perf_counter() - began


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    at = [ordered[min(int(len(ordered) * share), len(ordered) - 1)] for share in (0.5, 0.99)]
    return f"p50 {ms(at[0])}, p99 {ms(at[1])}, at most {ms(ordered[-1])}"


def _plain() -> float:
    body = Department.objects.order_by("?").values_list("pk", flat=True)[0]
    return _timed(lambda: Department.objects.filter(pk=body).update(short_name="改"))


def _crowded() -> Department:
    """A department that HELD of the facts in the store are made to stand on."""
    body = factories.department()
    with databases.as_owner() as cursor:
        cursor.execute(
            "UPDATE open.stored_fact SET department_key ="
            " (SELECT key FROM disclosure_departmentkey WHERE department_id = %s)"
            " WHERE public_id IN (SELECT public_id FROM open.stored_fact LIMIT %s)",
            [str(body.pk), HELD],
        )
    return body


def _change(body: Department, name: str) -> None:
    with transaction.atomic():
        Department.objects.filter(pk=body.pk).update(name=name)
        projections.changed(departments=[body.pk])


def _rename() -> float:
    body = _crowded()
    return median(
        _timed(lambda number=number: _change(body, f"模拟改名{number}（演示）")) for number in range(5)
    )


def _beside(director: object) -> float:
    """How much longer a publication takes while a crowded body is renamed in another connection."""
    body, acts = _crowded(), [factories.publication("signed") for _ in range(10)]
    alone = median(_timed(lambda act=act: publish(act, by=director)) for act in acts[:5])
    done = threading.Event()

    def renaming() -> None:
        number = 0
        while not done.is_set():
            number += 1
            _change(body, f"模拟再改名{number}（演示）")
        connection.close()

    other = threading.Thread(target=renaming)
    other.start()
    beside = [_timed(lambda act=act: publish(act, by=director)) for act in acts[5:]]
    done.set()
    other.join()
    return max(max(beside) - alone, 0)


def _told(site: str, act: Publication, director: object) -> float:
    """End it; return how long after the COMMIT its page answered 410 to a reader who had it before."""
    link, path = Link(site), f"/r/{act.public_id}/"
    while link.ask(path)[0] != 200:
        time.sleep(0.01)  # not there yet, where it follows
    act.refresh_from_db()
    end_publication(act, by=director, ground="repaired", reason="修复")
    began = time.perf_counter()
    while link.ask(path)[0] != 410:
        time.sleep(0.002)
    return time.perf_counter() - began
