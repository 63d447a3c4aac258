"""Two bureaus become one: the officer drafts, the director approves, the old public address leads on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.roles import Role
from organisations.models import Department
from records.models import DishonestyRecord
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    body = factories.department("320100", name="模拟临江市公路管理局（演示）")
    heir = factories.department("320100", name="模拟临江市交通运输局（演示）")
    yield {
        "body": body,
        "heir": heir,
        "public": factories.publication(department=body),
        "pending": factories.record("statement", department=body),
        "officer": factories.posting(Role.OFFICER, "320100"),
        "director": factories.posting(Role.DIRECTOR, "320100"),
        "representative": factories.posting(Role.REPRESENTATIVE, unit=heir),
    }
    connection.close()


@both_sizes
def test_a_merged_bureau_leaves_nothing_unanswered(
    page: Page, live_office: str, live_public: str, scene: dict[str, Any]
) -> None:
    body, heir = scene["body"], scene["heir"]
    sit(page, live_office, scene["officer"])
    draft(page, live_office, body, heir)
    sit(page, live_office, scene["director"])
    approve(page, live_office)
    assert Department.objects.get(pk=body.pk).successor == heir
    answer_for_the_old_matter(page, live_office, scene)
    page.goto(f"{live_public}/departments/{body.credit_code}/")
    expect(page).to_have_url(f"{live_public}/departments/{heir.credit_code}/")
    expect(page.get_by_role("link", name=scene["public"].face_title).first).to_be_visible()
    keep(page, "merger-public")


def draft(page: Page, office: str, body: Department, heir: Department) -> None:
    page.goto(f"{office}/reorganisations/")
    keep(page, "merger-list")
    page.get_by_role("link", name="合并", exact=True).click()
    page.get_by_label("调整的机构").fill(body.name)
    page.get_by_label("承继机构").fill(heir.credit_code)
    page.get_by_label("批准机关").fill("模拟机构编制委员会办公室（演示）")
    page.get_by_label("批准文号").fill("苏编办〔2026〕8号")
    for label in ("文件日期", "生效日期"):
        page.get_by_label(label).fill(f"{timezone.localdate():%Y-%m-%d}")
    keep(page, "merger-form")
    press(page.get_by_role("button", name="存为草稿"))
    expect(page.get_by_text("主体不变，由承继机构承担").first).to_be_visible()
    keep(page, "merger-preview")
    press(page.get_by_role("button", name="提交复核"))
    expect(page.get_by_text("待复核").first).to_be_visible()


def approve(page: Page, office: str) -> None:
    page.get_by_role("link", name="机构调整待复核").first.click()
    page.get_by_role("link", name="模拟临江市公路管理局（演示）").first.click()
    page.get_by_label("办理意见").fill("与批复一致")
    press(page.get_by_role("button", name="复核通过"))
    expect(page.get_by_role("heading", name="已承继的事项")).to_be_visible()
    keep(page, "merger-effective")


def answer_for_the_old_matter(page: Page, office: str, scene: dict[str, Any]) -> None:
    pending: DishonestyRecord = scene["pending"]
    sit(page, office, scene["representative"])
    page.goto(f"{office}/records/{pending.record_no}/state/")
    page.get_by_label("陈述申辩意见").fill("承继机构陈述：款项已列入预算")
    press(page.get_by_role("button", name="确认提交陈述申辩"))
    expect(page.get_by_text("承继机构陈述").first).to_be_visible()
    keep(page, "merger-statement")
