"""我的工作: what waits by its clock, what one handed on and where it stands, the region's figures; every number counts its list."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from common.models import Notice
from common.registry import OWN_TURN, Clock, sunday_of
from common.roles import BLIND_ROLES, Role
from common.worklist import Worklist
from exchange.services.duties import open_duties
from policy.vocabulary import RecordStatus
from postings import services as postings_services
from postings.services import clock_posting
from supervision import aggregation
from supervision.tile import Bar, _last_day, _months
from tests import factories, world
from tests.office import client_of, queries, sit, text
from tests.sampling import sampled
from tests.shared_worlds import shared

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LINK = re.compile(r'<a\b[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', re.S)
MARKUP = re.compile(r"<[^>]+>")


@pytest.fixture
def place() -> world.Scope:
    return busy(world.scope("320100"))


@shared
def busy(made: world.Scope) -> world.Scope:
    """A city with an object of every kind in every state, a notice for every seat, and last night's figures."""
    open_duties(TODAY, by=clock_posting())
    for seat in made.seats.values():
        Notice.objects.create(
            recipient=seat.pk,
            topic="t",
            object_type="organisations.region",
            object_id=seat.pk,
            text="看一看",
        )
    factories.record("pending_review", department=factories.department("320500"))
    aggregation.run()
    return made


def numbers(page: str) -> list[tuple[str, int]]:
    """Return (address, number) of every link that carries a number of its own."""
    found = []
    for address, inside in LINK.findall(page):
        words = " ".join(MARKUP.sub(" ", inside).split())
        number = re.search(r"<b>([\d,]+)</b>", inside) or re.search(
            r"(?<![\w〔（(.-])([\d,]+)(?: 件\S*| 条)?$", words
        )
        if number and not re.search(r"/(records|judgments|commendations)/[^/?]+/$", address):
            found.append((unescape(address), int(number[1].replace(",", ""))))
    return found


def total_of(response: Any) -> int:
    return response.context["listing"].total


@pytest.mark.parametrize("role", sampled(world.ROLES, {Role.OFFICER, Role.CLERK, Role.SYSTEM_ADMIN}))
@pytest.mark.world
def test_every_number_on_the_home_page_counts_the_list_that_it_leads_to(place, role):
    client = client_of(place.seats[role])
    home = client.get("/").content.decode()
    found = numbers(home)
    assert role in BLIND_ROLES or len(found) >= 6
    wrong = []
    for address, number in found:
        answer = client.get(address)
        assert answer.status_code == 200, address
        if total_of(answer) != number:
            wrong.append((address, number, total_of(answer)))
    assert not wrong


@pytest.mark.parametrize("role", sorted(BLIND_ROLES))
@pytest.mark.world
def test_an_administrators_home_tells_no_number_of_business(place, role):
    home = text(client_of(place.seats[role]).get("/"))
    for word in ("失信记录", "公示中", "SX-"):
        assert word not in home


@pytest.mark.world
def test_what_falls_due_is_told_apart_by_its_day(place):
    representative = place.seats[Role.REPRESENTATIVE]
    days = [TODAY - timedelta(days=3), TODAY, sunday_of(TODAY), sunday_of(TODAY) + timedelta(days=1)]
    made = [world.record(place, "statement") for _ in days]
    for record, day in zip(made, days, strict=True):
        type(record).objects.filter(pk=record.pk).update(statement_due=day)
    client = client_of(representative)
    for clock, expected in zip(Clock, made[:2], strict=False):
        page = client.get(f"/work/?due={clock}")
        assert expected.record_no in page.content.decode()
        assert {record.record_no for record in made if record != expected}.isdisjoint(
            re.findall(r"SX-\d+-\d+-\d+", page.content.decode())
        ) or sunday_of(TODAY) == TODAY
    everything = client.get("/work/").content.decode()
    assert all(record.record_no in everything for record in made)
    assert everything.index(made[0].record_no) < everything.index(made[3].record_no)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [("2026-11-23", "2026-11-24", "2026-11-29"), ("2026-11-28", "2026-11-29", "2026-11-29")],
)
def test_this_week_runs_from_tomorrow_to_sunday(day, first, last):
    today = date.fromisoformat(day)
    bounds = {child[0]: child[1] for child in Clock.WEEK.within("due", today).children}
    assert bounds == {"due__gte": date.fromisoformat(first), "due__lte": date.fromisoformat(last)}


def test_on_a_sunday_the_week_is_over():
    bounds = {child[0]: child[1] for child in Clock.WEEK.within("due", date(2026, 11, 29)).children}
    assert bounds["due__gte"] > bounds["due__lte"]


def test_what_one_sent_is_told_with_whose_turn_it_is():
    client, clerk = sit(Role.CLERK)
    body = factories.department("320100")
    factories.record("pending_review", department=body, clerk=clerk)
    returned = factories.record("returned", department=body, clerk=clerk)
    factories.record("draft", department=body, clerk=clerk)
    stands = {(s.state, s.whose): s.count for s in Worklist(clerk).sent}
    assert stands == {("pending_review", "复核员"): 1, ("returned", OWN_TURN): 1}
    assert Worklist(clerk).with_others == 1
    home = text(client.get("/"))
    assert "我录入的失信记录 待复核 复核员 1" in home
    listed = client.get("/work/sent/?kind=records&state=returned").content.decode()
    assert returned.record_no in listed
    assert returned.record_no not in client.get("/work/sent/").content.decode()


def test_what_another_sent_is_not_mine():
    factories.record("pending_review", department=factories.department("320100"))
    client, clerk = sit(Role.CLERK)
    assert Worklist(clerk).sent == []
    assert total_of(client.get("/work/sent/?kind=records&state=pending_review")) == 0
    assert total_of(client.get("/work/sent/?kind=nothing&state=x")) == 0


@pytest.mark.parametrize("state", ["to_sign", "to_publish", "public"])
def test_a_proposed_publication_is_followed_to_the_secrecy_reviewer_the_director_and_the_public(state):
    officer = factories.posting(Role.OFFICER)
    made = {"to_sign": "pending", "to_publish": "signed"}.get(state, state)
    publication = factories.publication(made)
    type(publication).objects.filter(pk=publication.pk).update(proposed_by=officer.user_id)
    turns = {"to_sign": "保密审查员", "to_publish": "信用办负责人", "public": ""}
    assert [(s.state, s.whose) for s in Worklist(officer).sent if s.sent.key == "proposed"] == [
        (state, turns[state])
    ]


def test_the_list_of_work_asks_as_often_for_many_rows_as_for_few():
    client, clerk = sit(Role.CLERK)
    body = factories.department("320100")
    for _ in range(2):
        factories.record("draft", department=body, clerk=clerk)
        factories.record("pending_review", department=body, clerk=clerk)
    few = [queries(client, address) for address in ("/", "/work/", "/work/sent/")]
    for _ in range(6):
        factories.record("draft", department=body, clerk=clerk)
        factories.record("pending_review", department=body, clerk=clerk)
    assert [queries(client, address) for address in ("/", "/work/", "/work/sent/")] == few


def test_work_is_shown_by_pages_and_any_page_number_is_borne():
    client, clerk = sit(Role.CLERK)
    body = factories.department("320100")
    for _ in range(26):
        factories.record("draft", department=body, clerk=clerk)
    assert len(client.get("/work/").context["listing"].lines) == 25
    assert len(client.get("/work/?page=99").context["listing"].lines) == 1
    assert len(client.get("/work/?page=x&due=never&place=nowhere").context["listing"].lines) == 25


def test_the_figures_of_a_place_are_its_own_and_tell_their_time():
    for code in ("320100", "320500"):
        factories.record("confirmed", department=factories.department(code))
    aggregation.run()
    client, _ = sit(Role.OFFICER, "320100")
    home = client.get("/").content.decode()
    assert "南京市" in home
    assert re.search(r"已认定</dt>\s*<dd>\s*<a [^>]*>1</a>", home)
    assert "数据截至" in home
    assert home.count("<rect") == 12
    domain, _ = sit(Role.OFFICER, None, domain="ppp")
    assert re.search(r"已认定</dt>\s*<dd>\s*<a [^>]*>0</a>", domain.get("/").content.decode())


def test_every_figure_of_a_place_counts_exactly_the_list_that_it_links_to():
    factories.publication()
    for status in RecordStatus.values:
        factories.record(status)
    aggregation.run()
    client, _ = sit(Role.OFFICER)
    sheet = client.get("/").content.decode().partition('id="region-figures"')[2].partition("</section>")[0]
    found = re.findall(r'<a href="([^"]+)">(\d+)</a>', sheet)
    assert [int(number) for _, number in found][:2] == [2, 1]
    assert len(found) == 2 + 12
    assert sum(int(number) for _, number in found[2:]) == 2
    for address, number in found:
        assert client.get(unescape(address)).context["listing"].total == int(number), address


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [("2026-11-23", "2025-12-01", "2026-11-01"), ("2026-01-31", "2025-02-01", "2026-01-01")],
)
def test_the_trend_is_of_twelve_months_that_end_with_this_one(today, first, last):
    months = _months(date.fromisoformat(today))
    assert (months[0], months[-1], len(months)) == (date.fromisoformat(first), date.fromisoformat(last), 12)
    assert _last_day(date(2028, 2, 1)) == date(2028, 2, 29)
    assert Bar(months[0], 5, 40, 3, "").top == 8


@time_machine.travel("2026-11-25T10:00:00+08:00")
def test_the_days_of_the_clocks_stand_beside_them():
    home = text(sit(Role.CLERK)[0].get("/"))
    assert "今天到期 0 11-25 周三" in home
    assert "本周到期 0 到 11-29 周日" in home


def test_a_handover_that_waits_is_listed_without_those_that_are_done():
    clerk, heir = factories.posting(Role.CLERK), factories.posting(Role.CLERK)
    factories.record("draft", clerk=clerk)
    postings_services.list_handover(clerk, heir, by=clerk, reason="调离")
    waiting = next(w for w in Worklist(heir).queues if w.queue.key == "handovers")
    assert (waiting.count, total_of(client_of(heir).get(waiting.url))) == (1, 1)
    assert total_of(client_of(clerk).get(waiting.url)) == 0
