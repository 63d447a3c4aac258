"""The main job: a quarterly return becomes drafts, a reviewed record, a public page and last night's statistics."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.models import Transition
from common.roles import Role
from integrity_portal.celery import app
from postings.models import Posting
from records.models import DishonestyRecord, Publication
from tests import factories
from tests.patience import wait_for
from tests.stories.office import expect_gone, log_in, press

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(三) 依法依规逐步公开部门失信记录",)
"""Rows of docs/clauses.md that this story walks."""

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "integrity_portal" / "demo"
TOUR = os.environ.get("TOUR")
"""A folder to keep the pictures of the README's tour in."""

DOCUMENT = "（2026）苏01行终4号"
AS_OF = date(2026, 11, 23)


@pytest.fixture
def officers(committed_db: str) -> Iterator[dict[str, Posting]]:
    """One person a role over the whole province, and the demo roster."""
    call_command("import_workbook", "departments", str(DEMO / "departments.xlsx"))
    roles = (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.SECRECY, Role.DIRECTOR)
    yield {role: factories.posting(role) for role in roles}
    connection.close()


class Desk:
    """The office in a browser, one person at a time."""

    def __init__(self, page: Page, address: str, officers: dict[str, Posting]) -> None:
        self.page, self.address, self.officers = page, address, officers

    def sit(self, role: Role) -> None:
        log_in(self.page, self.address, self.officers[role].user.username)
        expect(self.page.get_by_role("heading", name="等我处理")).to_be_visible()

    def keep(self, name: str) -> None:
        if TOUR:
            self.page.wait_for_load_state()
            self.page.set_viewport_size(
                {"width": 1200, "height": 660}
            )  # the manual's pictures stay below 150 kB
            self.page.evaluate("window.scrollTo(0, 0)")
            self.page.screenshot(path=Path(TOUR) / f"{name}.png")

    def act(self, button: str, reason: str = "") -> None:
        """Do an act of the decision bar, on its own page where it has one."""
        bar = self.page.locator(".decide")
        if reason:
            bar.get_by_label("办理意见").fill(reason)
        press(bar.get_by_role("button", name=button, exact=True))

    def open_record(self) -> None:
        self.page.goto(f"{self.address}/records/?q={DOCUMENT}")
        self.page.locator("table.list").get_by_role("link", name=DOCUMENT).first.click()


def test_a_return_goes_all_the_way(
    page: Page, live_office: str, live_public: str, worker: None, officers: dict[str, Posting]
) -> None:
    desk = Desk(page, live_office, officers)
    upload_the_return(desk)
    submit_a_draft(desk)
    review_it(desk)
    public_id = publish_it(desk)
    read_it_in_public(page, live_public, public_id)
    see_it_in_the_statistics(desk, live_public)
    end_it(desk, live_public, public_id)


def upload_the_return(desk: Desk) -> None:
    desk.sit(Role.CLERK)
    page = desk.page
    page.goto(f"{desk.address}/imports/new/")
    page.locator("[name=file]").set_input_files(DEMO / "dishonesty_records.xlsx")
    press(page.get_by_role("button", name="上传并预览"))
    expect(page.locator("#preview")).to_contain_text("统一社会信用代码")
    press(page.get_by_role("button", name="确认，开始导入"))
    expect(page.locator("h1 + .facts")).to_contain_text("已完成")
    shown = re.sub(r"\s+", " ", page.locator(".figures").inner_text())
    for label, number in (("读取", 400), ("入库", 309), ("重复", 8), ("退回", 83)):
        assert f"{label} {number}" in shown
    desk.keep("import")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载退回的行").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def submit_a_draft(desk: Desk) -> None:
    desk.open_record()
    desk.act("提交复核")
    expect(desk.page.locator("h1 + .facts")).to_contain_text("待复核")


def review_it(desk: Desk) -> None:
    desk.sit(Role.REVIEWER)
    desk.keep("my-work")
    desk.open_record()
    desk.keep("review")
    desk.act("复核通过", "与判决书一致")
    desk.page.locator(".decide").get_by_role("link", name="免于告知").click()
    desk.page.get_by_label("理由").fill("诉讼程序中已充分陈述申辩")
    press(desk.page.get_by_role("button", name="确认免于告知"))
    desk.act("认定", "判决已生效，事实清楚")
    expect(desk.page.locator("h1 + .facts")).to_contain_text("已认定")


def publish_it(desk: Desk) -> str:
    page = desk.page
    desk.sit(Role.OFFICER)
    desk.open_record()
    page.get_by_role("link", name="拟予公示").click()
    desk.keep("propose")
    press(page.get_by_role("button", name="送公开审查"))
    case = page.url
    desk.sit(Role.SECRECY)
    page.goto(case)
    for item in page.get_by_role("group").filter(has=page.get_by_label("无", exact=True)).all():
        item.get_by_label("无", exact=True).check()
    press(page.get_by_role("button", name="签署审查表"))
    desk.sit(Role.DIRECTOR)
    page.goto(case)
    desk.keep("publish")
    page.locator(".decide").get_by_role("link", name="公示", exact=False).first.click()
    press(page.get_by_role("button", name="确认公示"))
    expect(page.locator("h1 + .facts")).to_contain_text("公示中")
    act = Publication.objects.get()
    persons = {act.entered_by_id, act.reviewed_by_id, act.published_by_id}
    assert len(persons) == 3
    acts = list(Transition.objects.filter(object_id=act.fact_id).values_list("act", flat=True))
    assert acts == ["enter", "submit", "pass_review", "waive", "confirm"]
    return str(act.public_id)


def read_it_in_public(page: Page, address: str, public_id: str) -> None:
    page.context.clear_cookies()
    page.goto(address)
    page.locator("[name=q]").first.fill("虚报")
    press(page.get_by_role("button", name="查询").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 条")
    page.locator(".rows a").first.click()
    assert public_id in page.url
    expect(page.locator("main")).to_contain_text(DOCUMENT)
    expect(page.locator("main")).to_contain_text("南京市玄武区玄武门街道模拟办事处（演示）")
    assert page.context.cookies() == []


def see_it_in_the_statistics(desk: Desk, address: str) -> None:
    """The nightly job, run by the worker, counts it for Nanjing."""
    figures = app.send_task("supervision.tasks.aggregate")
    wait_for(figures.ready, "the figures")
    figures.get()
    desk.page.goto(f"{address}/statistics/")
    row = desk.page.locator("#places tr", has_text="南京市")
    expect(row).to_contain_text("1")
    total = DishonestyRecord.objects.count()
    desk.sit(Role.DIRECTOR)
    desk.page.goto(f"{desk.address}/figures/runs/")
    expect(desk.page.locator("tbody tr").first).to_contain_text(str(total))


def end_it(desk: Desk, address: str, public_id: str) -> None:
    page = desk.page
    record = Publication.objects.get().fact
    page.goto(f"{desk.address}/records/{record.number}/")
    page.locator(".decide").get_by_role("link", name="撤销记录").click()
    page.get_by_label("作出文书的机关").fill("模拟高级人民法院（演示）")
    page.get_by_label("文书号").fill("（2026）苏行再9号")
    page.get_by_label("文书日期").fill(f"{timezone.localdate():%Y-%m-%d}")
    page.get_by_label("理由").fill("再审改判")
    press(page.get_by_role("button", name="确认撤销记录"))
    expect_gone(page, f"{address}/r/{public_id}/")
    assert DOCUMENT not in page.content()
    page.goto(f"{address}/records/?q=虚报")
    expect(page.get_by_role("heading", level=1)).to_contain_text("0 条")
