"""The public site under load: pages against a bare view, search against the page without words."""

from __future__ import annotations

import html
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from benchmarks.generating import WORDS, fill
from benchmarks.load import Link, Measured, hammer, numbered, one_by_one
from benchmarks.processor import Site, counted
from benchmarks.report import ROOT, Table, ms, times
from common.models import PublicGeneration
from integrity_portal.embedded.keeper import Patience, work_of
from integrity_portal.embedded.redis import free_port
from integrity_portal.processes import PUBLIC
from supervision import aggregation
from tests import databases, factories, stores

PATIENCE = 40
ABSENT = "犇羴"
AIMS = {
    "record": "≥ 0.25 ×",
    "department": "≥ 0.15 ×",
    "list of 25": "≥ 0.12 ×",
    "search, one word": "≥ 0.05 ×",
    "statistics": "≥ 0.15 ×",
}
FAR, LAST_NUMBERED = 1_000, 40
FURTHER = re.compile(r'href="(\?[^"]*)" rel="next">继续往后')
"""The page that is far down, the last that has a number, and the way on from there."""


@contextmanager
def standing(faces: int, over: str) -> Iterator[str]:
    """A database with `faces` records in public, and figures of them: filled now, or one that was filled before."""
    if over:
        connection.close()
        connection.settings_dict["NAME"] = over
        factories._count = count(int(time.time()) % 10**6 * 100)  # names of an earlier run are taken
        yield over
        return
    with databases.clone(databases.template(), "bench") as name:
        fill(departments=max(faces // 33, 100), records=faces * 5 // 2, standing=faces)
        aggregation.run()
        call_command("collectstatic", interactive=False, verbosity=0)
        yield name


def measure(
    name: str, taken: stores.Stores, faces: int, seconds: float, words: int, wanted: Sequence[str]
) -> list[Table]:
    """Serve a database from one process and ask for pages, for words, or for both."""
    tables = []
    with server("benchmarks.settings", name, taken) as site:
        if "pages" in wanted:
            with server("benchmarks.bare", name, taken) as bare:
                tables.append(_pages(site, bare, seconds, faces))
        if "search" in wanted:
            tables.append(_search(site, words, faces))
    return tables


def _pages(site: Site, bare: Site, seconds: float, faces: int) -> Table:
    records, codes = _sample("public_id"), _sample("credit_code", table="department")
    table = Table(
        f"Pages of the public site, {faces:,} records in public",
        "One server process with four threads, asked over four kept connections from the same machine; every page"
        " has an address of its own, so each is rendered. Yardstick: a bare Django view with one query, same server. In brackets"
        " the same ratio by the time of processors that site and PostgreSQL spent on an answer, whatever else the machine did.",
    )
    pages = {
        "record": (f"/r/{key}/" for key in cycle(records)),
        "department": (f"/departments/{code}/" for code in cycle(codes)),
        "list of 25": numbered("/records/"),
        "search, one word": (f"/records/?q={quote(word)}&kind={n}" for n, word in enumerate(cycle(WORDS))),
        "statistics": numbered("/statistics/"),
    }
    hammer(bare, cycle(["/"]), seconds=1)
    hammer(site, numbered("/records/?sort=old"), seconds=1)
    plain = [counted(bare, lambda: hammer(bare, cycle(["/"]), seconds=seconds / 2))]
    found = {name: _hammer(site, paths, seconds) for name, paths in pages.items()}
    kept = counted(site, lambda: hammer(site, cycle(["/records/"]), seconds=seconds / 2))
    tag = Link(site).ask("/records/")[1]["etag"]
    known = f"If-None-Match: {tag}\r\n"
    unchanged = counted(
        site,
        lambda: hammer(site, cycle(["/records/"]), seconds=seconds / 2, status=304, headers=known),
    )
    plain.append(counted(bare, lambda: hammer(bare, cycle(["/"]), seconds=seconds / 2)))
    yardstick = sum(measured.rate for measured in plain) / 2
    cost = sum(measured.spent for measured in plain) / 2
    table.add("bare view, one query", f"{yardstick:,.0f} /s, processors {ms(cost)}", "1.00 ×")
    table.add(*_home(site, bare))
    for name, measured in found.items():
        if isinstance(measured, str):
            table.add(f"{name}, rendered", measured, "fails", AIMS[name])
        else:
            table.add(f"{name}, rendered", _told(measured, cost), times(measured.rate, yardstick), AIMS[name])
    table.add(
        "list again, the whole page from Redis", _told(kept, cost), times(kept.rate, yardstick), "≥ 0.6 ×"
    )
    table.add("list again, 304", _told(unchanged, cost), times(unchanged.rate, yardstick), "≥ 0.9 ×")
    table.add(*_far(site))
    return table


def _far(site: str) -> tuple[str, str, str, str]:
    """A page far down the list, or its last, against its first, each asked one by one under addresses of its own."""
    link, page, path = Link(site), LAST_NUMBERED, f"/records/?page={LAST_NUMBERED}"
    while page < FAR:
        link.ask(path)
        further = FURTHER.search(link.body.decode())
        if not further:
            break
        page, path = page + 1, f"/records/{html.unescape(further[1])}"
    near = one_by_one(site, islice(numbered("/records/"), 60))
    far = one_by_one(site, islice(numbered(path), 60))
    ratio = times(far.at(0.5), near.at(0.5))
    return f"page {page:,} against page 1", f"p50 {ms(far.at(0.5))} / {ms(near.at(0.5))}", ratio, "≤ 1.2 ×"


def _home(site: str, bare: str) -> tuple[str, str, str, str]:
    """The first page as the first visitor after a publication gets it; all others get that copy."""
    cold = []
    for _ in range(7):
        PublicGeneration.bump()
        time.sleep(0.5)  # the copy of the state lives 0.3 s
        cold.append(one_by_one(site, ["/"]).at(0.5))
    plain = one_by_one(bare, ["/"] * 50).at(0.5)
    middle = sorted(cold)[3]
    return (
        "home, once after each publication",
        f"{ms(middle)}, at most {ms(max(cold))}",
        f"{middle / plain:,.0f} × its time",
        "≤ 40 ×",
    )


def _hammer(site: Site, paths: Iterator[str], seconds: float) -> Measured | str:
    """Ask for one kind of page; a page that breaks under the load is a finding, not the end."""
    try:
        return counted(site, lambda: hammer(site, paths, seconds=seconds))
    except RuntimeError as failure:
        return str(failure)


def _told(measured: Measured, cost: float) -> str:
    spent = f"processors {ms(measured.spent)} ({cost / measured.spent:.2f} ×)"
    return f"{measured.rate:,.0f} /s, p50 {ms(measured.at(0.5))}, p95 {ms(measured.at(0.95))}, {spent}"


def _search(site: str, words: int, faces: int) -> Table:
    """Whole requests, one at a time; each kind of word against the same page without words."""
    table = Table(
        f"Search over {faces:,} records in public",
        f"Whole requests one after the other, {words} different words of each kind. Yardstick: the same page without"
        " words, which has facets and their counts to make as well.",
    )
    plain = one_by_one(site, islice(numbered("/records/"), words))
    table.add("page without words", _spread(plain), "1.00 × / 1.00 ×")
    worst = [0.0, 0.0]
    for kind, asked in _words(words).items():
        measured = one_by_one(site, [f"/records/?q={quote(word)}" for word in asked])
        ratios = [measured.at(share) / plain.at(share) for share in (0.5, 0.95)]
        worst = [max(pair) for pair in zip(worst, ratios, strict=True)]
        table.add(kind, _spread(measured), f"{ratios[0]:.2f} × / {ratios[1]:.2f} ×", "p95 ≤ 4 ×")
    table.add("the worst of them", "", f"{worst[0]:.2f} × / {worst[1]:.2f} ×", "p95 ≤ 4 ×")
    return table


def _spread(measured: Measured) -> str:
    return f"p50 {ms(measured.at(0.5))}, p95 {ms(measured.at(0.95))}"


def _words(number: int) -> dict[str, list[str]]:
    """Words of each kind, most of them cut out of what stands in public."""
    dice, texts = random.Random(number), _sample("facts", number * 8)
    pairs = [word for word in WORDS if len(word) == 2]

    def cut(length: int) -> list[str]:
        found = {
            text[start : start + length]
            for text in texts
            if len(text) > length
            for start in [dice.randrange(len(text) - length)]
        }
        return sorted(found)[:number]

    return {
        "2 characters, common": pairs[:number],
        "2 characters, any": cut(2),
        "3 characters, any": cut(3),
        "4 characters, any": cut(4),
        "4 characters, of two common words": [
            a + b for a, b in zip(pairs, dice.sample(pairs, number), strict=False)
        ],
        "6 characters, any": cut(6),
        "20 characters, any": cut(20),
        "two words": [f"{a} {b}" for a, b in zip(dice.sample(pairs, number), cut(3), strict=False)],
        "absent": [f"{ABSENT}{word}" for word in pairs[:number]],
    }


def _sample(column: str, number: int = 20_000, table: str = "record") -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column}::text FROM open.{table} ORDER BY md5({column}::text) LIMIT %s", [number]
        )
        return list(dict.fromkeys(row[0] for row in cursor.fetchall()))


@contextmanager
def server(module: str, database: str, taken: stores.Stores) -> Iterator[Site]:
    """One process of the public site's own server, with these settings; its address."""
    port = free_port()
    inherited = {name: value for name, value in os.environ.items() if not name.endswith(("_URL", "_KEY"))}
    environment = {
        **inherited,
        "DJANGO_SETTINGS_MODULE": module,
        "PORTAL_VAR": str(settings.VAR),
        "PORTAL_SIDE": "public",
        "PUBLIC_MAX_LAG": "86400",  # no clock beats beside a benchmark
        "SECRET_KEY": "public-key-of-the-benchmarks",
        "DATABASE_URL": databases.url(database, settings.PUBLIC_DB_ROLE, settings.PUBLIC_DB_PASSWORD),
        "PUBLIC_REDIS_URL": taken.public,
    }
    command = [*PUBLIC.command(sys.executable, var=str(settings.VAR), port=port), "--workers", "1"]
    log = Path(settings.VAR) / f"{module}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        site = Site(f"http://127.0.0.1:{port}")
        site.leader = process.pid
        _wait(site, process, log)
        yield site
    finally:
        process.terminate()
        process.wait(PATIENCE)
        log.unlink(missing_ok=True)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    patience = Patience(PATIENCE, partial(work_of, process.pid), lambda: log.stat().st_size)
    while True:
        try:
            with urlopen(f"{address}/", timeout=PATIENCE):
                return
        except OSError as trouble:
            if process.poll() is not None or patience.is_over():
                raise RuntimeError(
                    f"the server did not come up: {trouble}\n{log.read_text()[-3000:]}"
                ) from trouble
        time.sleep(0.1)
