"""The office by its keys: rows of a list, the next case, finding, and an input method that sends nothing by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from postings.models import Posting
from records.models import DishonestyRecord
from tests import factories
from tests.office import client_of
from tests.stories.office import press

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]


@pytest.fixture
def records(committed_db: str) -> list[DishonestyRecord]:
    return [factories.record("pending_review") for _ in range(3)]


@pytest.fixture
def desk(records: list[DishonestyRecord], live_office: str, page: Page) -> Iterator[Page]:
    """The desk of a reviewer for whom three records wait."""
    reviewer: Posting = factories.posting(Role.REVIEWER)
    key = client_of(reviewer).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_office}])
    page.goto(live_office)
    yield page
    connection.close()


def test_rows_cases_and_pages_are_reached_by_keys_alone(
    desk: Page, records: list[DishonestyRecord], live_office: str
) -> None:
    desk.goto(f"{live_office}/records/")
    rows = desk.locator("table.list tbody tr")
    desk.keyboard.press("j")
    expect(rows.nth(0).locator("a").first).to_be_focused()
    desk.keyboard.press("j")
    expect(rows.nth(1).locator("a").first).to_be_focused()
    desk.keyboard.press("x")
    expect(rows.nth(1).locator("[name=record]")).to_be_checked()
    desk.keyboard.press("k")
    expect(rows.nth(0).locator("a").first).to_be_focused()
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/records/{records[2].record_no}/")
    desk.keyboard.press("n")
    desk.wait_for_url(f"**/records/{records[0].record_no}/")
    desk.keyboard.press("?")
    keys = desk.get_by_role("dialog", name="快捷键")
    expect(keys).to_be_visible()
    assert Axe().run(desk).response["violations"] == []
    desk.keyboard.press("n")
    expect(keys).to_be_visible()
    desk.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_the_finder_opens_its_first_hit_and_the_arrows_reach_the_others(
    desk: Page, records: list[DishonestyRecord]
) -> None:
    address = f"/records/{records[0].record_no}/"
    desk.keyboard.press("Control+k")
    with desk.expect_response("**/find/"):  # one question, when the typing has paused
        desk.get_by_role("searchbox", name="查找什么").fill(records[0].record_no)
    found = desk.locator("#finder-hits a").first
    expect(found).to_have_attribute("href", address)
    desk.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    desk.keyboard.press("ArrowUp")
    expect(desk.get_by_role("searchbox", name="查找什么")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**{address}")


def test_what_is_typed_is_text_and_the_enter_of_an_input_method_sends_nothing(
    desk: Page, live_office: str
) -> None:
    desk.goto(f"{live_office}/records/")
    desk.keyboard.press("/")
    field = desk.locator("main input[type=search]").first
    expect(field).to_be_focused()
    desk.keyboard.type("jkxn?")
    expect(field).to_have_value("jkxn?")
    sent = desk.evaluate(
        """() => {
          const field = document.activeElement;
          const key = new KeyboardEvent("keydown", {key: "Enter", keyCode: 229, bubbles: true, cancelable: true});
          return field.dispatchEvent(key);
        }"""
    )
    assert sent is False, "the browser would send the form"
    assert desk.url.endswith("/records/")


def test_close_rows_follow_the_person_to_another_browser(desk: Page, live_office: str) -> None:
    desk.goto(f"{live_office}/records/")
    row = desk.locator("table.list tbody tr").first
    wide = row.bounding_box()
    press(desk.get_by_role("button", name="紧凑"))
    desk.evaluate("localStorage.clear()")
    desk.reload()
    expect(desk.get_by_role("button", name="紧凑")).to_have_attribute("aria-pressed", "true")
    close = row.bounding_box()
    assert wide
    assert close
    assert close["height"] < wide["height"]
