"""From a workbook of a watch list to a blocked bidder: put in force by another, a name decided, a block told and released."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from commitments.screening.models import Hit, WatchVersion
from common.roles import Role
from exchange.importers.layouts import LAYOUTS
from exchange.workbooks import template_name
from tests import factories
from tests.browser import both_sizes
from tests.commitments import screens
from tests.commitments.makers import TODAY, days_ago
from tests.exchange.returns import imported, workbook
from tests.exchange.test_watch_lists import row
from tests.stories.office import keep, press, sit
from tests.stories.test_procurement_promise import act, fill

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("三(三) 招标投标信用信息平台：自动比对、自动拦截、自动监督",)
"""Rows of docs/clauses.md that this story walks."""
NAME = "模拟江海建设（集团）有限公司（演示）"
HEAD = ["投标人名称", "统一社会信用代码", "曾用名", "联合体"]


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    roles = {
        role: factories.posting(role) for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR)
    }
    screens.settle()
    code = screens.company_code()
    listed = row(credit_code=code, listed_on=days_ago(90))
    named = row(name=NAME, document_number="（2026）苏01执88号", listed_on=days_ago(60))
    head = [template_name(column) for column in LAYOUTS["court_list"].columns]
    batch = imported(
        workbook(listed, named, head=head, sheet="失信被执行人名单"),
        by=roles[Role.CLERK],
        kind="court_list",
        as_of=TODAY,
        source="模拟共享接口（演示）",
        extent="changes",
    )
    file = tmp_path / "投标人.xlsx"
    bidders = [
        ["模拟甲建设有限公司（演示）", code, "", "模拟联合体"],
        ["模拟 江海建设(集团)有限公司(演示)", screens.company_code(), "", "模拟联合体"],
        ["模拟丙建设有限公司（演示）", screens.company_code(), "", ""],
    ]
    file.write_bytes(workbook(*bidders, head=HEAD, sheet="投标人名单"))
    yield {"batch": batch, "bidders": file, **roles}
    connection.close()


@both_sizes
def test_bidders_are_compared_and_a_block_is_released_by_two_persons(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    in_force(page, live_office, scene)
    compared(page, live_office, scene)
    decided(page, live_office)
    released(page, live_office, scene)
    assert set(Hit.objects.values_list("status", flat=True)) == {"dismissed", "released"}


def in_force(page: Page, office: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.CLERK])
    page.goto(f"{office}/watch-lists/unchanged/")
    page.locator("[name=kind]").select_option("serious")
    fill(page, as_of=TODAY, source="模拟共享接口（演示）")
    press(page.get_by_role("button", name="登记", exact=True))
    sit(page, office, scene[Role.REVIEWER])
    page.goto(f"{office}/watch-lists/")
    expect(page.locator("#ages")).to_contain_text("名单过期，不能据此放行或拦截")
    for version in WatchVersion.objects.all():
        page.goto(f"{office}/watch-lists/{version.pk}/")
        if version.kind == "court":
            keep(page, "watch-version")
        press(page.get_by_role("button", name="启用"))
    page.goto(f"{office}/watch-lists/")
    expect(page.locator("#ages")).to_contain_text(f"有效到 {TODAY + timedelta(days=2)}")
    keep(page, "watch-lists")


def compared(page: Page, office: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.OFFICER])
    page.goto(f"{office}/screening/list/")
    page.locator("[name=step]").select_option("registration")
    fill(page, project_number="ZB-2026-0088", project_name="模拟河道整治工程（演示）")
    page.locator("[name=bidders]").set_input_files(scene["bidders"])
    keep(page, "screen-many")
    press(page.get_by_role("button", name="上传并比对"))
    for words in ("拦截", "待核", "没有命中"):
        expect(page.locator("#bodies")).to_contain_text(words)
    expect(page.locator("#lists")).to_contain_text("措施覆盖本环节")
    keep(page, "screening-check")
    page.goto(f"{office}/screening/")
    keep(page, "screening-checks")


def decided(page: Page, office: str) -> None:
    case = Hit.objects.get(status="waiting")
    page.goto(f"{office}/screening-hits/{case.pk}/")
    keep(page, "hit-waiting")
    fill(page, reason="统一社会信用代码不同，登记机关不同")
    press(page.get_by_role("button", name="不是同一主体"))
    expect(page.locator("main")).to_contain_text("已核实不是同一主体")


def released(page: Page, office: str, scene: dict[str, Any]) -> None:
    case = Hit.objects.get(status="blocking")
    address = f"{office}/screening-hits/{case.pk}/"
    page.goto(address)
    act(page, "登记告知投标人", told_on=TODAY, told_how="书面告知，签收回执")
    act(page, "登记投标人的异议", objection="执行案件已经履行完毕")
    page.get_by_role("link", name="提出解除…").click()
    page.locator("[name=ground]").select_option("document")
    fill(page, ground_document="模拟人民法院（2026）苏01执21号之一（演示）", reason="法院已决定删除失信信息")
    press(page.locator("form.form button.first"))
    keep(page, "hit-releasing")
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(address)
    act(page, "同意解除", reason="文书已核对")
    expect(page.locator("main")).to_contain_text("已解除")
    page.goto(f"{office}/screening-hits/")
    keep(page, "hits")
