"""A court's lost judgment goes all the way: entered, confirmed, read in public, and gone once it was performed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.roles import Role
from records.models import LostJudgment, Publication
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import expect_gone, keep, press, sit
from tests.stories.test_correction import sign

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(三) 败诉裁判文书、拒不执行生效判决的部门",)
"""Rows of docs/clauses.md that this story walks."""

CASE = "（2026）模拟01行初12号"


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    roles = (Role.REVIEWER, Role.OFFICER, Role.SECRECY, Role.DIRECTOR)
    court = factories.posting(Role.FINDING_BODY, None, unit=factories.department(name="模拟法院（演示）"))
    body = factories.department("320102", name="模拟区建设局（演示）")
    yield {"body": body, "court": court, **{role: factories.posting(role) for role in roles}}
    connection.close()


@both_sizes
def test_a_lost_judgment_is_read_in_public_until_it_is_performed(
    page: Page, live_office: str, live_public: str, scene: dict[str, Any]
) -> None:
    sit(page, live_office, scene["court"])
    enter(page, live_office, scene["body"])
    sit(page, live_office, scene[Role.REVIEWER])
    page.goto(f"{live_office}/judgments/{LostJudgment.objects.get().pk}/")
    keep(page, "judgment-review")
    page.get_by_label("办理意见").fill("与判决书和公告一致")
    press(page.get_by_role("button", name="认定", exact=True))
    address = publish(page, live_office, scene)
    read_it(page, live_public)
    end(page, address)
    expect_gone(page, f"{live_public}/j/{Publication.objects.get().public_id}/")
    assert CASE not in page.content()


def enter(page: Page, office: str, body: Any) -> None:
    today = timezone.localdate()
    page.goto(f"{office}/judgments/new/")
    page.get_by_role("searchbox", name="部门").fill("建设局")
    page.get_by_role("radio", name=body.name).check()
    page.get_by_label("类型").select_option("refused")
    page.get_by_label("案号").fill(CASE)
    page.get_by_label("法院", exact=False).nth(0).fill("模拟法院（演示）")
    page.get_by_label("裁判要旨").fill("逾期未履行补偿款支付义务")
    for label, days in (("裁判日期", 90), ("生效日期", 60), ("法院公告日期", 9)):
        page.get_by_label(label).fill(f"{today - timedelta(days=days):%Y-%m-%d}")
    page.get_by_label("法院公告文号").fill("模拟01执公告〔2026〕3号")
    keep(page, "judgment-form")
    press(page.get_by_role("button", name="存为草稿"))
    page.get_by_role("link", name="修改", exact=True).click()
    page.get_by_label("裁判要旨").fill("逾期未履行生效判决确定的补偿款支付义务，法院已公告")
    press(page.get_by_role("button", name="保存修改"))
    press(page.get_by_role("button", name="提交复核"))
    expect(page.locator("h1 + .facts")).to_contain_text("待复核")


def publish(page: Page, office: str, scene: dict[str, Any]) -> str:
    """Propose, sign, publish; return the office address of the publication."""
    sit(page, office, scene[Role.OFFICER])
    page.get_by_role("link", name="败诉信息待送审").first.click()
    page.get_by_role("link", name=CASE).first.click()
    page.get_by_role("link", name="拟予公示").click()
    keep(page, "judgment-propose")
    press(page.get_by_role("button", name="送公开审查"))
    address = page.url
    sit(page, office, scene[Role.SECRECY])
    sign(page, address)
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(address)
    keep(page, "judgment-publication")
    page.locator(".decide").get_by_role("link", name="公示", exact=False).first.click()
    press(page.get_by_role("button", name="确认公示"))
    expect(page.locator("h1 + .facts")).to_contain_text("公示中")
    return address


def read_it(page: Page, public: str) -> None:
    page.goto(f"{public}/judgments/?outcome=refused")
    keep(page, "public-judgments")
    page.locator(".rows a").first.click()
    expect(page.locator("main")).to_contain_text(CASE)
    expect(page.get_by_role("heading", name="能提前撤下吗")).to_be_visible()
    keep(page, "public-judgment")


def end(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".decide").get_by_role("link", name="终止公示").click()
    page.get_by_label("理由").fill("已履行完毕，法院结案")
    press(page.get_by_role("button", name="确认终止公示"))
    expect(page.locator("h1 + .facts")).to_contain_text("已终止")
