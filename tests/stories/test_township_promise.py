"""A township's promise from its workbook to the board that a resident reads on a phone and rates, to a verified breach, and to 410."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from commitments.models import Breach, Commitment, RatingCode
from common.roles import Role
from intake.services.taking import pull
from tests import factories
from tests.browser import both_sizes
from tests.commitments.makers import PDF, TODAY, days_ago
from tests.commitments.test_import import head, row
from tests.exchange.returns import imported, workbook
from tests.stories.office import expect_gone, keep, press, sit
from tests.stories.test_procurement_promise import confirmed, drafted, fill, registered, verified

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = (
    "三(七) 乡镇和街道公开承诺制度",
    "三(七) 政务、财务公开和惠民政策落实",
    "三(七) 政社互动，厘清权责关系",
    "三(七) 文明村镇测评权重和县级试点",
)
"""Rows of docs/clauses.md that this story walks."""
PLEDGE = {
    "matter": "公开承诺",
    "board": "镇政务服务大厅公开栏（演示）",
    "content": "八月底前完成老街路灯改造",
    "promise_kind": "服务事项",
    "agreed_on": days_ago(40),
    "signed_on": days_ago(200),
    **dict.fromkeys(
        ("amount", "subsidy", "subsidy_standard", "approved_on", "recipients", "granted", "granted_on"), ""
    ),
}


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟镇人民政府（演示）", level="township")
    (tmp_path / "处罚决定书.pdf").write_bytes(PDF)
    roles = {
        role: factories.posting(role)
        for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.SECRECY)
    }
    batch = imported(
        workbook(row("townships", body, **PLEDGE), head=head("townships"), sheet="乡镇街道事项"),
        by=roles[Role.CLERK],
        kind="townships",
        as_of=TODAY,
    )
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    yield {"batch": batch, "file": tmp_path / "处罚决定书.pdf", "side": side, "body": body, **roles}
    connection.close()


def opened(page: Page, office: str, scene: dict[str, Any], case: Commitment) -> str:
    """Sign and show the promise; return the random id of its address."""
    address = f"{office}/commitments/{case.pk}/"
    sit(page, office, scene[Role.SECRECY])
    page.goto(f"{address}sign_public/")
    fill(page, sheet="不涉及国家秘密、商业秘密和个人信息，可以公开")
    press(page.locator("form.form button.first"))
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(address)
    press(page.get_by_role("button", name="公开", exact=True))
    expect(page.locator("#openings")).to_contain_text("公开中")
    return str(case.openings.get(closed_on=None).public_id)


@both_sizes
def test_a_resident_reads_and_rates_what_the_township_promised(
    page: Page, live_office: str, live_public: str, scene: dict[str, Any]
) -> None:
    case = registered(page, live_office, scene)
    public_id = opened(page, live_office, scene, case)
    page.goto(f"{live_public}/townships/{scene['body'].credit_code}/")
    expect(page.locator("main")).to_contain_text("八月底前完成老街路灯改造")
    expect(page.locator("main")).not_to_contain_text("逾期未兑现")
    keep(page, "township-board")
    rate(page, live_office, live_public, scene, case)
    address = verified(page, live_office, scene, case)
    confirmed(page, live_office, scene, address)
    page.goto(f"{live_public}/p/{public_id}/")
    expect(page.locator("main")).not_to_contain_text("违约失信")
    drafted(page, live_office, scene, address)
    made = Breach.objects.get(commitment=case)
    assert (made.status, made.record.of_kind.domain) == ("confirmed", "townships")
    sit(page, live_office, scene[Role.DIRECTOR])
    page.goto(f"{live_office}/commitments/{case.pk}/hide/")
    fill(page, reason="承诺书换版")
    press(page.locator("form.form button.first"))
    expect_gone(page, f"{live_public}/p/{public_id}/")


def rate(page: Page, office: str, site: str, scene: dict[str, Any], case: Commitment) -> None:
    sit(page, office, scene["side"])
    page.goto(f"{office}/commitments/{case.pk}/issue_code/")
    fill(page, served_number="BJ-2026-0001", served_on=days_ago(1))
    press(page.locator("form.form button.first"))
    told = page.get_by_text("评价码：").first.inner_text()
    code = told.partition("评价码：")[2].partition("。")[0]
    page.goto(f"{site}/townships/rate/")
    page.fill("[name=code]", code)
    page.get_by_label("满意", exact=True).check()
    press(page.get_by_role("button", name="提交评价"))
    expect(page.get_by_role("status")).to_contain_text("已经提交")
    keep(page, "township-rated")
    pull()
    assert RatingCode.objects.get().score == 4
