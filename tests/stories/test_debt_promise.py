"""A duty about public debt from its workbook: warning, task, response, debrief, a term handed over, a breach verified, a draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from commitments.models import Breach
from common.models import Outbox
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
    "三(五) 地方政府债务信用评级制度",
    "三(五) 债务监督、风险评估和预警",
    "三(五) 应急处置机制",
    "三(五) 政绩考核、经济责任审计、财政工作考核",
    "三(五) 任期内举借、使用和管理的责任",
)
"""Rows of docs/clauses.md that this story walks."""


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区财政局（演示）")
    (tmp_path / "处罚决定书.pdf").write_bytes(PDF)
    roles = {
        role: factories.posting(role) for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR)
    }
    given = {
        "signed_on": days_ago(300),
        "agreed_on": days_ago(60),
        "approved_on": days_ago(310),
        "figures_on": days_ago(295),
        "rating_agency": "模拟信用评级有限公司（演示）",
        "rating_grade": "AA+",
        "rating_on": days_ago(290),
        "notice_kind": "风险提示",
        "notice_document": "模拟财政厅风险提示函（演示）",
        "noticed_on": days_ago(120),
        "merit_document": "模拟年度综合考核办法（演示）",
        "merit_on": days_ago(200),
        "audit_document": "模拟经济责任审计报告（演示）",
        "audited_on": days_ago(50),
        "audit_finding": "部分专项债券资金闲置（示例）",
        "fiscal_document": "模拟财政管理工作考核通报（演示）",
        "fiscal_on": days_ago(180),
        "term_from": days_ago(900),
        "term_until": TODAY,
    }
    batch = imported(
        workbook(row("debt", body, **given), head=head("debt"), sheet="地方政府债务承诺"),
        by=roles[Role.CLERK],
        kind="debt",
        as_of=TODAY,
    )
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    yield {"batch": batch, "file": tmp_path / "处罚决定书.pdf", "side": side, **roles}
    connection.close()


@both_sizes
def test_a_warning_is_followed_up_and_a_broken_promise_verified_inside(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    case = registered(page, live_office, scene)
    expect(page.locator(STATE)).to_contain_text("逾期未兑现")
    for words in ("AA+", "模拟财政厅风险提示函", "模拟经济责任审计报告", "模拟年度综合考核办法"):
        expect(page.locator("main")).to_contain_text(words)
    keep(page, "debt")
    followed(page, live_office, scene, f"{live_office}/commitments/{case.pk}/")
    keep(page, "debt-followed")
    address = verified(page, live_office, scene, case)
    confirmed(page, live_office, scene, address)
    drafted(page, live_office, scene, address)
    made = Breach.objects.get(commitment=case)
    assert (made.status, made.record.of_kind.domain) == ("confirmed", "debt")
    assert not Outbox.objects.filter(subject_id=made.pk).exists()


def followed(page: Page, office: str, scene: dict[str, Any], address: str) -> None:
    """Write down task, response and debrief, then the end of the term."""
    sit(page, office, scene["side"])
    page.goto(f"{address}follow_up/")
    page.locator("[name=own_response_level]").select_option("4")
    fill(
        page,
        own_task="压减一般性支出，足额安排还本付息",
        own_task_document="模拟任务书（演示）",
        own_tasked_on=days_ago(110),
        own_response_document="模拟响应通知（演示）",
        own_responded_on=days_ago(100),
        own_answer_document="模拟处置情况报告（演示）",
        own_answered_on=days_ago(90),
        own_concluded_on=days_ago(80),
        own_debrief_document="模拟处置评估报告（演示）",
        own_debriefed_on=days_ago(70),
        own_left_on=days_ago(20),
        own_handover_document="模拟任期债务移交清单（演示）",
        own_handed_on=days_ago(10),
    )
    press(page.locator("form.form button.first"))
    expect(page.locator("main")).to_contain_text("Ⅳ级")
    page.get_by_role("link", name="登记交接…").click()
    page.locator("[name=kind]").select_option("term")
    fill(page, to_post="债务科科长岗（新任）", on=days_ago(10), document="模拟任期债务移交清单（演示）")
    press(page.locator("form.form button.first"))
    expect(page.locator("#successions")).to_contain_text("换届")
