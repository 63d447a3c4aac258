"""A procurement contract from its workbook to a verified breach, and to the draft that a penalty document makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from commitments.models import Breach, Commitment
from common.roles import Role
from tests import factories
from tests.browser import both_sizes
from tests.commitments.makers import PDF, SUPERIOR, TODAY, days_ago
from tests.commitments.test_import import head, row
from tests.exchange.returns import imported, workbook
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = (
    "三(一) 政府采购诚信体系和责任制",
    "三(一) 对履约验收、合同履行、款项支付的监督",
    "三(一) 依法处理采购人违法违规失信行为",
)
"""Rows of docs/clauses.md that this story walks."""
STATE = "h1 + .facts"


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区教育局（演示）")
    (tmp_path / "处罚决定书.pdf").write_bytes(PDF)
    roles = {
        role: factories.posting(role) for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR)
    }
    given = {"signed_on": days_ago(150), "delivered_on": days_ago(100)}
    batch = imported(
        workbook(row("procurement", body, **given), head=head("procurement"), sheet="政府采购承诺"),
        by=roles[Role.CLERK],
        kind="procurement",
        as_of=TODAY,
    )
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    yield {"batch": batch, "file": tmp_path / "处罚决定书.pdf", "side": side, **roles}
    connection.close()


@both_sizes
def test_a_buyer_that_does_not_pay_is_verified_and_a_penalty_makes_the_draft(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    case = registered(page, live_office, scene)
    expect(page.locator("#interest")).to_contain_text("没有约定利率")
    expect(page.locator(STATE)).to_contain_text("逾期未兑现")
    keep(page, "promise-late")
    address = verified(page, live_office, scene, case)
    confirmed(page, live_office, scene, address)
    drafted(page, live_office, scene, address)
    made = Breach.objects.get(commitment=case)
    record = made.record.of_kind
    assert (made.status, record.status, record.source_kind) == ("confirmed", "draft", "penalty")


def fill(page: Page, **given: object) -> None:
    for name, words in given.items():
        page.locator(f"[name={name}]").fill(str(words))


def act(page: Page, name: str, **given: object) -> None:
    page.get_by_role("link", name=f"{name}…").click()
    fill(page, **given)
    press(page.locator("form.form button.first"))


def registered(page: Page, office: str, scene: dict[str, Any]) -> Commitment:
    sit(page, office, scene[Role.CLERK])
    page.goto(f"{office}/commitments/?batch={scene['batch'].pk}")
    keep(page, "promise-list")
    case = Commitment.objects.get(batch_id=scene["batch"].pk)
    address = f"{office}/commitments/{case.pk}/"
    page.goto(address)
    press(page.get_by_role("button", name="提交复核"))
    sit(page, office, scene[Role.REVIEWER])
    page.goto(address)
    press(page.get_by_role("button", name="复核登记"))
    page.goto(f"{office}/commitments/ledger/")
    keep(page, "promise-ledger")
    page.goto(address)
    return case


def verified(page: Page, office: str, scene: dict[str, Any], case: Commitment) -> str:
    sit(page, office, scene[Role.OFFICER])
    page.goto(f"{office}/commitments/{case.pk}/?tab=breaches")
    page.get_by_role("link", name="登记违约线索").click()
    page.locator("[name=source]").select_option("arrears")
    fill(page, reported_on=days_ago(40), lead="供应商在平台登记，催告三次没有付款")
    press(page.get_by_role("button", name="登记", exact=True))
    address = page.url
    act(page, "转核实", body_name=SUPERIOR)
    act(
        page,
        "登记核实属实",
        verify_document=f"{SUPERIOR} 核实意见〔2026〕7号",
        verified_on=days_ago(30),
        finding="应付款项到期没有支付",
    )
    act(
        page,
        "登记责令改正",
        order_document=f"{SUPERIOR} 责令改正通知〔2026〕8号",
        served_on=days_ago(28),
        served_how="直接送达",
        mend_due=days_ago(8),
    )
    expect(page.locator(STATE)).to_contain_text("限期改正")
    keep(page, "breach-ordered")
    return address


def confirmed(page: Page, office: str, scene: dict[str, Any], address: str) -> None:
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(address)
    notice = {"hearing_served_on": days_ago(2), "hearing_served_how": "直接送达"}
    act(page, "告知拟认定违约失信", **notice, reason="期满没有改正")
    sit(page, office, scene["side"])
    page.goto(address)
    act(page, "陈述申辩", statement="预算没有安排，正在申请")
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(address)
    document = f"{SUPERIOR} 认定书〔2026〕9号"
    act(page, "登记确认违约失信", confirm_document=document, confirmed_on=TODAY, reason="预算不是理由")
    expect(page.locator("main")).to_contain_text("不是失信记录，不公开")
    keep(page, "breach-confirmed")


def drafted(page: Page, office: str, scene: dict[str, Any], address: str) -> None:
    sit(page, office, scene[Role.CLERK])
    page.goto(f"{address}?tab=evidence")
    page.locator("[name=file]").set_input_files(scene["file"])
    page.locator("[name=title]").fill("行政处罚决定书")
    press(page.get_by_role("button", name="上传"))
    page.goto(address)
    page.get_by_role("link", name="由文书生成失信记录草稿…").click()
    page.locator("[name=document]").select_option(index=1)
    for name, value in {
        "source_kind": "penalty",
        "impact": "small",
        "declared_severity": "ordinary",
        "disclosure": "public",
    }.items():
        page.locator(f"[name={name}]").select_option(value)
    fill(
        page,
        finding_body="模拟财政局（演示）",
        document_title="行政处罚决定书",
        document_number="模拟财罚〔2026〕1931号",
        decided_on=days_ago(4),
        effective_on=days_ago(3),
        legal_basis="《保障中小企业款项支付条例》第三十一条",
        occurred_on=TODAY - timedelta(days=70),
    )
    keep(page, "breach-record")
    press(page.locator("form.form button.first"))
    expect(page.locator("#record")).to_contain_text("草稿")
    keep(page, "breach-drafted")
