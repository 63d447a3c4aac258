"""A department speaks beside its record: written, examined, signed, let into public, and gone with the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import expect_gone, keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(五) 单位说明",)
"""Rows of docs/clauses.md that this story walks."""
STATE = "h1 + .facts"
TEXT = "本单位已列入明年预算，并与施工单位签订分期支付协议，首期款项已支付。联系人电话13912345678。"
LABEL = "由该单位提供，不代表信用办意见"


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区交通运输局（演示）")
    act = factories.publication(department=body)
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    roles = {role: factories.posting(role) for role in (Role.OFFICER, Role.SECRECY, Role.DIRECTOR)}
    yield {"record": act.fact.of_kind, "act": act, "side": side, **roles}
    connection.close()


@both_sizes
def test_a_department_speaks_beside_its_record_until_the_record_ends(
    page: Page, live_office: str, live_public: str, scene: dict[str, Any]
) -> None:
    address = write(page, live_office, scene)
    review(page, live_office, address, scene)
    public = f"{live_public}/r/{scene['act'].public_id}/"
    page.goto(public)
    expect(page.locator(".voice")).to_contain_text("首期款项已支付")
    expect(page.locator(".voice")).to_contain_text(LABEL)
    expect(page.locator("main")).not_to_contain_text("13912345678")
    keep(page, "note-public-record")
    page.goto(f"{live_public}/departments/{scene['record'].department.credit_code}/")
    expect(page.locator(".voice")).to_contain_text(LABEL)
    keep(page, "note-public-archive")
    end(page, live_office, scene)
    expect_gone(page, public)
    expect(page.locator("body")).not_to_contain_text("首期款项")
    sit(page, live_office, scene["side"])
    page.goto(address)
    expect(page.locator(STATE)).to_contain_text("随公示终止")
    keep(page, "note-lapsed")


def write(page: Page, office: str, scene: dict[str, Any]) -> str:
    sit(page, office, scene["side"])
    page.goto(f"{office}/records/{scene['record'].record_no}/?tab=notes")
    keep(page, "note-tab")
    page.get_by_role("link", name="提交单位说明").click()
    page.locator("[name=text]").fill(TEXT)
    keep(page, "note-form")
    press(page.get_by_role("button", name="提交", exact=True))
    expect(page.locator(STATE)).to_contain_text("待审核")
    return page.url


def review(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.OFFICER])
    page.goto(address)
    keep(page, "note-suspect")
    press(page.get_by_role("button", name="删除", exact=True))
    press(page.get_by_role("button", name="审核通过"))
    sit(page, office, scene[Role.SECRECY])
    page.goto(address)
    for item in factories.CLEAN_SHEET:
        page.locator(f"[name={item}][value=无]").check()
    keep(page, "note-sheet")
    press(page.get_by_role("button", name="签署审查表"))
    expect(page.locator(STATE)).to_contain_text("待公开")
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(f"{office}/notes/")
    keep(page, "note-list")
    page.goto(address)
    page.get_by_role("link", name="公开…").click()
    keep(page, "note-publish")
    press(page.locator("form.form button.first"))
    expect(page.locator(STATE)).to_contain_text("公开中")
    keep(page, "note-standing")


def end(page: Page, office: str, scene: dict[str, Any]) -> None:
    """The record falls by its document."""
    page.goto(f"{office}/records/{scene['record'].record_no}/withdraw/")
    page.locator("[name=reason]").fill("处罚决定经复议撤销")
    for name, words in {
        "source_body": "模拟复议机关（演示）",
        "source_number": "模拟复议〔2026〕1号",
    }.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=source_dated_on]").fill(str(scene["act"].opens_on))
    press(page.locator("form.form button.first"))
