"""An investment promise from its workbook: excuses are refused, the successor sees it, the breach is verified, a judgment makes the draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from commitments.models import Breach, Commitment
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
    "三(四) 依法依规出台优惠政策",
    "三(四) 履行政策承诺和合同，不得以换届、责任人更替违约",
    "三(四) 承诺事项延续性的监督",
    "三(四) 优惠政策调整补偿机制",
)
"""Rows of docs/clauses.md that this story walks."""


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区商务局（演示）")
    (tmp_path / "判决书.pdf").write_bytes(PDF)
    roles = {
        role: factories.posting(role) for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR)
    }
    given = {
        "signed_on": days_ago(300),
        "legality_on": days_ago(305),
        "agreed_on": days_ago(60),
        "post": "招商局局长岗",
    }
    batch = imported(
        workbook(row("investment", body, **given), head=head("investment"), sheet="招商引资承诺"),
        by=roles[Role.CLERK],
        kind="investment",
        as_of=TODAY,
    )
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    yield {"batch": batch, "file": tmp_path / "判决书.pdf", "side": side, **roles}
    connection.close()


@both_sizes
def test_a_new_official_keeps_the_old_promise_or_is_verified_for_it(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    case = registered(page, live_office, scene)
    expect(page.locator("main")).to_contain_text("公平竞争审查")
    handed_on(page, live_office, scene, case)
    no_excuse(page, live_office, scene, case)
    address = verified(page, live_office, scene, case)
    confirmed(page, live_office, scene, address)
    drafted(page, live_office, scene, address)
    made = Breach.objects.get(commitment=case)
    assert (made.status, made.record.domain) == ("confirmed", "investment")


def handed_on(page: Page, office: str, scene: dict[str, Any], case: Commitment) -> None:
    sit(page, office, scene["side"])
    page.goto(f"{office}/commitments/{case.pk}/hand_on/")
    page.locator("[name=kind]").select_option("term")
    fill(page, to_post="招商局局长岗（新任）", on=days_ago(20), document="工作移交清单 3 号")
    press(page.locator("form.form button.first"))
    expect(page.locator("#successions")).to_contain_text("招商局局长岗（新任）")
    expect(page.locator(STATE)).to_contain_text("承继来的")
    keep(page, "promise-inherited")


def no_excuse(page: Page, office: str, scene: dict[str, Any], case: Commitment) -> None:
    page.goto(f"{office}/commitments/{case.pk}/ask_change/")
    for name, value in {"ground": "new_term", "compensation": "none"}.items():
        page.locator(f"[name={name}]").select_option(value)
    fill(
        page,
        article="无",
        authority_document="会议纪要 1 号",
        authority_on=days_ago(10),
        loss="没有",
        new_agreed_on=TODAY,
        reason="上一届的承诺",
    )
    page.locator("[name=article]").fill("优化营商环境条例 31")
    press(page.locator("form.form button.first"))
    expect(page.locator("main")).to_contain_text("“政府换届”不是变更或者不履行承诺的理由")
    keep(page, "promise-excuse")
    page.locator("[name=ground]").select_option("public")
    press(page.locator("form.form button.first"))
    expect(page.locator("#changes")).to_contain_text("待决定")
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(f"{office}/commitments/{case.pk}/refuse_change/")
    fill(page, reason="不涉及公共利益")
    press(page.locator("form.form button.first"))
    expect(page.locator("#changes")).to_contain_text("不同意")
