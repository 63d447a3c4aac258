"""An organ asks about candidates: registered out of a workbook, approved by a second person, answered by reports, shown and used."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.models import Transition
from common.roles import Role
from inquiries.models import Inquiry
from tests import factories
from tests.browser import both_sizes
from tests.inquiries.asking import id_number, sanctioned
from tests.stories.office import Office, press

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(三) 录用、调任、评优评先查询",)
"""Rows of docs/clauses.md that this story walks."""
NOTHING = "本库无记录，不代表公共信用信息系统查询结果"
STATE = "h1 + .facts"
TODAY = f"{timezone.localdate():%Y-%m-%d}"


@pytest.fixture
def scene(committed_db: str) -> Iterator[dict[str, Any]]:
    unit = factories.department("320100")
    official = factories.official(unit, id_number=id_number(5))
    sanctioned(unit, official=official)
    roles = {role: factories.posting(role, None, unit=unit) for role in (Role.CLERK, Role.REVIEWER)}
    yield {"official": official, **roles}
    connection.close()


@both_sizes
def test_an_inquiry_from_the_workbook_to_its_use(
    page: Page, live_office: str, scene: dict[str, Any], tmp_path: Path
) -> None:
    office = Office(page, live_office)
    office.sit(scene[Role.CLERK])
    address = register(office, listed(tmp_path, scene["official"]))
    office.sit(scene[Role.REVIEWER])
    page.goto(address)
    act(page, "批准并答复…", approval_number="模拟批〔2026〕3号")
    expect(page.locator(STATE)).to_contain_text("已答复")
    office.sit(scene[Role.CLERK])
    read(office, address, scene["official"])
    use(office, address)
    case = Inquiry.objects.get()
    assert case.status == "used"
    assert Transition.objects.filter(object_id=case.pk, act="read").count() == 2


def listed(folder: Path, official: Any) -> Path:
    """A workbook of the official and of a stranger."""
    book = openpyxl.Workbook()
    for row in (("姓名", "身份证件号码"), (official.name, id_number(5)), ("乙候选", id_number(6))):
        book.active.append(list(row))
    held = BytesIO()
    book.save(held)
    path = folder / "名单.xlsx"
    path.write_bytes(held.getvalue())
    return path


def register(office: Office, workbook: Path) -> str:
    page = office.open("/inquiries/")
    page.get_by_role("link", name="按名单登记").click()
    page.locator("input[name=kind][value=person]").check()
    page.get_by_label("用途").select_option("transfer")
    fill(
        page,
        matter="调任人选考察（演示）",
        asking_body="模拟市公务员局（演示）",
        handler="甲经办",
        request="模拟函〔2026〕7号",
        received_on=TODAY,
        as_of=TODAY,
    )
    page.locator("input[type=file]").set_input_files(workbook)
    office.keep("inquiry-list")
    press(page.get_by_role("button", name="上传并预览"))
    expect(page.get_by_text("读到 2 行")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("甄诚信")
    office.keep("inquiry-draft")
    press(page.get_by_role("button", name="提交批准"))
    expect(page.locator(STATE)).to_contain_text("待批准")
    return str(page.url)


def read(office: Office, address: str, official: Any) -> None:
    """Open both reports: one tells of a running period, one of nothing."""
    for number, words in ((0, "记过"), (1, NOTHING)):
        page = office.page
        page.goto(address)
        office.keep("inquiry-answered")
        press(page.locator("table.list button").nth(number))
        expect(page.locator("main")).to_contain_text(words)
        office.keep(f"inquiry-report-{number}")


def use(office: Office, address: str) -> None:
    """What keeps the answer from being used is said until it is done."""
    page = office.page
    page.goto(address)
    expect(page.get_by_text("请先登记系统查询结果")).to_be_visible()
    act(page, "登记系统查询结果…", reply="报告 演示-1", replied_on=TODAY)
    expect(page.get_by_text("请先登记告知本人")).to_be_visible()
    act(page, "登记告知本人…", shown_by="当面出示，本人签收", shown_on=TODAY)
    act(page, "登记使用…", reason="列为考察对象")
    expect(page.locator(STATE)).to_contain_text("已登记使用")


def act(page: Page, link: str, **given: str) -> None:
    page.get_by_role("link", name=link).click()
    fill(page, **given)
    press(page.locator("form.form button.first"))


def fill(page: Page, **given: str) -> None:
    for name, words in given.items():
        page.locator(f"form.form [name={name}]").fill(words)
