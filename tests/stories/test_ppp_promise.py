"""A duty of the government side of a partnership from its workbook: who answered on a day, the breach verified and pushed, a draft."""

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
from tests.stories.test_procurement_promise import STATE, act, confirmed, drafted, fill, registered, verified

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = (
    "三(二) 建立政府和社会资本合作失信违约记录",
    "三(二) 规范政府履约行为，履行法定义务",
    "三(二) 政府方责任人及各阶段的诚信职责",
    "三(二) 项目责任回溯机制",
    "三(二) 政府失信信息及时推送至同级公共信用信息系统",
)
"""Rows of docs/clauses.md that this story walks."""


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区住房和城乡建设局（演示）")
    (tmp_path / "处罚决定书.pdf").write_bytes(PDF)
    roles = {
        role: factories.posting(role) for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR)
    }
    given = {
        "signed_on": days_ago(400),
        "duty_since": days_ago(380),
        "agreed_on": days_ago(60),
        "budget_year": TODAY.year,
    }
    batch = imported(
        workbook(row("ppp", body, **given), head=head("ppp"), sheet="政府和社会资本合作承诺"),
        by=roles[Role.CLERK],
        kind="ppp",
        as_of=TODAY,
    )
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    yield {"batch": batch, "file": tmp_path / "处罚决定书.pdf", "side": side, **roles}
    connection.close()


@both_sizes
def test_who_answered_is_told_and_a_broken_duty_is_verified_and_pushed(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    case = registered(page, live_office, scene)
    expect(page.locator(STATE)).to_contain_text("逾期未兑现")
    expect(page.locator("#held")).to_contain_text("上限待核实")
    keep(page, "ppp")
    sit(page, live_office, scene["side"])
    page.goto(f"{live_office}/commitments/{case.pk}/")
    page.get_by_role("link", name="登记交接…").click()
    page.locator("[name=kind]").select_option("person")
    fill(page, to_post="城建科科长岗（新任）", on=days_ago(90), document="模拟移交清单 1 号")
    press(page.locator("form.form button.first"))
    answered(page, live_office, scene)
    address = verified(page, live_office, scene, case)
    confirmed(page, live_office, scene, address)
    expect(page.locator("#pushed")).to_contain_text("公共信用信息系统")
    keep(page, "ppp-pushed")
    drafted(page, live_office, scene, address)
    made = Breach.objects.get(commitment=case)
    assert (made.status, made.record.of_kind.domain) == ("confirmed", "ppp")
    corrected(page, live_office, scene, address)
    assert list(Outbox.objects.filter(subject_id=made.pk).order_by("pk").values_list("topic", flat=True)) == [
        "breach.confirmed",
        "breach.corrected",
        "breach.repaired",
    ]


def answered(page: Page, office: str, scene: dict[str, Any]) -> None:
    """Ask by the number of the project, before and after the hand-over."""
    sit(page, office, scene[Role.OFFICER])
    for day, post in ((days_ago(91), "城建科科长岗"), (days_ago(90), "城建科科长岗（新任）")):
        page.goto(f"{office}/commitments/look-back/")
        page.locator("[name=purpose]").select_option("tracing")
        fill(page, number="PPP-2026-0101", day=day, basis="模拟审计局来函 5 号")
        press(page.locator("#look-back button.first"))
        expect(page.locator("#answers h3").first).to_contain_text(post)
    keep(page, "ppp-look-back")


def corrected(page: Page, office: str, scene: dict[str, Any], address: str) -> None:
    """The finding is corrected, then mended: whoever was told of it is told of both."""
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(address)
    act(
        page,
        "登记更正认定",
        correct_document="模拟更正书〔2026〕3号",
        finding="应付款项到期没有支付，金额更正",
        reason="金额有误",
    )
    sit(page, office, scene[Role.OFFICER])
    page.goto(address)
    act(page, "登记已履行修复", mend_document="模拟支付凭证 3 号", mended_on=TODAY)
    expect(page.locator("#pushed")).to_contain_text("违约失信已履行修复")
    keep(page, "ppp-repaired")
