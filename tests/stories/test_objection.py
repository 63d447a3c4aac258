"""A department objects to a published record; it is verified, upheld, and the record leaves the public page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from appeals.objections.models import Objection
from common.roles import Role
from tests import factories
from tests.appeals import objecting
from tests.browser import both_sizes
from tests.stories.office import expect_gone, keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(五) 异议申诉",)
"""Rows of docs/clauses.md that this story walks."""


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    act = objecting.published()
    fact = act.fact.of_kind
    yield {
        "public": act,
        "number": fact.record_no,
        "theirs": objecting.representative(fact),
        "officer": factories.posting(Role.OFFICER),
        "router": factories.posting(Role.DIRECTOR),
        "finder": factories.posting(Role.FINDING_BODY, None, unit=fact.finding_unit),
        "decider": factories.posting(Role.DIRECTOR),
    }
    connection.close()


@both_sizes
def test_an_upheld_objection_takes_the_record_off_the_public_page(
    page: Page, live_office: str, live_public: str, scene: dict[str, Any]
) -> None:
    sit(page, live_office, scene["theirs"])
    object_to(page, f"{live_office}/records/{scene['number']}/")
    address = f"{live_office}/objections/{Objection.objects.get().pk}/"
    act_in_turn(page, live_office, scene, address)
    expect(page.get_by_text("已办结·采纳").first).to_be_visible()
    keep(page, "objection-upheld")
    expect_gone(page, f"{live_public}/r/{scene['public'].public_id}/")


def object_to(page: Page, record: str) -> None:
    page.goto(record)
    page.get_by_role("link", name="提出异议").click()
    keep(page, "objection-form")
    page.get_by_label("异议类型").select_option("unfit")
    page.get_by_label("异议理由").fill("处罚决定的当事人不是本单位，不应归集")
    press(page.get_by_role("button", name="提出异议"))
    expect(page.get_by_text("查询码").first).to_be_visible()
    keep(page, "objection-filed")


def act_in_turn(page: Page, office: str, scene: dict[str, Any], address: str) -> None:
    """Accept, name the verifying body, conclude, decide: each by another person."""
    sit(page, office, scene["officer"])
    page.goto(address)
    keep(page, "objection-officer")
    press(page.get_by_role("button", name="受理", exact=True))
    sit(page, office, scene["router"])
    page.goto(address)
    press(page.get_by_role("link", name="指定核查机关"))
    page.get_by_label("理由").fill("由作出文书的机关核查")
    keep(page, "objection-route")
    press(page.get_by_role("button", name="确认指定核查机关"))
    sit(page, office, scene["finder"])
    page.goto(address)
    press(page.get_by_role("link", name="答复核查结论"))
    page.get_by_label("核查结论").select_option("delete")
    page.get_by_label("核查情况").fill("经核对，处罚决定的当事人是下属企业")
    keep(page, "objection-answer")
    press(page.get_by_role("button", name="确认答复核查结论"))
    sit(page, office, scene["decider"])
    page.goto(address)
    keep(page, "objection-decide")
    press(page.get_by_role("link", name="采纳，撤销信息"))
    page.get_by_label("理由").fill("主体有误")
    press(page.get_by_role("button", name="确认采纳，撤销信息"))
