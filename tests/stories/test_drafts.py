"""A clerk saves what is known, comes back by the list of what is missing, fills several drafts in at once, submits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from records.models import DishonestyRecord
from tests import factories
from tests.browser import both_sizes
from tests.office import acts_of
from tests.stories.office import keep, press, sit
from tests.stories.test_accessible import RULES

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区建设局（演示）")
    yield {"body": body, "clerk": factories.posting(Role.CLERK)}
    connection.close()


def look(page: Page, name: str) -> None:
    """See that the page fits the screen and that its tree is sound."""
    keep(page, name)
    assert not Axe().run(page, options=RULES).response["violations"]


def save(page: Page, office: str, body: Any, **known: str) -> DishonestyRecord:
    """Save a draft of what is known: the body, and little else."""
    page.goto(f"{office}/records/new/?source=penalty")
    page.locator("#id_credit_code").fill(body.credit_code)
    for name, words in known.items():
        page.locator(f"#id_{name}").fill(words)
    look(page, "draft-form")
    press(page.get_by_role("button", name="存为草稿"))
    return DishonestyRecord.objects.latest("pk")


@both_sizes
def test_what_is_missing_is_named_filled_in_and_handed_on(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    sit(page, live_office, scene["clerk"])
    first = save(page, live_office, scene["body"], facts="道路养护项目验收合格后拖欠合同价款")
    second = save(
        page,
        live_office,
        scene["body"],
        facts="公开承诺的窗口延时服务未按期开通",
        document_number="苏财罚〔2026〕9号",
    )
    page.goto(f"{live_office}/records/{first.record_no}/")
    expect(page.locator("#open-items .mark")).to_have_text("还差 12 项")
    look(page, "draft-lacking")
    change_both(page, live_office)
    assert [acts_of(made) for made in (first, second)] == [["enter", "edit"], ["enter", "edit"]]
    page.goto(f"{live_office}/records/{first.record_no}/")
    press(page.locator("#decide").get_by_role("button", name="提交复核"))
    expect(page.get_by_role("alert")).to_contain_text("提交复核前请补齐")
    look(page, "draft-refused")
    fill_in(page)
    expect(page.locator("#open-items")).to_contain_text("已补齐")
    look(page, "draft-whole")
    press(page.locator("#decide").get_by_role("button", name="提交复核"))
    first.refresh_from_db()
    assert first.status == "pending_review"


def change_both(page: Page, office: str) -> None:
    """Say once what both drafts have in common."""
    page.goto(f"{office}/records/?status=draft")
    look(page, "drafts-list")
    page.locator("[data-tick-all]").check()
    press(page.get_by_role("button", name="批量修改…"))
    page.get_by_label("重点领域").select_option("procurement")
    page.get_by_label("失信事由类别").select_option("breach")
    page.get_by_label("社会影响程度").select_option("larger")
    page.get_by_label("严重程度（填报）").select_option("ordinary")
    page.get_by_label("公开属性").select_option("public")
    page.get_by_label("认定文书名称").fill("行政处罚决定书")
    page.get_by_label("认定依据").fill("《政府采购法》第七十八条")
    look(page, "drafts-asked")
    press(page.get_by_role("button", name="预览"))
    expect(page.get_by_text("重点领域：未填 → 政府采购")).to_have_count(2)
    look(page, "drafts-preview")
    press(page.get_by_role("button", name="确认办理 2 条"))


def fill_in(page: Page) -> None:
    """Go from the list of what is missing straight into a field, and fill in the rest."""
    page.locator("#open-items").get_by_role("link", name="认定文书号").click()
    expect(page.locator("#id_document_number")).to_be_focused()
    page.keyboard.type("苏财罚〔2026〕8号")
    for name, day in (
        ("occurred_on", "2025-06-01"),
        ("decided_on", "2026-01-10"),
        ("effective_on", "2026-01-20"),
    ):
        page.locator(f"#id_{name}").fill(day)
    page.locator("#id_finding_body").fill("模拟财政局（演示）")
    page.locator("#id_amount").fill("35.5")
    press(page.get_by_role("button", name="保存修改"))
