"""A rule changes: the officer proposes a longer period, the director sees what it does and confirms it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.roles import Role
from common.rule_values import rule
from exchange.services.duties import open_duties
from postings.models import Posting
from postings.services import clock_posting
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import Office, press

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def people(committed_db: str) -> Iterator[dict[Role, Posting]]:
    yield {role: factories.posting(role) for role in (Role.OFFICER, Role.DIRECTOR)}
    connection.close()


@both_sizes
def test_a_rule_is_proposed_previewed_and_confirmed(
    page: Page, live_office: str, people: dict[Role, Posting]
) -> None:
    factories.publication()
    open_duties(TODAY, by=clock_posting())
    office = Office(page, live_office)
    propose(office, people[Role.OFFICER])
    confirm(office, people[Role.DIRECTOR])
    assert rule("publicity", "ordinary", TODAY).value["max_months"] == 12
    assert rule("publicity", "ordinary", TOMORROW).value["max_months"] == 6
    see_the_late_list(office)


def propose(office: Office, officer: Posting) -> None:
    office.sit(officer)
    page = office.open("/rules/")
    expect(page.get_by_text("尚待核实").first).to_be_visible()
    office.keep("rules")
    folded = page.locator("#publicity summary")
    if folded.is_visible():
        folded.click()
    page.get_by_role("link", name="公示期·一般").click()
    office.keep("rule")
    page.get_by_role("link", name="提出修订").click()
    page.get_by_label("最长（月）").fill("6")
    page.get_by_label("自哪天起施行").fill(str(TOMORROW))
    page.get_by_label("依据").fill("省信用办试点通知")
    page.get_by_label("文号").fill("苏信用办〔2026〕9号")
    page.get_by_label("修订理由").fill("缩短一般失信的公示期")
    office.keep("rule-propose")
    press(page.get_by_role("button", name="提出修订"))
    expect(page.get_by_text("正在公示：1 项")).to_be_visible()
    office.keep("rule-proposal")


def confirm(office: Office, director: Posting) -> None:
    office.sit(director)
    page = office.page
    page.get_by_role("link", name="规则修订 公示期·一般", exact=False).first.click()
    page.get_by_role("link", name="确认规则").click()
    expect(page.get_by_text("提前").first).to_be_visible()
    page.get_by_label("理由").fill("文件已发")
    office.keep("rule-confirm")
    press(page.get_by_role("button", name="确认规则"))
    expect(page.get_by_text("已确认").first).to_be_visible()


def see_the_late_list(office: Office) -> None:
    page = office.open("/imports/duties/")
    office.keep("duties")
    page.locator("tbody a").first.click()
    expect(page.get_by_role("button", name="催报")).to_be_visible()
    office.keep("duty")
