"""A measure out of the catalogue, told, answered and decided; then a list of candidates is checked against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.roles import Role
from discipline.models import Measure
from tests import factories
from tests.browser import both_sizes
from tests.discipline.measuring import confirmed_before
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(四) 依规取消参加各类荣誉评选资格等惩戒措施", "二(四) 候选单位的荣誉资格核查")
"""Rows of docs/clauses.md that this story walks."""
BODY = "模拟市文明建设指导委员会（演示）"


def day(number: int) -> str:
    return f"{timezone.localdate() + timedelta(days=number):%Y-%m-%d}"


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区水务局（演示）")
    record = factories.record("confirmed", department=body)
    confirmed_before(record)
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    clear = factories.department("320102", name="模拟区档案馆（演示）")
    book = openpyxl.Workbook()
    for row in (
        ("单位名称", "统一社会信用代码"),
        (body.name, body.credit_code),
        (clear.name, clear.credit_code),
    ):
        book.active.append(row)
    book.save(tmp_path / "候选单位.xlsx")
    roles = {role: factories.posting(role) for role in (Role.OFFICER, Role.DIRECTOR)}
    yield {"record": record, "side": side, "file": tmp_path / "候选单位.xlsx", **roles}
    connection.close()


@both_sizes
def test_a_department_is_heard_before_it_is_barred_and_the_awarding_body_gets_a_numbered_answer(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    sit(page, live_office, scene[Role.OFFICER])
    page.goto(f"{live_office}/measures/catalogue/")
    keep(page, "measure-catalogue")
    address = register(page, live_office, scene)
    decide(page, live_office, address, scene)
    check(page, live_office, scene)
    assert Measure.objects.get().status == "running"


def register(page: Page, office: str, scene: dict[str, Any]) -> str:
    page.goto(f"{office}/records/{scene['record'].record_no}/?tab=measures")
    keep(page, "measure-tab")
    page.get_by_role("link", name="登记惩戒措施").click()
    page.get_by_label("措施").select_option("honours")
    page.get_by_label("拟实施的理由").fill("逾期支付账款，造成较大影响")
    keep(page, "measure-register")
    press(page.get_by_role("button", name="登记", exact=True))
    address = page.url
    page.get_by_role("link", name="按目录转送实施机关…").click()
    page.locator("[name=body_name]").fill(BODY)
    press(page.locator("form.form button.first"))
    page.get_by_role("link", name="登记拟惩戒的告知…").click()
    page.get_by_label("告知送达日期").fill(day(-2))
    page.get_by_label("送达方式与凭证").fill("直接送达，签收回执")
    press(page.locator("form.form button.first"))
    expect(page.locator("h1 + .facts")).to_contain_text("陈述申辩")
    keep(page, "measure-hearing")
    return address


def decide(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene["side"])
    page.goto(address)
    page.get_by_role("link", name="陈述申辩…").click()
    page.get_by_label("陈述申辩意见").fill("款项已列入本月支付计划。")
    press(page.locator("form.form button.first"))
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(address)
    page.get_by_role("link", name="登记惩戒决定…").click()
    page.get_by_label("惩戒决定文号").fill("模拟惩〔2026〕1号")
    for name, number in {"decided_on": 0, "served_on": 0, "starts_on": 0, "until": 30}.items():
        page.locator(f"[name={name}]").fill(day(number))
    page.get_by_label("送达方式与凭证").fill("直接送达")
    page.locator("[name=reason]").fill("理由不成立")
    keep(page, "measure-decision")
    press(page.locator("form.form button.first"))
    expect(page.locator("h1 + .facts")).to_contain_text("执行中")
    keep(page, "measure-running")
    page.goto(f"{office}/measures/")
    keep(page, "measures")


def check(page: Page, office: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.OFFICER])
    page.goto(f"{office}/honours/")
    page.get_by_role("link", name="核查名单").click()
    given = {"award": "诚信示范单位（演示）", "awarding_body": BODY, "request": "模拟函〔2026〕1号"}
    for name, text in {**given, "cutoff_on": day(0)}.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=file]").set_input_files(scene["file"])
    keep(page, "honours-upload")
    press(page.get_by_role("button", name="上传并预览"))
    expect(page.locator(".note")).to_contain_text("读到 2 行")
    keep(page, "honours-preview")
    press(page.get_by_role("button", name="答复", exact=True))
    expect(page.locator("h1 + .facts")).to_contain_text("已答复")
    expect(page.get_by_text("受限", exact=True).first).to_be_visible()
    keep(page, "honours-answered")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="核查报告 .xlsx").click()
    assert fetched.value.suggested_filename.endswith(".xlsx")
    page.goto(f"{office}/honours/")
    keep(page, "honours")
