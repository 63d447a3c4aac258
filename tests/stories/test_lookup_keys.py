"""The Enter key in a form with a lookup: in the words it looks them up, elsewhere it acts; with scripts and without."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from postings.models import Posting
from tests import factories
from tests.office import client_of

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]


@pytest.fixture
def keeper(committed_db):
    factories.person("韩新任")
    yield client_of(factories.posting(Role.SECURITY_ADMIN, None)).cookies[settings.SESSION_COOKIE_NAME].value
    connection.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_looks_up_in_the_words_and_acts_elsewhere(browser, live_office, keeper, scripts):
    context = browser.new_context(java_script_enabled=scripts, locale="zh-CN")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": keeper, "url": live_office}])
    page: Page = context.new_page()
    page.goto(f"{live_office}/postings/new/")
    page.get_by_role("searchbox", name="人员").fill("韩新任")
    page.get_by_role("searchbox", name="人员").press("Enter")
    expect(page.locator('input[name="person-asked"]')).to_have_value("韩新任")
    expect(page.locator('input[name="person-pick"]')).to_have_count(1)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert not Posting.objects.filter(user__name="韩新任").exists()
    page.get_by_label("至").press("Enter")
    expect(page.locator("#id_role_error")).to_be_visible()
    context.close()
