"""A department that mended of its own accord asks, the rule proposes with figures, another person decides; the record stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from tests import factories
from tests.browser import both_sizes
from tests.discipline import lenient
from tests.discipline.measuring import days_ago, measure, representative
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(五) 主动挽回损失可从轻或免于惩戒",)
"""Rows of docs/clauses.md that this story walks."""
STATE = "h1 + .facts"


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区交通运输局（演示）")
    about = measure("running", record=factories.record("confirmed", department=body))
    (tmp_path / "银行回单.pdf").write_bytes(lenient.PDF)
    roles = {role: factories.posting(role) for role in (Role.OFFICER, Role.DIRECTOR)}
    yield {"about": about, "side": representative(about), "file": tmp_path / "银行回单.pdf", **roles}
    connection.close()


@both_sizes
def test_a_department_asks_and_its_measure_is_spared_while_its_record_stays(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    address = ask(page, live_office, scene)
    examine(page, live_office, address, scene)
    sit(page, live_office, scene[Role.DIRECTOR])
    page.goto(address)
    expect(page.locator("#proposal")).to_contain_text("建议免于惩戒")
    keep(page, "leniency-proposal")
    page.get_by_role("link", name="免于惩戒…").click()
    for name, words in {"document_number": "模拟从轻〔2026〕1号", "reason": "主动付清"}.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=decided_on]").fill(str(days_ago(0)))
    keep(page, "leniency-decision")
    press(page.locator("form.form button.first"))
    expect(page.locator(STATE)).to_contain_text("免于惩戒")
    keep(page, "leniency-spared")
    page.goto(f"{live_office}/leniencies/")
    keep(page, "leniency-list")
    scene["about"].refresh_from_db()
    assert (scene["about"].status, scene["about"].fact.status) == ("exempted", "confirmed")


def ask(page: Page, office: str, scene: dict[str, Any]) -> str:
    sit(page, office, scene["side"])
    page.goto(f"{office}/measures/{scene['about'].pk}/?tab=leniencies")
    keep(page, "leniency-tab")
    page.get_by_role("link", name="申请从轻或者免于惩戒").click()
    page.locator("[name=ground]").select_option("recovered")
    page.locator("[name=harm]").select_option("removed")
    said = {
        "account": "逾期款项已全部付清并道歉。",
        "loss": "10",
        "recovered": "10",
        "proof": "银行回单第 7 号",
    }
    said |= {"acted_on": str(days_ago(10)), "proof_on": str(days_ago(9))}
    for name, words in said.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=file]").set_input_files(scene["file"])
    keep(page, "leniency-ask")
    press(page.get_by_role("button", name="提出", exact=True))
    expect(page.locator(STATE)).to_contain_text("待受理")
    return page.url


def examine(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.OFFICER])
    page.goto(address)
    press(page.get_by_role("button", name="受理", exact=True))
    page.get_by_role("link", name="登记审查意见…").click()
    page.locator("[name=reason]").fill("与银行流水一致")
    keep(page, "leniency-examine")
    press(page.locator("form.form button.first"))
    expect(page.locator(STATE)).to_contain_text("待决定")
