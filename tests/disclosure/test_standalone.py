"""The store stands alone: its schemas, restored into an empty database, are all that the public site needs.

Every address that the site leads to is asked of both databases and answered alike, byte by byte. (Single pages in each of
their states are read from the store alone by every test of this folder: conftest.py.)
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve

from disclosure.store import snapshots
from disclosure.urls import urlpatterns
from integrity_portal import processes
from organisations.models import DepartmentCode, DepartmentName
from tests import databases, factories, live
from tests.commitments import ledgers, makers
from tests.commitments import test_opening as openings
from tests.commitments.makers import days_ago
from tests.disclosure.rows import another, standing
from tests.disclosure.test_pages import summarised
from tests.integrity_portal.test_backup import postgres

pytestmark = [pytest.mark.django_db, pytest.mark.commits]


@pytest.fixture
def restored(committed_db: str, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """An empty database with the store's schema restored into it."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the embedded server's programs against the embedded server")
    dump, name = tmp_path / "open.dump", f"{committed_db}_alone"

    def restoring() -> str:
        done = postgres(
            "pg_dump",
            "--format=custom",
            "--schema=open",
            "--schema=intake",
            f"--file={dump}",
            committed_db,
            database=committed_db,
        )
        assert done.returncode == 0, done.stderr
        with databases.steward() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        done = postgres("pg_restore", "--no-owner", "--dbname", name, str(dump), database=name)
        assert done.returncode == 0, done.stderr
        return name

    yield restoring
    with databases.steward() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class Answer(NamedTuple):
    """What a reader gets, the clock's headers apart."""

    status: int
    location: str
    body: bytes


LINK = re.compile(rb'(?:(?:href|action)="|<loc>)((?:/|\?)[^"#<]*)')
TOKEN = re.compile(rb"[\w=-]{60,}")
"""The question of a form is another each time."""
MOST = 180
"""Addresses of one crawl: facets can be combined without end."""


def ask(site: str, path: str) -> Answer:
    link = HTTPConnection(urlsplit(site).netloc, timeout=live.GLANCE)
    link.request("GET", path)
    found = link.getresponse()
    body = TOKEN.sub(b"", found.read().replace(site.encode(), b""))
    answer = Answer(found.status, found.headers.get("Location", ""), body)
    link.close()
    return answer


def crawl(site: str, paths: list[str]) -> dict[str, Answer]:
    """Every address that these pages lead to, breadth first, plain addresses before questions, and what it answers."""
    found: dict[str, Answer] = {}
    waiting = list(paths)
    while waiting and len(found) < MOST:
        waiting.sort(key=lambda path: "?" in path)
        path = waiting.pop(0)
        found[path] = ask(site, path)
        for link in [*LINK.findall(found[path].body), found[path].location.encode()]:
            further = urljoin(path, unescape(link.decode()))
            if link and not further.startswith("/static/") and further not in {*found, *waiting}:
                waiting.append(further)
    return found


def world() -> tuple[list[str], list[str]]:
    """One of everything that the public meets: addresses that pages lead to, and those that nothing leads to any more."""
    made = standing(facts="道路养护项目拖欠工程结算款，逾期二百日仍未支付")
    for number in range(30):
        another(made, number)
    refused = factories.publication(made=factories.judgment("confirmed"))
    honour = factories.publication(made=factories.commendation("confirmed"))
    ended = factories.publication("ended")
    department = made.fact.of_kind.department
    former = factories.credit_code()
    DepartmentCode.objects.create(department=department, code=former, until=date(2020, 1, 1))
    DepartmentName.objects.create(department=department, name="曾用名称")
    summarised([("320000", date(2026, 9, 1), "serious", 3), ("320100", date(2026, 9, 1), "serious", 3)])
    assert snapshots.make() is not None
    shown = [f"/r/{made.public_id}/", f"/j/{refused.public_id}/", f"/c/{honour.public_id}/"]
    aside = [
        *(f"/r/{ended.public_id}/", f"/departments/{former}/", "/nowhere/", "/healthz", "/favicon.ico"),
        *("/robots.txt", "/records/?q=%E6%8B%96%E6%AC%A0", "/records/?q=%E6%AC%A0", f"/records/?q={former}"),
        *("/suggest/?q=%E6%8B%96%E6%AC%A0", "/records.csv?q=%E6%8B%96%E6%AC%A0", "/records/?page=2"),
        *(f"/api/v1/records/{made.public_id}", f"/api/v1/records/{ended.public_id}"),
        *(f"/api/v1/judgments/{refused.public_id}", f"/api/v1/commendations/{honour.public_id}"),
        *(f"/api/v1/departments/{department.credit_code}", f"/api/v1/departments/{former}"),
        *("/departments/?q=%E6%9B%BE", "/statistics/?region=320100&year=2026"),
        *promised(),
        *(f"/alerts/{way}/{'aB0_-' * 8}abc/" for way in ("confirm", "end")),
        *(
            f"/reports/asked/{'0' * 20}/",
            "/reports/BG-2020-000001.pdf",
            "/report-check/?number=BG-2020-000001",
        ),
        *("/api/keys/", "/api/usage/", "/api/webhooks/", "/api/v1/match?q=%E6%A8%A1%E6%8B%9F"),
    ]
    return shown, aside


def promised() -> list[str]:
    """A township's board and the list of enterprises, each with a line that stands."""
    openings.settle()
    body = factories.department("320102", name="模拟镇人民政府（演示）", level="township")
    promise = openings.shown(ledgers.line("townships", "pledge", body=body))
    listed = openings.shown(ledgers.line("statistics", "listing", decided_on=days_ago(10)))
    agency = openings.shown(ledgers.tender())
    invested = openings.shown(makers.running("investment"))
    return [
        *("/promises/", f"/departments/{invested.commitment.department.credit_code}/promises/"),
        f"/p/{invested.public_id}/",
        *("/townships/", f"/townships/{body.credit_code}/", "/townships/rate/", f"/p/{promise.public_id}/"),
        *("/dishonest-enterprises/", f"/e/{listed.public_id}/"),
        *("/agencies/", f"/a/{agency.public_id}/"),
    ]


def test_every_address_answers_the_same_from_the_store_alone(restored, live_public, redis_stores):
    shown, aside = world()
    whole = crawl(live_public, ["/", *aside])
    assert set(shown) <= whole.keys(), "the pages lead to whatever stands"
    met = {
        resolve(urlsplit(path).path, "integrity_portal.public_urls").url_name
        for path in whole
        if path != "/nowhere/"
    }
    # What a question shows and sounds is made of its token alone, and of no row.
    assert met == {pattern.name for pattern in urlpatterns} - {"captcha_picture", "captcha_tones"}
    copy = restored()
    redis_stores.flush()
    with live.site(processes.PUBLIC, redis_stores, database=copy) as site:
        there = {path: ask(site, path) for path in whole}
    assert [path for path in whole if there[path] != whole[path]] == []
    assert {answer.status for answer in whole.values()} == {200, 301, 302, 404, 410}
    assert len(whole) > 60
