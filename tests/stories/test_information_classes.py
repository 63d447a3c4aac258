"""What the catalogue of information classes does not open stays off the public pages, and what it does not share leaves for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.models import Outbox
from common.roles import Role
from exchange.sharing.models import Delivery
from exchange.tasks import fan_out
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(四) 明确信用信息分类",)
"""Rows of docs/clauses.md that this story walks."""


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    roles = {role: factories.posting(role) for role in (Role.OFFICER, Role.DIRECTOR)}
    yield {"waiting": factories.publication("signed"), **roles}
    connection.close()


@both_sizes
def test_a_class_that_is_closed_keeps_what_belongs_to_it_inside(
    page: Page, live_office: str, live_public: str, scene: dict[str, Any]
) -> None:
    page.goto(f"{live_public}/information-classes/")
    expect(page.locator("main")).to_contain_text("失信记录·行政处罚")
    keep(page, "public-classes")
    propose(page, live_office, scene[Role.OFFICER])
    confirm(page, live_office, scene[Role.DIRECTOR])
    refuse_to_publish(page, live_office, scene["waiting"])
    Outbox.objects.create(
        topic="record.corrected", subject_id=scene["waiting"].fact_id, payload={"to": "模拟平台"}
    )
    fan_out()
    page.goto(f"{live_office}/sharing/?verdict=held")
    expect(page.locator("main")).to_contain_text("列为不予共享，不能共享")
    keep(page, "sharing-held")
    page.goto(f"{live_public}/information-classes/")
    expect(page.locator("main")).to_contain_text("不予共享")
    assert set(Delivery.objects.values_list("verdict", flat=True)) == {"held"}


def propose(page: Page, office: str, officer: Any) -> None:
    sit(page, office, officer)
    page.goto(f"{office}/information-classes/")
    keep(page, "classes")
    page.get_by_role("link", name="失信记录·行政处罚").click()
    page.get_by_role("link", name="提出修订").click()
    page.get_by_label("共享属性").select_option("none")
    page.get_by_label("公开属性").select_option("none")
    page.get_by_label("自哪天起施行").fill(str(timezone.localdate()))
    page.get_by_label("依据").fill("省信用办试点通知")
    page.get_by_label("修订理由").fill("目录调整")
    keep(page, "class-propose")
    press(page.get_by_role("button", name="提出修订"))


def confirm(page: Page, office: str, director: Any) -> None:
    sit(page, office, director)
    page.get_by_role("link", name="规则修订 失信记录·行政处罚", exact=False).first.click()
    page.get_by_role("link", name="确认规则").click()
    page.get_by_label("理由").fill("文件已发")
    press(page.get_by_role("button", name="确认规则"))
    expect(page.get_by_text("已确认").first).to_be_visible()


def refuse_to_publish(page: Page, office: str, waiting: Any) -> None:
    page.goto(f"{office}/publications/{waiting.pk}/")
    page.locator(".decide").get_by_role("link", name="公示", exact=False).first.click()
    press(page.get_by_role("button", name="确认公示"))
    expect(page.locator("main")).to_contain_text("不能公示")
    keep(page, "class-not-published")
    waiting.refresh_from_db()
    assert waiting.status == "pending"
