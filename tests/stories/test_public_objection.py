"""Somebody without an account objects on the public site, is asked for more, and reads the outcome by receipt and code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page, expect

from appeals.objections.models import Objection
from appeals.objections.services import asking, deciding, handling
from common.roles import Role
from disclosure.door import captcha
from intake.tasks import pull_intake
from tests import factories
from tests.appeals import objecting
from tests.browser import mobile
from tests.disclosure.visiting import FILLED, PDF
from tests.stories.office import keep, press

pytestmark = [pytest.mark.story, pytest.mark.commits]
CLAUSES = ("二(五) 异议申诉",)
"""Rows of docs/clauses.md that this story walks."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
CODE = re.compile(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}")
RECEIPT = re.compile(r"WS-[0-9A-Z]{5}-[0-9A-Z]{5}")


@pytest.fixture
def public(committed_db: str, settings: Any) -> Iterator[Any]:
    """A record in public; the test can read the question as the public process alone can."""
    settings.SECRET_KEY = "public-key-of-the-tests"
    captcha._box.cache_clear()
    yield objecting.published()
    captcha._box.cache_clear()
    connection.close()


@pytest.mark.long
def test_an_objection_from_form_to_outcome(page: Page, live_public: str, public: Any) -> None:
    whole_way(page, live_public, public)


@pytest.mark.long
@mobile
def test_an_objection_from_form_to_outcome_on_a_phone(page: Page, live_public: str, public: Any) -> None:
    whole_way(page, live_public, public)


def test_without_scripts_the_form_is_filled_kept_and_taken_up_again(
    browser: Any, live_public: str, public: Any
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{live_public}/objection/")
    page.get_by_label("怎样不对").fill("还没有写完")
    page.get_by_role("button", name="暂存").click()
    receipt, code = noted(page)
    look(page, live_public, receipt, code)
    expect(page.get_by_label("怎样不对")).to_have_value("还没有写完")
    fill(page, about="模拟局拖欠工程款")
    page.get_by_role("button", name="下一步").click()
    answer(page)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已提交")
    assert noted(page) == (receipt, code)
    assert context.cookies() == []
    context.close()


def whole_way(page: Page, site: str, public: Any) -> None:
    page.goto(f"{site}/r/{public.public_id}/")
    press(page.get_by_role("link", name="对这条信息有异议"))
    clean(page, "door-form")
    press(page.get_by_role("button", name="下一步"))
    clean(page, "door-faults")
    expect(page.get_by_role("alert")).to_contain_text("处要改")
    fill(page)
    press(page.get_by_role("button", name="下一步"))
    clean(page, "door-check")
    page.get_by_label("证明材料").set_input_files(
        {"name": "证明.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    answer(page)
    press(page.get_by_role("button", name="提交", exact=True))
    clean(page, "door-receipt")
    receipt, code = noted(page)
    pull_intake()
    case = Objection.objects.get()
    assert (case.channel, case.fact_id) == ("online", public.fact_id)
    dialogue(page, site, case, receipt, code)


def dialogue(page: Page, site: str, case: Objection, receipt: str, code: str) -> None:
    """The office asks twice, the applicant answers by the code, and reads how it ended."""
    handling.ask(case, by=factories.posting(Role.OFFICER), reason="请补交合同第三页")
    look(page, site, receipt, code)
    clean(page, "door-asked")
    expect(page.get_by_text("请补交合同第三页")).to_be_visible()
    say(page, "合同第三页写明一百二十日")
    case.refresh_from_db()
    assert case.supplement == "合同第三页写明一百二十日"
    objecting.walked(case, "verifying")
    asking.inquire(case, by=objecting.finder_of(case), reason="请说明验收日期")
    look(page, site, receipt, code)
    say(page, "五月一日验收")
    case.refresh_from_db()
    objecting.concluded(case, "uphold")
    deciding.refuse(case, by=factories.posting(Role.DIRECTOR), reason="与判决书一致")
    look(page, site, receipt, code)
    clean(page, "door-outcome")
    expect(page.get_by_text("不予采纳")).to_be_visible()
    expect(page.get_by_text(case.remedy)).to_be_visible()
    expect(page.get_by_role("button", name="撤回异议")).to_have_count(0)
    assert page.context.cookies() == []


def fill(page: Page, **more: str) -> None:
    for name, value in more.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_label("利害关系人：").check()
    page.get_by_label("错误", exact=True).check()
    for name in ("standing", "name", "contact", "reasons"):
        page.locator(f"[name={name}]").fill(FILLED[name])


def answer(page: Page) -> None:
    asked = captcha.read(page.locator("[name=question]").get_attribute("value") or "")
    assert asked is not None
    page.get_by_label("四个数字").fill(asked.digits)


def noted(page: Page) -> tuple[str, str]:
    words = page.locator("main").inner_text()
    return RECEIPT.findall(words)[0], CODE.findall(words)[0]


def look(page: Page, site: str, receipt: str, code: str) -> None:
    page.goto(f"{site}/follow/")
    page.get_by_label("回执号").fill(receipt)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查看").click()


def say(page: Page, words: str) -> None:
    page.get_by_label("补正或者说明的内容").fill(words)
    press(page.get_by_role("button", name="提交", exact=True))
    expect(page.get_by_role("status")).to_contain_text("已经提交")
    pull_intake()


def clean(page: Page, name: str) -> None:
    """See that the page fits the screen and that axe finds nothing; keep its picture where asked."""
    keep(page, name)
    found = Axe().run(page, options=RULES).response["violations"]
    faults = [(one["id"], one["nodes"][0]["target"], one["nodes"][0].get("failureSummary")) for one in found]
    assert faults == [], name
