"""A sum in the wrong unit: the form asks once, the clerk says that it is right, and the case keeps the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    clerk = factories.posting(Role.CLERK)
    details = {"fine": "50000.00"}
    made = factories.record(clerk=clerk, amount=355_000, loss=None, source_details=details)
    yield {"clerk": clerk, "draft": made, "confirmed": factories.record("confirmed", loss=None)}
    connection.close()


@both_sizes
def test_a_sum_in_the_wrong_unit_is_asked_about_once(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    sit(page, live_office, scene["clerk"])
    address = f"{live_office}/records/{scene['draft'].record_no}/"
    page.goto(f"{address}edit/")
    expect(page.get_by_label("金额无误")).to_have_count(0)
    page.get_by_label("涉及金额（万元）").fill("400000")
    press(page.get_by_role("button", name="保存修改"))
    asked = page.get_by_label("金额无误")
    expect(asked).not_to_be_checked()
    keep(page, "sums-asked")
    asked.check()
    press(page.get_by_role("button", name="保存修改"))
    expect(page.get_by_text("同涉及金额（未另填）")).to_be_visible()
    keep(page, "sums-case")
    page.goto(f"{address}?tab=trail")
    expect(page.get_by_text("金额无误：涉及金额 400000 万元，是罚款金额 5 万元的一万倍以上")).to_be_visible()
    page.goto(f"{live_office}/records/{scene['confirmed'].record_no}/correct/")
    page.get_by_label("更正类型").select_option("facts")
    page.get_by_label("更正理由").fill("金额写错")
    page.get_by_label("损失（万元）").fill("0.001")
    press(page.get_by_role("button", name="提出更正"))
    expect(page.get_by_label("金额无误")).not_to_be_checked()
    keep(page, "sums-correction")
