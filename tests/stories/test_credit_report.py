"""A reader asks for a report from an archive, downloads and checks it; the record ends, and the check says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from credit_reports import tasks
from credit_reports.models import CreditReport
from intake.tasks import pull_intake
from records import services
from tests import factories
from tests.browser import mobile
from tests.stories.office import expect_gone, keep, press

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(三) 依法依规逐步公开部门失信记录",)
"""Rows of docs/clauses.md that this story walks."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def public(committed_db: str) -> Iterator[Any]:
    yield factories.publication(facts="道路养护项目拖欠工程结算款，逾期二百日仍未支付")
    connection.close()


def test_a_report_from_the_archive_to_its_end(
    page: Page, live_public: str, public: Any, tmp_path: Path
) -> None:
    whole_way(page, live_public, public, tmp_path)


@mobile
def test_a_report_from_the_archive_to_its_end_on_a_phone(
    page: Page, live_public: str, public: Any, tmp_path: Path
) -> None:
    whole_way(page, live_public, public, tmp_path)


def whole_way(page: Page, site: str, public: Any, folder: Path) -> None:
    body = public.fact.of_kind.department
    page.goto(f"{site}/departments/{body.credit_code}/")
    press(page.get_by_role("link", name="下载信用报告"))
    clean(page, "report-ask")
    press(page.get_by_role("button", name="生成信用报告"))
    expect(page.get_by_role("heading", level=1)).to_have_text("信用报告正在生成")
    waiting = page.url.partition("?")[0]
    page.goto(f"{waiting}?turn=60")  # which refreshes itself no more
    clean(page, "report-waiting")
    page.goto(waiting)
    pull_intake()
    tasks.make_report(str(CreditReport.objects.get().pk))  # as the worker, to whom it was handed
    expect(page.get_by_role("heading", level=1)).to_have_text("信用报告已经出具", timeout=20_000)
    clean(page, "report-made")
    files = {
        kind: taken(page, name, folder) for kind, name in (("pdf", "PDF"), ("json", "JSON（供程序读取）"))
    }
    assert files["pdf"].read_bytes().startswith(b"%PDF-")
    number = CreditReport.objects.get().number
    check(page, site, number)
    expect(page.get_by_role("status")).to_contain_text("有效。")
    clean(page, "report-valid")
    check_file(page, site, files["pdf"])
    expect(page.get_by_role("status")).to_contain_text("一字不差")
    services.end_publication(
        public, by=factories.posting(Role.DIRECTOR), ground="repaired", reason="已经修复"
    )
    check(page, site, number)
    expect(page.get_by_role("status")).to_contain_text("已失效（内容有变化）")
    expect(page.locator("main")).not_to_contain_text(body.name)
    clean(page, "report-ended")
    check_file(page, site, files["json"])
    expect(page.get_by_role("status")).to_contain_text("已失效（内容有变化）")
    expect_gone(page, f"{site}/reports/{number}.pdf")
    assert page.context.cookies() == []


def taken(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def check(page: Page, site: str, number: str) -> None:
    page.goto(f"{site}/report-check/")
    page.get_by_label("报告编号").fill(number.lower())
    press(page.get_by_role("button", name="核验", exact=True))


def check_file(page: Page, site: str, path: Path) -> None:
    page.goto(f"{site}/report-check/")
    page.get_by_label("报告文件").set_input_files(path)
    press(page.get_by_role("button", name="核验文件"))


def clean(page: Page, name: str) -> None:
    """See that the page fits the screen and that axe finds nothing; keep its picture where asked."""
    keep(page, name)
    found = Axe().run(page, options=RULES).response["violations"]
    faults = [(one["id"], one["nodes"][0]["target"], one["nodes"][0].get("failureSummary")) for one in found]
    assert faults == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
