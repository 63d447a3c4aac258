"""The office in a browser, one person at a time: what every story does."""

from __future__ import annotations

import os
from pathlib import Path

from django.db import connection
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from accounts.models import User
from postings.models import Posting
from tests import factories
from tests.office import code_of
from tests.patience import wait_for

SHOTS = os.environ.get("SHOTS")
"""A folder to keep pictures of the pages in."""

REFUSED = """() => ({
  sent: [...document.forms].map(form => form.dataset.sent),
  fields: [...document.querySelectorAll("form :invalid")].map(field => [field.name, field.validationMessage]),
})"""
"""What of the page's forms was sent, and which fields the browser itself refuses."""

WAITING = """SELECT state, wait_event_type, wait_event, now() - query_start, left(query, 120)
FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def press(button: Locator) -> None:
    """Press a button that sends a form, and wait for the page that answers it.

    A bare click comes back before the form has left: whoever logs out or goes elsewhere next would take it back.
    Where no page follows, say what the browser refuses and what the database waits for.
    """
    page = button.page
    try:
        with page.expect_navigation():
            button.click()
    except PlaywrightTimeout:
        refused = page.evaluate(REFUSED)
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            waiting = cursor.fetchall()
        raise AssertionError(f"no page followed {page.url}; refused {refused}; waiting {waiting}") from None


def log_in(page: Page, address: str, username: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("账号").fill(username)
    page.get_by_label("口令").fill(factories.PASSWORD)
    code_of(User.objects.get(username=username))
    press(page.get_by_role("button", name="登录"))
    page.get_by_label("动态码").fill(code_of(User.objects.get(username=username)))
    press(page.get_by_role("button", name="登录", exact=True))


def sit(page: Page, address: str, posting: Posting) -> None:
    """Log the posting's holder in and see that the page names the posting."""
    log_in(page, address, posting.user.username)
    expect(page.get_by_text(f"以 {posting}", exact=False).first).to_be_attached()


def expect_gone(page: Page, address: str) -> None:
    """See that a public address says 410, once the state that kept pages were asked under is no longer good."""

    def is_gone() -> bool:
        answer = page.goto(address)
        return answer is not None and answer.status == 410

    wait_for(is_gone, f"{address} gone")


def keep(page: Page, name: str) -> None:
    """See that the whole page, once it is there, fits the screen; keep its picture where SHOTS asks for it.

    A click comes back as soon as the next page is on its way, before it has a root to measure.
    """
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide, f"{name} is wider than the screen"
    if SHOTS:
        size = page.viewport_size or {"width": 0}
        page.screenshot(path=Path(SHOTS) / f"{name}-{size['width']}.png", full_page=True)


class Office:
    """A page and the office's address."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def log_in(self, username: str) -> None:
        log_in(self.page, self.address, username)

    def sit(self, posting: Posting) -> None:
        sit(self.page, self.address, posting)

    def open_menu(self) -> None:
        """Open the person's menu, which is folded on a phone alone."""
        fold = self.page.locator("details.me > summary")
        if fold.is_visible():
            fold.click()

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")
        return self.page

    def keep(self, name: str) -> None:
        keep(self.page, name)
