"""Office pages of the nightly figures: the numbers in scope, the log of runs, running again."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from common.roles import Role
from supervision import aggregation
from supervision.models.runs import AggregationRun
from tests import factories
from tests.office import acts_of, queries, sit, text
from tests.sampling import sampled

pytestmark = pytest.mark.django_db


def failed(error: str = "核对“合计”未通过") -> AggregationRun:
    from django.utils import timezone

    return AggregationRun.objects.create(
        kind="nightly", day=timezone.localdate(), state="failed", error=error, finished_at=timezone.now()
    )


def test_without_a_run_the_pages_say_when_there_will_be_one():
    client, _ = sit(Role.OFFICER)
    for address in ("/figures/", "/figures/runs/", "/"):
        assert "每天 02:00" in text(client.get(address))


def test_the_figures_are_those_of_the_scope():
    factories.record("confirmed", department=factories.department("320100"))
    factories.record("confirmed", department=factories.department("320500"))
    aggregation.run()
    province, _ = sit(Role.OFFICER)
    shown = text(province.get("/figures/"))
    assert "南京市 1" in shown
    assert "苏州市 1" in shown
    city, _ = sit(Role.OFFICER, "320100")
    inside = text(city.get("/figures/?region=320500&year=abc"))
    assert "苏州市" not in inside
    assert "南京市统计" in inside


def many() -> None:
    """Records of two cities, two years and several states, an official's among them."""
    for code, status, day in [
        ("320100", "confirmed", date(2026, 3, 2)),
        ("320102", "confirmed", date(2025, 12, 31)),
        ("320100", "void", date(2026, 3, 2)),
        ("320500", "draft", date(2026, 1, 1)),
        ("320500", "confirmed", date(2026, 1, 1)),
    ]:
        factories.record(status, department=factories.department(code), decided_on=day, effective_on=day)
    factories.record(
        "confirmed", official=factories.official(factories.department("320100")), department=None
    )
    aggregation.run()


@pytest.mark.parametrize("year", sampled(["", "2026", "2025"], {"2026"}))
@pytest.mark.parametrize(
    ("role", "scope"), [(Role.OFFICER, "320000"), (Role.REVIEWER, "320100"), (Role.AUDITOR, "320000")]
)
def test_each_figure_leads_to_exactly_the_list_that_it_counts(role, scope, year):
    many()
    client, _ = sit(role, scope)
    page = client.get(f"/figures/?year={year}").content.decode()
    links = re.findall(r'<a href="(/records/[^"]+)">([\d,]+)</a>', page)
    assert len(links) >= 3
    for address, number in links:
        assert list_total(client, unescape(address)) == int(number), address


def list_total(client, address: str) -> int:
    return client.get(address).context["frame"].total


def test_what_is_void_or_not_yet_decided_is_in_no_chart():
    many()
    client, _ = sit(Role.OFFICER)
    tables = client.get("/figures/").context["tables"]
    assert [sum(line.count.records for line in lines) for _, lines in tables] == [3, 3, 3]
    places = {place.name: place for place, _ in client.get("/figures/").context["places"]}
    assert places["苏州市"].total.records == 2
    assert [count.records for count in places["南京市"].counts if count.records] == [2, 1]


def test_a_posting_for_a_domain_is_led_to_its_list_of_the_province_only():
    many()
    client, _ = sit(Role.REVIEWER, None, domain="procurement")
    answer = client.get("/figures/")
    for _, lines in answer.context["tables"]:
        for line in lines:
            assert list_total(client, line.count.url) == line.count.records
    assert not any(place.total.url for place, _ in answer.context["places"])


def test_the_last_run_stands_on_the_home_page():
    factories.record("confirmed")
    aggregation.run()
    client, _ = sit(Role.DIRECTOR)
    assert "已认定 1" in text(client.get("/"))


def test_a_failure_shows_with_its_reason_while_yesterdays_figures_stay():
    factories.record("confirmed")
    aggregation.run()
    failed()
    client, _ = sit(Role.DIRECTOR)
    for address in ("/", "/figures/", "/figures/runs/"):
        assert "核对“合计”未通过" in text(client.get(address))
    assert "已认定 1" in text(client.get("/"))


def test_the_office_runs_the_figures_again_on_the_trail():
    factories.record("draft")
    client, _ = sit(Role.OFFICER)
    answer = client.post("/figures/runs/again/", follow=True)
    made = AggregationRun.objects.current()
    assert made is not None
    assert acts_of(made) == ["rerun"]
    assert "已重新统计：1 条入库记录" in text(answer)
    assert client.get("/figures/runs/again/").status_code == 405


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.SECRECY, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_nobody_else_runs_them_again(role):
    client, _ = sit(role, None if role == Role.SYSTEM_ADMIN else "320000")
    assert client.post("/figures/runs/again/").status_code == 403
    assert not AggregationRun.objects.exists()


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.REPRESENTATIVE, Role.FINDING_BODY, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN]
)
def test_the_log_is_for_the_office_and_the_auditor(role):
    client, _ = sit(role, None if "admin" in role else "320000")
    assert client.get("/figures/runs/").status_code == 403


def test_more_runs_ask_no_more_questions():
    client, _ = sit(Role.AUDITOR)
    for _ in range(3):
        failed()
    few = queries(client, "/figures/runs/")
    for _ in range(20):
        failed()
    assert queries(client, "/figures/runs/") == few
