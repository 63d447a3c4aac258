"""Guides from the dated rules, words explained, the map of the site, and what a reader meets where nothing is shown."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import OperationalError
from django.test import override_settings
from django.utils import timezone

from common.models import RuleValue
from common.roles import Role
from disclosure import figures, middleware
from disclosure.open.models import OpenRule
from disclosure.store.check import differences
from disclosure.views import guides
from postings import services as postings
from records import services
from tests import factories
from tests.disclosure.rows import another, standing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def state_is_read_each_time(monkeypatch):
    monkeypatch.setattr(middleware, "STATE_SECONDS", -1)


def text(answer):
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_guides_name_the_periods_of_the_rules_in_force(read):
    about = text(read("/about/"))
    assert '<th scope="row">一般</th> <td>3 个月</td> <td>1 年</td>' in about
    assert '<th scope="row">严重</th> <td>1 年</td> <td>3 年</td>' in about
    assert '最长 1 年<span class="muted small">（待核实）</span>；守信表彰' in about
    repair = text(read("/repair/"))
    assert '<th scope="row">轻微</th> <td>履行完毕即可</td> <td>3 个月</td>' in repair
    assert '10 个工作日<span class="muted small">（待核实）</span>' in repair
    rights = text(read("/rights/"))
    assert '7 个工作日<span class="muted small">（待核实）</span>内答复' in rights
    assert "六十日内向复议机关申请行政复议" in rights


def test_a_period_that_a_director_confirms_is_settled_on_the_page_in_the_same_act(read):
    doubtful = text(read("/repair/")).count("（待核实）")
    line = RuleValue.objects.get(kind="repair_clock", key="accept")
    postings.settle_rule(line, by=factories.posting(Role.DIRECTOR), reason="与来文一致")
    assert text(read("/repair/")).count("（待核实）") == doubtful - 1


def test_a_new_period_is_read_in_public_from_its_day_on(read, set_today):
    proposal = postings.propose_rule(
        by=factories.posting(Role.OFFICER),
        kind="repair_clock",
        key="accept",
        value=4,
        unit="working_day",
        effective_from=TODAY + timedelta(days=1),
        basis="模拟信用办通知",
        document_number="模拟信用办〔2026〕9号",
    )
    postings.confirm_rule(proposal, by=factories.posting(Role.DIRECTOR), reason="文件已发")
    assert "收到申请后 3 个工作日" in text(read("/repair/"))
    set_today(TODAY + timedelta(days=1))
    assert {(one.table, one.fault) for one in differences()} >= {("rule", "differs")}


def test_no_rule_that_no_guide_names_stands_in_public(as_public):
    with as_public():
        kinds = set(OpenRule.objects.values_list("kind", flat=True))
    assert kinds == {
        *("publicity", "statement", "withdrawal", "objection", "objection_remedy", "repair_clock"),
        "note_clock",
    }


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [(3, "month", "3 个月"), (24, "month", "2 年"), (5, "working_day", "5 个工作日"), (1, "year", "1 年")],
)
def test_a_period_is_said_in_whole_years_where_it_is_some(number, unit, words):
    assert OpenRule(least=0, most=number, unit=unit).length == words
    assert OpenRule(least=0, most=number, unit=unit).shortest == ""


def test_the_glossary_explains_each_word_once_and_leads_to_its_page(read):
    page = text(read("/glossary/"))
    words = [term.word for term in guides.TERMS]
    assert len(words) == len(set(words))
    assert all(f'<dt id="{term.key}">{term.word}</dt>' in page for term in guides.TERMS)
    for address in set(re.findall(r'<dd>[^<]*<a href="([^"]+)"', page)):
        assert read(address).status_code == 200


def mapped(read, address="/sitemap.xml"):
    answer = read(address)
    assert answer["Content-Type"].startswith("application/xml")
    found = []
    for line in ElementTree.fromstring(answer.content).iter(f"{MAP}loc"):
        path = line.text.removeprefix("http://testserver")
        found += mapped(read, path) if path.startswith("/sitemaps/") else [path]
    return found


def test_the_map_leads_to_every_page_and_to_what_stands_in_public_alone(read, monkeypatch):
    monkeypatch.setattr(guides, "A_MAP", 3)
    made = standing()
    stand = {made.public_id, *(another(made, number) for number in range(6))}
    found = mapped(read)
    assert len(found) == len(set(found))
    assert {path for path in found if path.startswith("/r/")} == {f"/r/{one}/" for one in stand}
    body = made.fact.of_kind.department
    assert f"/departments/{body.credit_code}/" in found
    fixed = [path for path in found if not path.startswith(("/r/", "/departments/1"))]
    assert {read(path).status_code for path in fixed if path not in {"/objection/", "/follow/"}} == {200}
    services.suspend(made, by=factories.posting(Role.DIRECTOR), reason="依法办理")
    assert f"/r/{made.public_id}/" not in mapped(read)


@pytest.mark.parametrize("part", ["records-2", "records-0", "records-9999", "people-1", "departments-400"])
def test_a_part_of_the_map_that_would_be_empty_is_none(read, part):
    standing()
    assert read(f"/sitemaps/{part}.xml").status_code == 404


def test_crawlers_are_led_to_the_map_and_away_from_questions(read):
    with override_settings(PORTAL_DEMO=False):
        told = read("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in told
    assert "Disallow: /records/?" in told
    assert "Disallow: /\n" not in told


def test_a_database_out_of_reach_is_said_to_be_passing(read, monkeypatch):
    def fail():
        raise OperationalError("connection to server at 10.0.0.9 failed")

    monkeypatch.setattr(figures, "figures", fail)
    answer = read("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert "10.0.0.9" not in answer.content.decode()
