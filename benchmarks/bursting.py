"""A burst of publications and ends while readers ask for pages: how long they wait, and whether they see what ended."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import quote

from django.db import connection

from benchmarks.generating import WORDS
from benchmarks.load import Link, Measured
from benchmarks.report import Table, ms
from common.trail import Actor
from records.services import end_publication, publish
from tests import factories

READERS, SECONDS, GRACE = 4, 60.0, 1.0
"""How many read, how long the burst lasts, and within how many seconds of its COMMIT an end must be known."""


@dataclass
class Seen:
    """What the readers met."""

    measured: Measured = field(default_factory=Measured)
    errors: list[str] = field(default_factory=list)
    ended: list[tuple[float, str]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def gone(self) -> list[str]:
        """Return the addresses of what ended so long ago that nobody may see it."""
        until = time.perf_counter() - GRACE
        return [key for at, key in self.ended if at < until]


def measure(site: str, director: Actor, number: int) -> Table:
    """Publish so many within SECONDS, end every second of them, and read meanwhile."""
    table = Table(
        "A burst of publications under read load",
        f"{number} publications and {number // 2} ends within {SECONDS:.0f} s, while {READERS} readers ask without a pause for home, lists,"
        " words, departments, statistics, records that stand and addresses that ended. Each act makes every kept page stale. Seen:"
        f" an ended address that did not answer 410, or its identifier on a page, later than {GRACE:.0f} s after its COMMIT.",
    )
    signed, paths = [factories.publication("signed") for _ in range(number)], _paths()
    seen = Seen()
    readers = [threading.Thread(target=_reading, args=(site, paths, seen, n)) for n in range(READERS)]
    began = time.perf_counter()
    for reader in readers:
        reader.start()
    for place, act in enumerate(signed):
        time.sleep(max(began + place * SECONDS / number - time.perf_counter(), 0))
        publish(act, by=director)
        if place % 2:
            before = signed[place - 1]
            before.refresh_from_db()
            end_publication(before, by=director, ground="repaired", reason="修复")
            seen.ended.append((time.perf_counter(), str(before.public_id)))
    time.sleep(2 * GRACE)
    took = time.perf_counter() - began
    seen.over.set()
    for reader in readers:
        reader.join()
    spread = (
        f"p50 {ms(seen.measured.at(0.5))}, p95 {ms(seen.measured.at(0.95))}, p99 {ms(seen.measured.at(0.99))}"
    )
    table.add("acts within", f"{took:.0f} s")
    table.add(f"{len(seen.measured.durations):,} pages", spread)
    table.add("errors", str(len(seen.errors)), seen.errors[0] if seen.errors else "", "0")
    table.add("seen of what ended", str(len(seen.shown)), seen.shown[0] if seen.shown else "", "0")
    return table


def _paths() -> list[str]:
    """Return pages of every kind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public_id::text FROM open.record ORDER BY md5(public_id::text) LIMIT 200")
        records = [f"/r/{key}/" for (key,) in cursor.fetchall()]
        cursor.execute("SELECT credit_code FROM open.department ORDER BY md5(credit_code) LIMIT 200")
        departments = [f"/departments/{code}/" for (code,) in cursor.fetchall()]
    words = [f"/records/?q={quote(word)}" for word in WORDS[:100]]
    lists = ["/", "/records/", "/records/?sort=old", "/statistics/"] * 50
    return [*records, *departments, *words, *lists]


def _reading(site: str, paths: list[str], seen: Seen, number: int) -> None:
    """Ask until it is over; what a page tells is compared with what had ended when it was asked for."""
    dice, link = random.Random(number), Link(site)
    while not seen.over.is_set():
        gone = seen.gone()
        ended = dice.choice(gone) if gone and dice.random() < 0.1 else ""
        path = f"/r/{ended}/" if ended else dice.choice(paths)
        began = time.perf_counter()
        try:
            status, *_ = link.ask(path)
        except (OSError, RuntimeError) as trouble:
            seen.errors.append(f"{path}: {trouble!r}")
            link = Link(site)
            continue
        seen.measured.durations.append(time.perf_counter() - began)
        if status != (410 if ended else 200):
            (seen.shown if ended else seen.errors).append(f"{path} answered {status}")
        body = link.body.decode()
        seen.shown += [f"{path} tells of {key}" for key in gone if not ended and key in body]
