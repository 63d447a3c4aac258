"""A clerk leaves a page in the middle of writing: what was typed is offered when the page is opened again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, expect

from accounts.models import KeptForm
from common.roles import Role
from tests import factories
from tests.office import client_of
from tests.patience import wait_for

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
WORDS = "逾期未退还保证金，经催告仍未退还"
OFFERED = "您上次离开这一页时填写的内容还在"


@pytest.fixture
def desk(committed_db: str, live_office: str, page: Page) -> Iterator[Page]:
    """The desk of a clerk, before the form of a new penalty."""
    clerk = factories.posting(Role.CLERK)
    key = client_of(clerk).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_office}])
    page.goto(f"{live_office}/records/new/?source=penalty")
    yield page
    connection.close()


def test_what_was_typed_is_filled_in_again_and_forgotten_once_it_is_not_wanted(
    desk: Page, live_office: str
) -> None:
    form, offer = desk.url, desk.get_by_text(OFFERED)
    desk.get_by_label("失信行为描述").fill(WORDS)
    desk.get_by_label("认定日期").fill("2026-11-02")
    desk.goto(live_office)
    wait_for(KeptForm.objects.exists, "the form kept")
    desk.goto(form)
    expect(offer).to_be_visible()
    expect(desk.get_by_label("失信行为描述")).to_have_value("")
    desk.get_by_role("button", name="填回这一页").click()
    expect(desk.get_by_label("失信行为描述")).to_have_value(WORDS)
    expect(desk.get_by_label("认定日期")).to_have_value("2026-11-02")
    desk.goto(live_office)
    desk.goto(form)
    desk.get_by_role("button", name="不要了").click()
    expect(offer).to_be_hidden()
    wait_for(lambda: not KeptForm.objects.exists(), "the form forgotten")
    desk.reload()
    expect(desk.get_by_label("失信行为描述")).to_have_value("")
    expect(offer).to_be_hidden()


def test_a_form_that_was_sent_leaves_nothing_behind(desk: Page, live_office: str) -> None:
    form = desk.url
    desk.get_by_label("失信行为描述").fill(WORDS)
    desk.goto(live_office)
    wait_for(KeptForm.objects.exists, "the form kept")
    desk.goto(form)
    desk.get_by_role("button", name="填回这一页").click()
    desk.evaluate("document.getElementById('entry').noValidate = true")  # the server is to refuse it
    with desk.expect_navigation():
        desk.get_by_role("button", name="存为草稿").click()
    wait_for(lambda: not KeptForm.objects.exists(), "the form forgotten")
    expect(desk.get_by_label("失信行为描述")).to_have_value(WORDS)
    desk.goto(live_office)
    wait_for(KeptForm.objects.exists, "the refused form kept")
