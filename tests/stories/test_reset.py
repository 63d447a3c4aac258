"""A person forgot the password: one administrator asks, another agrees, each passes on one half, the person sets an own one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from postings.models import Posting
from tests import factories
from tests.browser import both_sizes
from tests.office import code_of
from tests.stories.office import Office, press

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
NEW = "staple wagon harbour"


@pytest.fixture
def people(committed_db: str) -> Iterator[dict[str, Posting]]:
    yield {
        "person": factories.posting(Role.CLERK, "320100", user=factories.person("周遗忘")),
        "system": factories.posting(Role.SYSTEM_ADMIN, None, user=factories.person("系统管理员甲")),
        "security": factories.posting(Role.SECURITY_ADMIN, None, user=factories.person("安全管理员乙")),
    }
    connection.close()


@both_sizes
def test_a_reset_takes_two_administrators_and_ends_with_a_password_that_neither_knows(
    page: Page, live_office: str, people: dict[str, Posting]
) -> None:
    office = Office(page, live_office)
    case = ask(office, people)
    agree_and_draw_the_code(office, people)
    code = drawn(office, "reset-code")
    office.sit(people["system"])
    office.open(case)
    office.keep("reset-agreed")
    press(page.get_by_role("button", name="领取一次性链接"))
    link = drawn(office, "reset-link")
    set_the_password(office, link, code)
    log_in_with_it(office, people["person"])


def ask(office: Office, people: dict[str, Posting]) -> str:
    office.sit(people["system"])
    page = office.open(f"/accounts/{people['person'].user.username}/password/")
    page.get_by_label("理由").fill("本人书面申请：休假返岗后忘记口令")
    office.keep("reset-ask")
    press(page.get_by_role("button", name="请求重置口令"))
    expect(page.get_by_text("待同意").first).to_be_visible()
    expect(page.get_by_role("link", name="同意…")).to_have_count(0)
    office.keep("reset-asked")
    return page.url.removeprefix(office.address)


def agree_and_draw_the_code(office: Office, people: dict[str, Posting]) -> None:
    office.sit(people["security"])
    page = office.page
    page.get_by_role("link", name="重置口令：周遗忘").first.click()
    page.get_by_role("link", name="同意…").click()
    page.get_by_label("理由或意见").fill("已打电话核实")
    office.keep("reset-agree")
    press(page.get_by_role("button", name="确认同意"))
    press(page.get_by_role("button", name="领取同意码"))


def drawn(office: Office, name: str) -> str:
    office.keep(name)
    half = office.page.locator(".half").inner_text().strip()
    press(office.page.get_by_role("link", name="记下了"))
    expect(office.page.get_by_text(half)).to_have_count(0)
    return half


def set_the_password(office: Office, link: str, code: str) -> None:
    page = office.page
    page.context.clear_cookies()
    page.goto(link)
    page.get_by_label("同意码").fill("2222-2222-2222")
    page.get_by_label("新口令").fill(NEW)
    page.get_by_label("再输一次").fill(NEW)
    press(page.get_by_role("button", name="设置口令"))
    expect(page.get_by_text("同意码不对")).to_be_visible()
    office.keep("reset-wrong-code")
    page.get_by_label("同意码").fill(code)
    page.get_by_label("新口令").fill(NEW)
    page.get_by_label("再输一次").fill(NEW)
    press(page.get_by_role("button", name="设置口令"))
    expect(page.get_by_role("heading", name="口令已设置")).to_be_visible()
    office.keep("reset-set")
    page.goto(link)
    expect(page.get_by_role("heading", name="链接已失效")).to_be_visible()
    office.keep("reset-gone")


def log_in_with_it(office: Office, posting: Posting) -> None:
    page = office.open("/accounts/login/")
    page.get_by_label("账号").fill(posting.user.username)
    page.get_by_label("口令").fill(NEW)
    code_of(posting.user)
    press(page.get_by_role("button", name="登录"))
    page.get_by_label("动态码").fill(code_of(posting.user))
    press(page.get_by_role("button", name="登录", exact=True))
    expect(page.get_by_text("系统管理员甲请求、安全管理员乙同意，重置了您的口令").first).to_be_attached()
    office.keep("reset-told")
