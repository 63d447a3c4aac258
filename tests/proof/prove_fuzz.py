"""Hostile input to every address of both sites: never a 500, never words of the program, nothing of another place.

`PROOF_SEED` repeats a run; `PROOF_FUZZ` is its length in seconds (240 by default, a quarter of it for the public site).
"""

from __future__ import annotations

import http.client
import logging
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import Client, override_settings

from common.worklist import Worklist
from integrity_portal import processes
from tests import databases, live, stores, world
from tests.proof import pages
from tests.proof.hostile import NAMES, VALUES, Pool, betrayals
from tests.shared_worlds import rolled_back
from tests.test_permission_matrix import COLUMNS, HEADS, LINES, NOBODY, remembered

SEED = int(os.environ.get("PROOF_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
SECONDS = float(os.environ.get("PROOF_FUZZ", "240"))
SEES_ALL = {"auditor", "security", "system"}
SHARED = {
    *("department", "account", "posting", "rule", "rule_proposal", "own_rule_proposal"),
    *("watch_version", "watch_entry", "api_key"),
}
"""Things that all the portal may know of: who holds which post, so that cases can be handed over, and lists that know no place."""


@dataclass
class Told:
    """What a run found: answers by status, and each fault once with the request that showed it."""

    answers: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)
    refused: str = ""

    def note(self, status: int, found: list[str], request: str, where: str) -> None:
        self.answers[status] += 1
        for fault in found:
            if f"{where}: {fault}" not in self.faults:
                print(f"   {where}: {fault} — {request[:300]}", file=sys.stderr, flush=True)
            self.faults.setdefault(f"{where}: {fault}", request[:600])


def secrets_of(scope: world.Scope) -> list[str]:
    """Keys of what lies in a place and no page of another place may show: numbers of records, ids of cases."""
    things = [thing for name, thing in scope.things.items() if name not in SHARED]
    return [str(thing.pk) for thing in things] + [
        str(thing.record_no) for thing in things if hasattr(thing, "record_no")
    ]


def office(made: pages.Scene, seconds: float, dice: random.Random) -> Told:
    """Ask every address of the office as random seats, undone each time."""
    told, until, asked = Told(), time.monotonic() + seconds, 0
    clients = {head: _client(made.cookies[head]) for head in HEADS.values()} | {NOBODY: _client("")}
    others = [*secrets_of(made.other), *secrets_of(made.own)]
    got_request_exception.connect(told_why)
    Worklist.queues = property(remembered({}, Worklist.queues.func))  # type: ignore[assignment] counted once a seat
    pools: dict[tuple[str, str], Pool] = {}
    while time.monotonic() < until:
        for line in dice.sample(LINES, len(LINES)):
            column, scope = dice.choice(COLUMNS), dice.choice((made.own, made.own, made.own, made.other))
            let_in = [head for head in COLUMNS if line.expected(head)[:3] in {"200", "302", "409", "422"}]
            column = dice.choice(let_in) if let_in and dice.random() < 0.8 else column
            path = urlsplit(scope.address(line.address)).path
            with transaction.atomic():
                pool = pools.setdefault((line.address, column), _pool(clients[column], path))
                hidden = [] if column in SEES_ALL else secrets_of(made.other)
                ask(told, clients[column], f"{column} {line.address}", path, pool, dice, (others, hidden))
                transaction.set_rollback(True)
            asked += 1
            if asked % 250 == 0:
                print(f"   office: {asked} requests, {len(told.faults)} faults", file=sys.stderr, flush=True)
            if time.monotonic() > until:
                break
    return told


def ask(
    told: Told,
    client: Client,
    where: str,
    path: str,
    pool: Pool,
    dice: random.Random,
    keys: tuple[list[str], list[str]],
) -> None:
    """One hostile request; `keys` are those to throw in and those that may not come back."""
    cookies = client.cookies.copy()
    _why.clear()
    query = urlencode(pool.query(dice, keys[0]), errors="surrogatepass") if dice.random() < 0.6 else ""
    target = f"{path}?{query}" if query else path
    if dice.random() < 0.5:
        form = pool.form(dice, keys[0])
        request, answer = f"POST {target} {form!r}", client.post(target, form)
    else:
        request, answer = f"GET {target}", client.get(target)
    body = b"" if answer.streaming else answer.content
    found = betrayals(answer.status_code, body.decode("utf-8", "replace"), keys[1], request)
    told.note(answer.status_code, found + [f"raised {why}" for why in _why], request, where)
    client.cookies = cookies


_why: list[str] = []


def told_why(**signal: Any) -> None:
    """Keep the place where a view broke."""
    kind, error, trace = sys.exc_info()
    last = traceback.extract_tb(trace)[-1] if trace else None
    _why.append(
        f"{kind.__name__ if kind else '?'}: {str(error)[:160]} at {last.filename[-50:] if last else ''}:{last and last.lineno}"
    )


def _client(cookie: str) -> Client:
    client = Client(raise_request_exception=False)
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return client


def _pool(client: Client, path: str) -> Pool:
    cookies = client.cookies.copy()
    answer = client.get(path)
    client.cookies = cookies
    return Pool() if answer.streaming else Pool.of(answer.content.decode("utf-8", "replace"))


def public(made: pages.Scene, site: str, seconds: float, dice: random.Random) -> Told:
    """Ask every public address of a real process that is connected as the public role."""
    told, until = Told(), time.monotonic() + seconds
    hidden = [*secrets_of(made.own), *secrets_of(made.other)]
    paths = [pattern.partition("?")[0].format(**made.public) for _, pattern in pages.PUBLIC_PAGES]
    paths += [f"/api/v1/{asked}" for asked in ("records", "departments", "judgments", "match", "statistics")]
    paths += ["/statistics.csv", "/robots.txt", "/healthz", "/favicon.ico"]
    link = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    while time.monotonic() < until:
        for method, target in _public_requests(paths, hidden, dice):
            answer, body = _fetch(link, method, target)
            found = betrayals(answer.status, body, hidden, target)
            found += ["sets a cookie"] if answer.getheader("Set-Cookie") else []
            told.note(answer.status, found, f"{method} {target}", f"public {target.partition('?')[0][:80]}")
    return told


def _fetch(
    link: http.client.HTTPConnection, method: str, target: str
) -> tuple[http.client.HTTPResponse, str]:
    """The answer; a kept connection that the server closed after a refusal is opened once more."""
    for last in (False, True):
        try:
            link.request(method, target, body="x=1" if method == "POST" else None)
            answer = link.getresponse()
            return answer, answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            link.close()
            if last:
                raise
    raise AssertionError


def _public_requests(paths: list[str], hidden: list[str], dice: random.Random) -> Iterator[tuple[str, str]]:
    pool = Pool(
        [
            "q",
            "page",
            "city",
            "region",
            "domain",
            "basis",
            "severity",
            "sort",
            "since",
            "until",
            "year",
            "kind",
        ]
    )
    for path in dice.sample(paths, len(paths)):
        query = urlencode(pool.query(dice, hidden))
        odd = quote(dice.choice(VALUES)[:200], safe="/") if dice.random() < 0.15 else ""
        yield dice.choices(("GET", "HEAD", "POST", "PUT"), (12, 2, 1, 1))[0], f"{path}{odd}?{query}"[:6000]


def report(sides: dict[str, Told]) -> str:
    lines = [
        "# Hostile input\n",
        f"`make proof` (`PROOF=fuzz`), {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, seed {SEED}. Each address of the permission",
        f"matrix as random seats, with random and hostile parameters and forms ({len(VALUES)} values, {len(NAMES)} names and",
        "those of the page's own forms, files too), each request undone; each public address in a real process of the public",
        "role. A fault is an answer from 500 on, words of the program or an unescaped script on the page, a cookie from the",
        "public site, or a number or key of a case of another place.\n",
        "| side | requests | answers | faults |\n|---|---|---|---|",
    ]
    for side, told in sides.items():
        answers = ", ".join(f"{status}: {count:,}" for status, count in sorted(told.answers.items()))
        lines.append(f"| {side} | {told.answers.total():,} | {answers} | {len(told.faults)} |")
    faults = [
        f"- {fault}\n  `{request}`" for told in sides.values() for fault, request in told.faults.items()
    ]
    return "\n".join([*lines, "", *(["## Faults\n", *faults] if faults else ["No fault."])])


def main() -> int:
    dice = random.Random(SEED)
    logging.disable(logging.WARNING)  # refusals are what is wanted here
    with databases.clone(databases.template(), "fuzz"):
        made = pages.scene()
        connection.close()
        taken = stores.take()
        try:
            with live.site(processes.PUBLIC, taken) as site:
                outside = public(made, site, SECONDS / 4, dice)
            with rolled_back(), tempfile.TemporaryDirectory() as var, override_settings(FILES=Path(var)):
                inside = office(made, SECONDS * 3 / 4, dice)
        finally:
            taken.give_back()
    print(report({"office": inside, "public": outside}))
    if inside.answers[200] + inside.answers[422] < inside.answers.total() / 5:
        raise RuntimeError("the seats are not signed in: this proves nothing")
    return int(bool(inside.faults or outside.faults))


if __name__ == "__main__":
    sys.exit(main())
