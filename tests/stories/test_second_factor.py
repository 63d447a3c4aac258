"""A new clerk's first sign-in, the second one, and the day on which the telephone stays at home."""

from __future__ import annotations

import re
import time
from base64 import b32decode

import pytest
from django_otp.oath import totp
from playwright.sync_api import Page, expect

from accounts.models import Authenticator
from common.roles import Role
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import Office, press

pytestmark = [pytest.mark.story, pytest.mark.commits]
CLAUSES = ("二(三) 归集、共享、使用全过程安全保障",)
"""Rows of docs/clauses.md that this story walks."""


def give_password(office: Office, username: str) -> Page:
    office.page.context.clear_cookies()
    page = office.open("/records/?status=draft")
    page.get_by_label("账号").fill(username)
    page.get_by_label("口令").fill(factories.PASSWORD)
    press(page.get_by_role("button", name="登录"))
    return page


def answer_with(page: Page, code: str, button: str = "登录") -> None:
    page.get_by_label("动态码").fill(code)
    press(page.get_by_role("button", name=button, exact=True))


@both_sizes
def test_a_clerk_sets_up_the_app_signs_in_with_it_and_once_with_a_code_on_paper(
    page: Page, live_office: str
) -> None:
    office, clerk = Office(page, live_office), factories.posting(Role.CLERK)
    codes = set_up(office, clerk.user.username)
    sign_in_again(office, clerk.user.username)
    sign_in_by_paper(office, clerk.user.username, codes[0])
    end_the_other_session(office)


def set_up(office: Office, username: str) -> list[str]:
    page = give_password(office, username)
    expect(page.get_by_role("img", name="动态码验证器的二维码")).to_be_visible()
    office.keep("set-up-factor")
    page.get_by_text("不能扫描").click()
    secret = re.sub(r"\s", "", page.locator(".secret").inner_text())
    office.open("/records/")
    expect(page).to_have_url(re.compile("/accounts/login/code/"))
    answer_with(page, "000000", "启用并登录")
    expect(page.get_by_role("alert")).to_contain_text("不对")
    office.keep("set-up-factor-wrong")
    time.sleep(1)  # the wait that the page asks for
    answer_with(page, f"{totp(b32decode(secret)):06d}", "启用并登录")
    codes = page.locator("li.code").all_inner_texts()
    assert len(codes) == 10
    office.keep("recovery-codes")
    page.get_by_role("link", name="已保存，继续").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return codes


def sign_in_again(office: Office, username: str) -> None:
    page = give_password(office, username)
    office.keep("second-factor")
    Authenticator.objects.update(last_step=-1)
    answer_with(page, f"{totp(Authenticator.objects.get().key):06d}")
    expect(page).to_have_url(re.compile(r"/records/\?status=draft"))


def sign_in_by_paper(office: Office, username: str, code: str) -> None:
    page = give_password(office, username)
    answer_with(page, code)
    expect(page.get_by_text("还剩 9 个")).to_be_visible()


def end_the_other_session(office: Office) -> None:
    page = office.open("/accounts/security/")
    expect(page.get_by_text("恢复码还剩 9 个")).to_be_visible()
    office.keep("security")
    press(page.get_by_role("button", name="结束").first)
    expect(page.get_by_text("已结束那一处的登录")).to_be_visible()
    page.get_by_role("link", name="更换验证器").click()
    office.keep("replace-authenticator")
