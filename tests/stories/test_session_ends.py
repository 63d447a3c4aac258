"""A clerk writes for half an hour: the session is over meanwhile, and nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import OfficeSession, User
from accounts.services.sessions import end_sessions
from common.roles import Role
from records.models import DishonestyRecord
from tests import factories
from tests.browser import both_sizes
from tests.office import code_of
from tests.stories.office import Office, press

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(三) 归集、共享、使用全过程安全保障",)
"""Rows of docs/clauses.md that this story walks."""
FACTS = "道路养护项目拖欠工程结算款，\n逾期二百日仍未支付，已函告两次。"


@both_sizes
def test_a_session_that_ends_in_mid_form_goes_on_after_the_sign_in(page: Page, live_office: str) -> None:
    office, clerk = Office(page, live_office), factories.posting(Role.CLERK, "320100")
    draft = factories.record(clerk=clerk, department=factories.department("320100"))
    office.sit(clerk)
    write(office, draft, clerk.user)
    submit_and_sign_in(office, clerk.user)
    go_on(office, draft)


def write(office: Office, draft: DishonestyRecord, clerk: User) -> None:
    page = office.open(f"/records/{draft.record_no}/edit/")
    page.locator("#id_facts").fill(FACTS)
    end_sessions(clerk, "闲置")
    page.locator("#id_document_number").fill("苏审〔2026〕77号")
    page.keyboard.press("Tab")
    expect(page.get_by_text("您的登录已经结束")).to_be_visible()
    expect(page.get_by_label("口令")).to_have_count(0)
    expect(page.locator("#id_facts")).to_have_value(FACTS)
    office.keep("session-over")


def submit_and_sign_in(office: Office, clerk: User) -> None:
    page = office.page
    press(page.get_by_role("button", name="保存修改"))
    expect(page.get_by_text("刚才填写的内容保留着")).to_be_visible()
    office.keep("login-kept")
    page.get_by_label("账号").fill(clerk.username)
    page.get_by_label("口令").fill(factories.PASSWORD)
    code = code_of(clerk)
    press(page.get_by_role("button", name="登录"))
    page.get_by_label("动态码").fill(code)
    press(page.get_by_role("button", name="登录", exact=True))


def go_on(office: Office, draft: DishonestyRecord) -> None:
    page = office.page
    expect(page.get_by_role("listitem").filter(has_text="已函告两次")).to_be_visible()
    office.keep("kept-form")
    press(page.get_by_role("button", name="提交", exact=True))
    expect(page).to_have_url(re.compile(f"/records/{draft.record_no}/"))
    draft.refresh_from_db()
    assert draft.facts.replace("\r\n", "\n") == FACTS
    assert OfficeSession.objects.filter(user=draft.entered_by).count() == 1
