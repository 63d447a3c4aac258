"""A department asks for the repair of its record; the officer examines, the body that found it grants, the public page is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from appeals.repairs.models import Repair
from common.roles import Role
from letters.services import Issuer
from tests import factories
from tests.appeals import makers
from tests.browser import both_sizes
from tests.stories.office import expect_gone, keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(五) 信用修复", "二(四)、二(五) 谁有权决定（责令、惩戒、追责、容错、修复、异议核查）")
"""Rows of docs/clauses.md that this story walks."""


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    act = makers.repairable()
    fact = act.fact.of_kind
    finder = factories.posting(Role.FINDING_BODY, None, unit=fact.finding_unit)
    makers.open_register(Issuer(finder.unit.pk, finder.unit.name))
    yield {
        "act": act,
        "record": fact,
        "representative": makers.representative(fact),
        "officer": factories.posting(Role.OFFICER),
        "finder": finder,
    }
    connection.close()


@both_sizes
def test_a_repair_goes_from_the_departments_door_to_the_public_page_that_is_gone(
    page: Page, live_office: str, live_public: str, scene: dict[str, Any]
) -> None:
    public = f"{live_public}/r/{scene['act'].public_id}/"
    page.goto(public)
    expect(page.get_by_text("可以申请了")).to_be_visible()
    sit(page, live_office, scene["representative"])
    ask(page, live_office, scene["record"])
    case = f"{live_office}/repairs/{Repair.objects.get().pk}/"
    sit(page, live_office, scene["officer"])
    examine(page, case)
    sit(page, live_office, scene["finder"])
    grant(page, case)
    expect_gone(page, public)
    sit(page, live_office, scene["representative"])
    page.goto(case)
    expect(page.locator("main")).to_contain_text("准予信用修复决定书")
    keep(page, "repair-granted")


def ask(page: Page, office: str, record: Any) -> None:
    page.goto(f"{office}/records/{record.record_no}/?tab=repairs")
    expect(page.locator("main")).to_contain_text("可以申请：")
    keep(page, "repair-door")
    page.get_by_role("link", name="申请信用修复").click()
    press(page.get_by_role("button", name="提出申请"))
    expect(page.get_by_role("alert").first).to_contain_text("还不能保存")
    keep(page, "repair-form")
    first = page.get_by_role("group", name="第 1 项")
    first.get_by_label("应履行的义务").fill("付清道路养护合同价款")
    first.get_by_label("证明材料").fill("银行回单")
    first.get_by_label("履行日期").fill(f"{timezone.localdate() - timedelta(days=3):%Y-%m-%d}")
    press(page.get_by_role("button", name="提出申请"))
    expect(page.locator("main")).to_contain_text("下一步：信用办经办")
    keep(page, "repair-asked")


def examine(page: Page, case: str) -> None:
    page.goto(case)
    press(page.get_by_role("button", name="受理", exact=True))
    expect(page.locator("h1 + .facts")).to_contain_text("审查中")
    page.get_by_label("办理意见").fill("凭证齐全，义务已履行完毕")
    press(page.get_by_role("button", name="提出审查意见"))
    expect(page.locator("h1 + .facts")).to_contain_text("待决定")


def grant(page: Page, case: str) -> None:
    page.goto(case)
    keep(page, "repair-to-decide")
    page.locator(".decide").get_by_role("link", name="准予修复…", exact=True).click()
    page.get_by_label("理由").fill("义务已履行完毕，准予信用修复")
    press(page.get_by_role("button", name="确认准予修复"))
    expect(page.locator("h1 + .facts")).to_contain_text("准予修复")
