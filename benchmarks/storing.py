"""The public store under acts: a publication, an end until the last reader is told, a body with many facts renamed."""

from __future__ import annotations

import threading
import time
from statistics import median

from django.db import connection, transaction

from benchmarks.generating import fill, tighten
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


def measure(faces: int, ends: int) -> Table:
    """Publish, end `ends` publications and rename a body over a store of `faces` records."""
    taken = stores.take()
    table = Table(
        f"Acts on the public store, {faces:,} records in public",
        "Yardstick: an UPDATE of one department, committed. The reader asks for the page of what ends, over and over, until it"
        " is told 410; the clock runs from the COMMIT.",
    )
    try:
        with databases.clone(databases.template(), "bench") as name:
            fill(departments=max(faces // 33, 100), records=faces * 5 // 2, standing=faces)
            tighten()
            plain = median(_plain() for _ in range(20))
            table.add("UPDATE of one department", ms(plain), "1.00 ×")
            signed = [factories.publication("signed") for _ in range(ends)]
            director = factories.posting(Role.DIRECTOR)
            published = [_timed(lambda act=act: publish(act, by=director)) for act in signed]
            table.add("one publication", _spread(published), times(median(published), plain))
            table.add("rename of a body with 5,000 public facts", ms(_rename()), "", "≤ 1 s")
            table.add("a publication beside that rename waits", ms(_beside(director)), "", "≤ 100 ms")
            with server("benchmarks.settings", name, taken) as site:
                waits = [_told(site, act, director) for act in signed]
            table.add(f"from COMMIT to 410, {ends} ends", _spread(waits), "", "p99 ≤ 1 s")
    finally:
        taken.give_back()
    return table


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
    link.ask(path)
    act.refresh_from_db()
    end_publication(act, by=director, ground="repaired", reason="修复")
    began = time.perf_counter()
    while link.ask(path)[0] != 410:
        time.sleep(0.002)
    return time.perf_counter() - began
