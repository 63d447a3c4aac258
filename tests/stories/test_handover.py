"""A clerk leaves: a deputy for the last days, the list, the receipt, the end of the post."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.roles import Role
from postings.models import Handover, Posting
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import Office, press

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]


@pytest.fixture
def people(committed_db: str) -> Iterator[dict[str, Posting]]:
    yield {
        "leaving": factories.posting(Role.CLERK, "320100"),
        "coming": factories.posting(Role.CLERK, "320100"),
        "deputy": factories.posting(Role.REVIEWER, "320100"),
        "security": factories.posting(Role.SECURITY_ADMIN, None),
    }
    connection.close()


@both_sizes
def test_a_clerk_leaves_and_nothing_is_left_behind(
    page: Page, live_office: str, people: dict[str, Posting]
) -> None:
    office = Office(page, live_office)
    leaving, coming = people["leaving"], people["coming"]
    drafts = [factories.record(clerk=leaving, department=factories.department("320100")) for _ in range(3)]
    name_a_deputy(office, leaving, people["deputy"], people["security"])
    try_to_end(office, people["security"], leaving)
    list_the_cases(office, leaving, coming)
    give_the_receipt(office, coming, leaving.user.name, drafts[0].record_no)
    end_the_post(office, people["security"], leaving)


def name_a_deputy(office: Office, leaving: Posting, deputy: Posting, security: Posting) -> None:
    office.sit(leaving)
    page = office.open("/deputies/new/")
    page.get_by_role("searchbox", name="代理人").fill(deputy.user.username)
    page.get_by_role("radio", name=deputy.user.name).check()
    page.get_by_label("至", exact=False).last.fill(str(timezone.localdate() + timedelta(days=5)))
    page.get_by_role("group", name="失信记录").get_by_label("作废").check()
    page.get_by_label("事由").fill("调离前休假")
    office.keep("deputy-new")
    press(page.get_by_role("button", name="请求指定代理"))
    case = page.url.removeprefix(office.address)
    office.sit(security)
    office.open(f"{case}agree/")
    office.keep("deputy-agree")
    press(page.get_by_role("button", name="确认同意"))
    office.sit(leaving)
    office.open("/deputies/")
    expect(page.get_by_role("table").get_by_text("代理中")).to_be_visible()
    office.keep("deputies")
    office.log_in(deputy.user.username)
    office.open_menu()
    page.locator("details.drop summary").first.click()
    press(page.get_by_role("button", name=f"代理{leaving.user.name}"))
    expect(page.get_by_text(f"代理{leaving.user.name}").first).to_be_attached()
    office.keep("acting")


def try_to_end(office: Office, security: Posting, leaving: Posting) -> None:
    office.sit(security)
    page = office.open(f"/postings/{leaving.pk}/end/")
    page.get_by_label("最后一天", exact=False).or_(page.get_by_label("至", exact=False)).first.fill(
        str(timezone.localdate())
    )
    page.get_by_label("理由", exact=False).first.fill("调离")
    press(page.get_by_role("button", name="终止岗位"))
    expect(page.get_by_text("须先办理交接")).to_be_visible()
    expect(page.get_by_text("草稿或退回件 3 件")).to_be_visible()
    office.keep("end-refused")


def list_the_cases(office: Office, leaving: Posting, coming: Posting) -> None:
    office.sit(leaving)
    page = office.open("/handovers/")
    office.keep("handovers")
    page.get_by_role("link", name="列出交接清单").click()
    page.get_by_role("searchbox", name="接收岗位").fill("南京")
    page.get_by_role("radio", name=coming.user.name).check()
    page.get_by_label("事由").fill("调离，自下月起由接手人负责")
    office.keep("handover-new")
    press(page.get_by_role("button", name="列出交接清单"))
    expect(page.get_by_text("待接收").first).to_be_visible()


def give_the_receipt(office: Office, coming: Posting, giver: str, number: str) -> None:
    office.sit(coming)
    page = office.page
    page.get_by_role("link", name=f"接收{giver}移交的事项").first.click()
    expect(page.get_by_text(number, exact=False).first).to_be_visible()
    page.get_by_role("link", name="接收", exact=True).click()
    press(page.get_by_role("button", name="接收", exact=True))
    expect(page.get_by_role("heading", name="回执")).to_be_visible()
    expect(page.get_by_text(Handover.objects.get().receipt_number)).to_be_visible()
    office.keep("handover")


def end_the_post(office: Office, security: Posting, leaving: Posting) -> None:
    office.sit(security)
    page = office.open(f"/postings/{leaving.pk}/end/")
    page.get_by_label("最后一天", exact=False).or_(page.get_by_label("至", exact=False)).first.fill(
        str(timezone.localdate())
    )
    page.get_by_label("理由", exact=False).first.fill("调离")
    press(page.get_by_role("button", name="终止岗位"))
    expect(page.get_by_text("岗位到", exact=False).first).to_be_visible()
    assert Posting.objects.get(pk=leaving.pk).until == timezone.localdate()
