"""An agency for tenders: its file in public, taken down by itself as it changes, and looked at anew before it stands again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from tests import factories
from tests.browser import both_sizes
from tests.commitments.ledgers import ENTERPRISE
from tests.commitments.makers import TODAY, days_ago
from tests.commitments.test_import import head, row
from tests.exchange.returns import imported, workbook
from tests.stories.office import expect_gone, keep, press, sit
from tests.stories.test_procurement_promise import fill, registered
from tests.stories.test_township_promise import opened

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("三(三) 招标代理机构信用信息及动态监管信息公开",)
"""Rows of docs/clauses.md that this story walks."""
NAME, CODE = "模拟招标代理有限公司（演示）", ENTERPRISE["counterparty_code"]


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区水利局（演示）")
    roles = {
        role: factories.posting(role)
        for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.SECRECY)
    }
    known = {
        "agency": NAME,
        "agency_code": CODE,
        "agency_grade": "A 级",
        "agency_grade_source": "模拟招标投标协会（演示）",
    }
    file = workbook(
        row("bidding", body, **known, agency_graded_on=days_ago(90)),
        head=head("bidding"),
        sheet="招标投标承诺",
    )
    batch = imported(file, by=roles[Role.CLERK], kind="bidding", as_of=TODAY)
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    yield {"batch": batch, "side": side, "body": body, **roles}
    connection.close()


@both_sizes
def test_what_is_known_of_an_agency_is_read_in_public_until_it_changes(
    page: Page, live_office: str, live_public: str, scene: dict[str, Any]
) -> None:
    case = registered(page, live_office, scene)
    first = opened(page, live_office, scene, case)
    page.goto(f"{live_public}/agencies/?q={CODE}")
    expect(page.locator("main")).to_contain_text(NAME)
    page.goto(f"{live_public}/a/{first}/")
    for words in (NAME, "A 级", "模拟招标投标协会"):
        expect(page.locator("main")).to_contain_text(words)
    keep(page, "agency-file")
    sit(page, live_office, scene["side"])
    page.goto(f"{live_office}/commitments/{case.pk}/follow_up/")
    fill(page, own_agency_oversight="抽查发现评标报告缺页，已责令改正", own_agency_oversight_on=days_ago(3))
    press(page.locator("form.form button.first"))
    expect_gone(page, f"{live_public}/a/{first}/")
    second = opened(page, live_office, scene, case)
    page.goto(f"{live_public}/a/{second}/")
    expect(page.locator("main")).to_contain_text("抽查发现评标报告缺页")
    keep(page, "agency-oversight")
