"""A department asks for tolerance; the competent body's findings and decision are written down; the record is kept out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from tests import factories
from tests.browser import both_sizes
from tests.discipline import tolerating
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(五) 容错纠错",)
"""Rows of docs/clauses.md that this story walks."""
STATE = "h1 + .facts"


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区行政审批局（演示）")
    act = factories.publication(department=body)
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    roles = {role: factories.posting(role) for role in (Role.OFFICER, Role.DIRECTOR)}
    yield {
        "record": act.fact.of_kind,
        "act": act,
        "side": side,
        "second": factories.posting(Role.DIRECTOR),
        **roles,
    }
    connection.close()


@both_sizes
def test_a_department_asks_and_its_record_is_kept_out_by_the_decision(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    sit(page, live_office, scene["side"])
    page.goto(f"{live_office}/records/{scene['record'].record_no}/?tab=tolerances")
    keep(page, "tolerance-tab")
    page.get_by_role("link", name="申请容错").click()
    page.get_by_label("容错情形").select_option("01")
    page.get_by_label("事由").fill("审批改革试点先行先试，缺少先例，已经补办手续。")
    page.get_by_label("裁判履行和债务").select_option("none")
    keep(page, "tolerance-ask")
    press(page.get_by_role("button", name="提出", exact=True))
    expect(page.locator(STATE)).to_contain_text("待受理")
    address = page.url
    take_up(page, live_office, address, scene)
    find(page, address)
    decide(page, live_office, address, scene)
    scene["act"].refresh_from_db()
    assert scene["act"].end_ground == "tolerated"


def take_up(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.OFFICER])
    page.goto(address)
    press(page.get_by_role("button", name="受理", exact=True))
    sit(page, office, scene[Role.DIRECTOR])
    keep(page, "tolerance-home")
    page.goto(address)
    page.get_by_role("link", name="指定认定机关…").click()
    page.locator("[name=body]").select_option("supervision")
    page.locator("[name=body_name]").fill(tolerating.BODY)
    page.locator("[name=reason]").fill("同级纪检监察机关，按干部管理权限")
    keep(page, "tolerance-choose")
    press(page.locator("form.form button.first"))
    sit(page, office, scene[Role.OFFICER])


def find(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="逐项写明…").click()
    for (listing, key), (answer, remark) in tolerating.answers().items():
        page.locator(f"[name='{listing}-{key}']").select_option(answer)
        page.locator(f"[name='{listing}-{key}-remark']").fill(remark)
    keep(page, "tolerance-answers")
    press(page.locator("form.form button.first"))
    page.get_by_role("link", name="登记调查核实报告…").click()
    page.locator("[name=document]").fill("模拟核查报告〔演示〕1号")
    page.locator("[name=on]").fill(str(tolerating.today()))
    page.locator("[name=reason]").fill("属于先行先试中的失误，程序合规")
    press(page.locator("form.form button.first"))
    page.get_by_role("link", name="登记会商意见…").click()
    page.locator("[name=body]").fill("模拟司法局（演示）")
    page.locator("[name=opinion]").fill("程序合规，同意")
    page.locator("[name=given_on]").fill(str(tolerating.today()))
    press(page.locator("form.form button.first"))
    press(page.get_by_role("button", name="提请集体认定"))
    expect(page.locator(STATE)).to_contain_text("待集体认定")


def decide(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene["second"])
    page.goto(address)
    page.get_by_role("link", name="予以容错…").click()
    keep(page, "tolerance-grant")
    said = {"scope": "试点事项", "meeting": "模拟常委会第 3 次会议", "document_number": "模拟纪容〔2026〕1号"}
    said |= {"met_on": str(tolerating.today()), "decided_on": str(tolerating.today()), "reason": "无意过失"}
    for name, words in said.items():
        page.locator(f"[name={name}]").fill(words)
    for name, choice in {"outcome": "exempt", "liable": "department", "clears_name": "no"}.items():
        page.locator(f"[name={name}]").select_option(choice)
    press(page.locator("form.form button.first"))
    keep(page, "tolerance-granted")
    page.get_by_role("link", name="记录不纳入…").click()
    page.locator("[name=reason]").fill("经认定免责")
    keep(page, "tolerance-exclude")
    press(page.locator("form.form button.first"))
    expect(page.locator(STATE)).to_contain_text("不纳入")
    page.goto(f"{office}/tolerances/")
    keep(page, "tolerance-list")
