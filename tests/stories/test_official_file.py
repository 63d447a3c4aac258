"""A clerk opens an official's file for a purpose; the official asks for a correction and sees it made."""

from __future__ import annotations

import pytest
from django.db import connection
from playwright.sync_api import expect

from common.roles import Role
from dossiers.models import FileAccess
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import Office, press

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(三) 录用、调任、评优评先查询",)
"""Rows of docs/clauses.md that this story walks."""


@pytest.fixture
def people(committed_db):
    keeper = factories.department("320100")
    official = factories.official(keeper, post="科长")
    yield official, factories.posting(Role.CLERK, None, unit=keeper), factories.own_actor(official)
    connection.close()


@both_sizes
def test_an_official_has_the_own_file_put_right(page, live_office, people):
    official, clerk, seat = people
    office = Office(page, live_office)
    office.sit(clerk)
    open_file(office, official)
    sign_in(office, seat.access.user)
    ask_for_a_correction(office)
    office.sit(clerk)
    accept(office)
    sign_in(office, seat.access.user)
    office.open("/own/")
    expect(page.get_by_text("答复：与任职文件一致")).to_be_visible()
    expect(page.locator(".pairs").get_by_text("处长")).to_be_visible()
    office.keep("own")
    official.refresh_from_db()
    assert official.post == "处长"
    assert sorted(FileAccess.objects.values_list("act", flat=True)) == ["open", "open", "reveal"]


def sign_in(office, user):
    office.log_in(user.username)
    expect(office.page.get_by_role("heading", name="本人信用记录")).to_be_visible()


def open_file(office, official):
    page = office.open("/officials/")
    expect(page.get_by_text(official.name)).to_have_count(0)
    page.get_by_role("link", name=official.masked_name).click()
    page.get_by_label("用途").select_option("honours")
    page.get_by_label("依据").fill("苏评〔2026〕3号")
    office.keep("open-file")
    press(page.get_by_role("button", name="打开档案"))
    expect(page.get_by_role("heading", name=official.name)).to_be_visible()
    press(page.get_by_role("button", name="显示证件号码"))
    expect(page.get_by_text(official.open_id_number())).to_be_visible()
    office.keep("file")


def ask_for_a_correction(office):
    page = office.page
    expect(page.get_by_text("苏评〔2026〕3号").first).to_be_visible()
    page.get_by_role("link", name="申请更正").first.click()
    page.get_by_role("link", name="更正职务").click()
    page.get_by_label("应当改为").fill("处长")
    page.get_by_label("理由").fill("任职文件写的是处长")
    press(page.get_by_role("button", name="提出申请"))
    expect(page.get_by_text("待办理").first).to_be_visible()


def accept(office):
    page = office.open("/file-requests/?status=open")
    page.get_by_role("link", name="职务").first.click()
    page.get_by_label("用途").select_option(label="本人申请")
    page.get_by_label("依据").fill("办理本人更正申请")
    press(page.get_by_role("button", name="打开档案"))
    expect(page.get_by_role("link", name="同意更正")).to_be_visible()
    office.keep("request")
    page.get_by_role("link", name="同意更正").click()
    page.get_by_label("答复").fill("与任职文件一致")
    press(page.get_by_role("button", name="同意更正"))
    expect(page.get_by_text("已更正").first).to_be_visible()
