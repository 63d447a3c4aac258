"""An honour brings an incentive: registered, decided by another, counted, and gone with the honour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.models import RuleValue
from common.roles import Role
from discipline.models import Incentive
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(四) 守信激励",)
"""Rows of docs/clauses.md that this story walks."""
STATE = "h1 + .facts"


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    settled = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(kind="incentive").update(**settled)
    body = factories.department("320102", name="模拟区行政审批局（演示）")
    honour = factories.commendation("confirmed", department=body)
    roles = {role: factories.posting(role) for role in (Role.OFFICER, Role.DIRECTOR)}
    yield {"honour": honour, "side": factories.posting(Role.REPRESENTATIVE, None, unit=body), **roles}
    connection.close()


@both_sizes
def test_an_incentive_is_decided_for_an_honour_and_goes_with_it(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    honour = f"{live_office}/commendations/{scene['honour'].pk}/"
    address = register(page, live_office, honour, scene)
    decide(page, live_office, address, scene)
    sit(page, live_office, scene["side"])
    page.goto(address)
    expect(page.locator(STATE)).to_contain_text("执行中")
    keep(page, "incentive-department")
    withdraw(page, live_office, honour, scene)
    page.goto(address)
    expect(page.locator(STATE)).to_contain_text("已撤销")
    expect(page.locator("main")).to_contain_text("所依据的荣誉已撤销")
    keep(page, "incentive-revoked")
    page.goto(f"{live_office}/incentives/?status=revoked")
    expect(page.get_by_role("heading", name="1 件")).to_be_visible()
    keep(page, "incentive-list")
    assert Incentive.objects.get().status == "revoked"


def register(page: Page, office: str, honour: str, scene: dict[str, Any]) -> str:
    sit(page, office, scene[Role.OFFICER])
    page.goto(f"{honour}?tab=incentives")
    keep(page, "incentive-tab")
    page.get_by_role("link", name="登记守信激励").click()
    page.locator("[name=measure]").select_option("priority_award")
    page.locator("[name=reason]").fill("三年间合同款项全部按期支付")
    keep(page, "incentive-register")
    press(page.get_by_role("button", name="登记", exact=True))
    return page.url


def decide(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(address)
    page.get_by_role("link", name="登记激励决定…").click()
    today = timezone.localdate()
    said = {
        "body_name": "模拟市文明办（演示）",
        "document_number": "模拟激〔2026〕1号",
        "decided_on": f"{today}",
        "starts_on": f"{today}",
        "until": f"{today + timedelta(days=90)}",
        "reason": "同意",
    }
    for name, words in said.items():
        page.locator(f"form.form [name={name}]").fill(words)
    keep(page, "incentive-decide")
    press(page.locator("form.form button.first"))
    expect(page.locator(STATE)).to_contain_text("执行中")
    page.goto(f"{office}/incentives/?status=running")
    expect(page.get_by_role("heading", name="1 件")).to_be_visible()


def withdraw(page: Page, office: str, honour: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(honour)
    page.locator(".decide").get_by_role("link", name="撤销").first.click()
    said = {
        "body": "模拟市文明办（演示）",
        "number": "模拟撤〔2026〕1号",
        "dated_on": f"{timezone.localdate()}",
    }
    for name, words in said.items():
        page.locator(f"form.form [name=source_{name}]").fill(words)
    page.locator("form.form [name=reason]").fill("荣誉被授予机关撤销")
    keep(page, "commendation-withdraw")
    press(page.locator("form.form button.first"))
