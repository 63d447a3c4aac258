"""An enterprise dishonest in statistics from its workbook onto the public list of its own, off it by the organ's removal, and 410."""

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
from tests.commitments.ledgers import ENTERPRISE
from tests.commitments.makers import PDF, TODAY, days_ago
from tests.commitments.test_import import head, row
from tests.commitments.test_opening import settle
from tests.exchange.returns import imported, workbook
from tests.stories.office import expect_gone, keep, press, sit
from tests.stories.test_procurement_promise import confirmed, drafted, fill, registered, verified
from tests.stories.test_township_promise import opened

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = (
    "三(六) 防范和惩治统计造假责任体系",
    "三(六) 统计诚信教育和统计诚信承诺",
    "三(六) 认定、公示统计严重失信企业",
    "三(六) 统计严重失信企业的日常监管",
)
"""Rows of docs/clauses.md that this story walks."""
LISTED = (
    "matter",
    "counterparty",
    "counterparty_code",
    "address",
    "violation",
    "listing_document",
    "is_again",
)
DUTY = {
    **dict.fromkeys((*LISTED, "decided_on"), ""),
    "matter": "防范和惩治统计造假责任",
    "document_number": "苏统责〔2026〕12号",
    "content": "按月提供统计所需的行政记录",
    "responsibility": "相关责任",
    "duty_document": "防惩统计造假责任书（演示）",
    "duty_from": days_ago(190),
    "signed_on": days_ago(200),
    "agreed_on": days_ago(60),
}


def brought(scene: dict[str, Any], **given: Any) -> Any:
    return imported(
        workbook(row("statistics", scene["body"], **given), head=head("statistics"), sheet="统计事项"),
        by=scene[Role.CLERK],
        kind="statistics",
        as_of=TODAY,
    )


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    (tmp_path / "处罚决定书.pdf").write_bytes(PDF)
    body = factories.department("320102", name="模拟区统计局（演示）", level="county")
    roles = {
        role: factories.posting(role)
        for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.SECRECY)
    }
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    settle()
    yield {"file": tmp_path / "处罚决定书.pdf", "side": side, "body": body, **roles}
    connection.close()


@both_sizes
def test_an_enterprise_stands_on_the_list_until_the_organ_removes_it(
    page: Page, live_office: str, live_public: str, scene: dict[str, Any]
) -> None:
    scene["batch"] = brought(scene, decided_on=days_ago(10), signed_on=days_ago(10))
    case = registered(page, live_office, scene)
    public_id = opened(page, live_office, scene, case)
    page.goto(f"{live_public}/dishonest-enterprises/")
    expect(page.locator("main")).to_contain_text(ENTERPRISE["counterparty"])
    keep(page, "dishonest-enterprises")
    page.goto(f"{live_public}/e/{public_id}/")
    expect(page.locator("main")).to_contain_text("提供不真实的统计资料")
    keep(page, "dishonest-enterprise")
    sit(page, live_office, scene["side"])
    page.goto(f"{live_office}/commitments/{case.pk}/follow_up/")
    fill(
        page,
        own_mended_on=TODAY,
        own_mend_document="整改验收（演示）",
        own_removed_on=TODAY,
        own_removal_document="移出决定〔2026〕1号",
    )
    press(page.locator("form.form button.first"))
    expect(page.locator("#held")).to_contain_text("少于规定")
    expect_gone(page, f"{live_public}/e/{public_id}/")


@both_sizes
def test_a_duty_that_was_not_done_is_verified_and_a_penalty_makes_the_draft(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    scene["batch"] = brought(scene, **DUTY)
    case = registered(page, live_office, scene)
    expect(page.locator("main")).to_contain_text("相关责任")
    keep(page, "statistics-duty")
    address = verified(page, live_office, scene, case)
    confirmed(page, live_office, scene, address)
    drafted(page, live_office, scene, address)
    made = Breach.objects.get(commitment=case)
    assert (made.status, made.record.of_kind.domain) == ("confirmed", "statistics")
