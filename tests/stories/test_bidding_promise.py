"""A tender from its workbook: least times, what is known of its agency, the broken promise verified, a penalty makes the draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from commitments.models import Breach
from common.roles import Role
from tests import factories
from tests.browser import both_sizes
from tests.commitments.makers import PDF, TODAY, days_ago
from tests.commitments.test_import import head, row
from tests.exchange.returns import imported, workbook
from tests.stories.office import keep, press, sit
from tests.stories.test_procurement_promise import STATE, confirmed, drafted, fill, registered, verified

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = (
    "三(三) 信用承诺和信用查询制度",
    "三(三) 处理和惩戒行政监督部门及其工作人员的失信行为",
    "三(三) 推广应用第三方信用报告",
)
"""Rows of docs/clauses.md that this story walks."""


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区水利局（演示）")
    (tmp_path / "处罚决定书.pdf").write_bytes(PDF)
    roles = {
        role: factories.posting(role) for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR)
    }
    given = {
        "issued_on": days_ago(240),
        "bid_until": days_ago(225),
        "awarded_on": days_ago(215),
        "signed_on": days_ago(200),
        "agreed_on": days_ago(60),
        "agency_scored_on": days_ago(190),
        "pledge_text": "承诺不围标串标，如有违反自愿退出（示例）",
        "pledged_on": days_ago(226),
        "queried_on": days_ago(225),
        "query_result": "没有名单记录",
        "queried_by": "招标科（示例）",
        "report_agency": "模拟信用评价有限公司（演示）",
        "report_grade": "AA",
        "report_on": days_ago(300),
        "report_until": days_ago(10),
        "report_used_on": days_ago(224),
        "supervisor_conduct": "模拟监察建议〔2026〕2号（演示）",
        "supervisor_found_on": days_ago(100),
    }
    batch = imported(
        workbook(row("bidding", body, **given), head=head("bidding"), sheet="招标投标承诺"),
        by=roles[Role.CLERK],
        kind="bidding",
        as_of=TODAY,
    )
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    yield {"batch": batch, "file": tmp_path / "处罚决定书.pdf", "side": side, **roles}
    connection.close()


@both_sizes
def test_a_tender_is_looked_at_and_its_broken_promise_verified(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    case = registered(page, live_office, scene)
    expect(page.locator("#held")).to_contain_text("少于规定")
    expect(page.locator(STATE)).to_contain_text("逾期未兑现")
    for words in ("投标人信用承诺", "没有名单记录", "第三方信用报告有效期至", "模拟监察建议"):
        expect(page.locator("main")).to_contain_text(words)
    keep(page, "tender")
    sit(page, live_office, scene["side"])
    page.goto(f"{live_office}/commitments/{case.pk}/follow_up/")
    fill(page, own_agency_oversight="抽查评标记录，没有发现问题", own_agency_oversight_on=days_ago(20))
    press(page.locator("form.form button.first"))
    expect(page.locator("main")).to_contain_text("抽查评标记录")
    address = verified(page, live_office, scene, case)
    confirmed(page, live_office, scene, address)
    drafted(page, live_office, scene, address)
    made = Breach.objects.get(commitment=case)
    assert (made.status, made.record.of_kind.domain) == ("confirmed", "bidding")
