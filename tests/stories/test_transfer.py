"""A principal's matter is handed to the organ that may decide; the office decides nothing and names nobody in the department's file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from discipline.models import Transfer
from tests import factories
from tests.browser import both_sizes
from tests.discipline.measuring import days_ago
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(四) 对主要负责人依法依规追究责任",)
"""Rows of docs/clauses.md that this story walks."""
STATE = "h1 + .facts"


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区交通运输局（演示）")
    roles = {role: factories.posting(role) for role in (Role.OFFICER, Role.DIRECTOR)}
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    yield {"record": factories.record("confirmed", department=body), "side": side, **roles}
    connection.close()


@both_sizes
def test_a_matter_is_handed_over_and_its_answer_is_all_that_the_department_reads(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    record = f"{live_office}/records/{scene['record'].record_no}/?tab=transfers"
    sit(page, live_office, scene[Role.OFFICER])
    page.goto(record)
    page.get_by_role("link", name="登记追责移送").click()
    fill(page, post="局长", acted_on=days_ago(300), held_from=days_ago(900), reason="拒不履行，造成严重影响")
    keep(page, "transfer-register")
    press(page.get_by_role("button", name="登记", exact=True))
    address = page.url
    hand_over(page, live_office, address, scene)
    see(page, live_office, record, scene, "已移送")
    sit(page, live_office, scene[Role.OFFICER])
    page.goto(address)
    page.get_by_role("link", name="登记答复…").click()
    fill(page, document="模拟市监察委员会 模拟复〔2026〕2号", answered_on=days_ago(0))
    press(page.locator("form.form button.first"))
    expect(page.locator(STATE)).to_contain_text("已办结")
    keep(page, "transfer-answered")
    see(page, live_office, record, scene, "已办结")
    assert Transfer.objects.get().status == "answered"


def fill(page: Page, **fields: object) -> None:
    for name, words in fields.items():
        page.locator(f"form.form [name={name}]").fill(str(words))


def hand_over(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(address)
    page.locator(".decide").get_by_role("link", name="移送…").first.click()
    fill(page, body_name="模拟市监察委员会（演示）", letter_number="模拟移〔2026〕1号", sent_on=days_ago(0))
    fill(page, reason="造成严重影响")
    keep(page, "transfer-send")
    press(page.locator("form.form button.first"))
    expect(page.locator(STATE)).to_contain_text("已移送")


def see(page: Page, office: str, record: str, scene: dict[str, Any], word: str) -> None:
    """The department reads that it was handed over, or is done: no post, no organ, no page of its own."""
    sit(page, office, scene["side"])
    page.goto(record)
    expect(page.locator("main")).to_contain_text(word)
    expect(page.locator("main")).not_to_contain_text("局长")
    keep(page, f"transfer-department-{word}")
    answer = page.goto(f"{office}/transfers/{Transfer.objects.get().pk}/")
    assert answer is not None
    assert answer.status in {403, 404}
