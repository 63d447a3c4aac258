"""The header of the office by keyboard and on a phone: everything opens, and Esc closes it again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from tests import browser as browsers
from tests import factories
from tests.office import client_of

pytestmark = [pytest.mark.story, pytest.mark.commits]


@pytest.fixture
def home(committed_db: str, live_office: str, page: Page) -> Iterator[Page]:
    client = client_of(factories.posting(Role.CLERK))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_office}])
    page.goto(live_office)
    yield page
    connection.close()


@browsers.mobile
def test_a_phone_keeps_help_seat_and_account_behind_ones_name(home: Page) -> None:
    mine, leave = home.locator(".me > summary"), home.get_by_role("button", name="退出")
    expect(leave).to_be_hidden()
    mine.click()
    expect(leave).to_be_visible()
    expect(home.get_by_role("link", name="名词", exact=True)).to_be_visible()
    home.keyboard.press("Escape")
    expect(leave).to_be_hidden()
    expect(mine).to_be_focused()


@browsers.desktop
def test_the_keyboard_opens_and_leaves_what_lies_over_a_page(home: Page) -> None:
    home.keyboard.press("Tab")
    expect(home.get_by_role("link", name="跳到正文")).to_be_focused()
    home.keyboard.press("Control+k")
    expect(home.get_by_role("dialog", name="查找")).to_be_visible()
    home.keyboard.type("苏")
    home.keyboard.press("Escape")
    expect(home.get_by_role("dialog", name="查找")).to_be_hidden()
    terms = home.get_by_role("link", name="名词", exact=True)
    terms.focus()
    home.keyboard.press("Enter")
    expect(home.get_by_role("dialog", name="名词解释")).to_be_visible()
    home.keyboard.press("Escape")
    expect(terms).to_be_focused()
