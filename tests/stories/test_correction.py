"""A slip in a published record: five people put it right, the public reads day and kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from records.models import Correction
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]

NEW = "道路养护项目验收合格后拖欠合同价款，逾期一百二十日仍未支付"


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    roles = (Role.CLERK, Role.OFFICER, Role.SECRECY, Role.REVIEWER, Role.DIRECTOR)
    yield {"public": factories.publication(), **{role: factories.posting(role) for role in roles}}
    connection.close()


@both_sizes
def test_a_slip_in_a_published_record_is_put_right(
    page: Page, live_office: str, live_public: str, scene: dict[str, Any]
) -> None:
    old = scene["public"]
    sit(page, live_office, scene[Role.CLERK])
    propose(page, live_office, old.fact.of_kind.record_no)
    address = f"{live_office}/corrections/{Correction.objects.get().pk}/"
    sit(page, live_office, scene[Role.OFFICER])
    page.goto(address)
    keep(page, "correction-face")
    press(page.get_by_role("button", name="保存并送公开审查"))
    sit(page, live_office, scene[Role.SECRECY])
    sign(page, address)
    for role, button in ((Role.REVIEWER, "复核通过"), (Role.DIRECTOR, "施行更正")):
        sit(page, live_office, scene[role])
        page.goto(address)
        keep(page, f"correction-{role}")
        page.get_by_label("办理意见").fill("与裁定一致")
        press(page.get_by_role("button", name=button))
    expect(page.get_by_text("已施行").first).to_be_visible()
    page.goto(f"{live_public}/r/{old.public_id}/")
    expect(page.get_by_text(NEW)).to_be_visible()
    expect(page.get_by_text("事实更正").first).to_be_visible()
    keep(page, "correction-public")


def propose(page: Page, office: str, number: str) -> None:
    page.goto(f"{office}/records/{number}/?tab=corrections")
    keep(page, "correction-tab")
    page.get_by_role("link", name="提出更正").click()
    page.get_by_label("更正类型").select_option("facts")
    page.get_by_label("更正理由").fill("法院裁定补正了逾期天数")
    page.get_by_label("失信行为描述").fill(NEW)
    keep(page, "correction-form")
    press(page.get_by_role("button", name="提出更正"))
    expect(page.get_by_role("heading", name="改了什么")).to_be_visible()


def sign(page: Page, address: str) -> None:
    page.goto(address)
    for choice in page.get_by_role("radio", name="无", exact=True).all():
        choice.check()
    press(page.get_by_role("button", name="签署审查表"))
    expect(page.get_by_text("已签署").first).to_be_visible()
