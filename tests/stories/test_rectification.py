"""A department with a record explains and mends: registered, ordered, explained, reported, accepted by another unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.roles import Role
from discipline.models import Rectification
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(四) 书面说明原因并限期整改",)
"""Rows of docs/clauses.md that this story walks."""


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区水务局（演示）")
    record = factories.record("confirmed", department=body)
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    roles = {role: factories.posting(role) for role in (Role.OFFICER, Role.DIRECTOR)}
    yield {"record": record, "side": side, **roles}
    connection.close()


@both_sizes
def test_a_department_explains_and_mends_until_another_unit_accepts(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    sit(page, live_office, scene[Role.OFFICER])
    page.goto(f"{live_office}/records/{scene['record'].record_no}/?tab=rectifications")
    keep(page, "rectification-tab")
    page.get_by_role("link", name="登记限期整改").click()
    keep(page, "rectification-register")
    press(page.get_by_role("button", name="登记", exact=True))
    expect(page.locator("h1 + .facts")).to_contain_text("待转送")
    address = page.url
    route(page, live_office, address, scene)
    order(page, live_office, address, scene)
    answer(page, live_office, scene)
    accept(page, live_office, address, scene)
    assert Rectification.objects.get().status == "done"


def route(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    """The table names two bodies at this level: the director chooses one, with a reason."""
    sit(page, office, scene[Role.DIRECTOR])
    page.get_by_role("link", name="整改待转送").first.click()
    page.goto(address)
    keep(page, "rectification-routing")
    page.get_by_role("link", name="指定责令机关…").click()
    keep(page, "rectification-choose")
    page.get_by_label("责令机关").fill("模拟区人民政府（演示）")
    page.get_by_label("理由").fill("由本级人民政府责令，没有上级主管部门")
    press(page.locator("form.form button.first"))
    expect(page.locator("h1 + .facts")).to_contain_text("待责令")


def order(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.OFFICER])
    page.goto(address)
    page.get_by_role("link", name="加一项整改事项…").click()
    page.get_by_label("整改事项").fill("付清拖欠的工程款")
    page.get_by_label("责任单位").fill("模拟区水务局（演示）")
    press(page.locator("form.form button.first"))
    page.get_by_role("link", name="登记整改通知书…").click()
    page.get_by_label("整改通知书文号").fill("模拟政督〔2026〕1号")
    for label in ("通知书日期", "送达日期"):
        page.get_by_label(label).fill(f"{timezone.localdate():%Y-%m-%d}")
    page.get_by_label("送达方式与凭证").fill("直接送达，签收回执")
    keep(page, "rectification-order")
    press(page.locator("form.form button.first"))
    expect(page.locator("h1 + .facts")).to_contain_text("整改中")
    keep(page, "rectification-running")


def answer(page: Page, office: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene["side"])
    keep(page, "rectification-home")
    page.get_by_role("link", name="待书面说明原因").first.click()
    page.get_by_role("link", name="ZG-", exact=False).first.click()
    page.get_by_role("link", name="书面说明原因…").click()
    page.get_by_label("书面说明").fill("当年预算没有安排，资金已经追加。")
    press(page.locator("form.form button.first"))
    page.get_by_role("link", name="报告进展…").click()
    page.get_by_label("进展").fill("款项已全部支付，凭证附后。")
    press(page.locator("form.form button.first"))
    keep(page, "rectification-answered")
    press(page.get_by_role("button", name="报请验收"))
    expect(page.locator("h1 + .facts")).to_contain_text("待验收")


def accept(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.OFFICER])
    page.goto(address)
    page.get_by_role("link", name="登记验收结论…").click()
    page.get_by_label("验收单位").fill("模拟区审计局（演示）")
    page.get_by_label("验收文书").fill("模拟审验〔2026〕3号，2026-11-20")
    page.locator("[name=finding_1]").select_option("passed")
    keep(page, "rectification-accept")
    press(page.locator("form.form button.first"))
    expect(page.locator("h1 + .facts")).to_contain_text("已完成")
    keep(page, "rectification-done")
