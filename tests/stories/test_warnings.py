"""From the court's service to the proof of performance: a department is reminded, overseen, alerted, and performs in time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from common.roles import Role
from letters import services as letters
from supervision.warnings.models import JudgmentWarning
from tests import factories
from tests.browser import both_sizes
from tests.stories.office import keep, press, sit
from tests.supervision import warning as making
from tests.supervision.warning import days_ago

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(三) 被诉提醒、败诉督办、执行立案预警、拒不执行逐级预警",)
"""Rows of docs/clauses.md that this story walks."""
STATE = "h1 + .facts"
CASE = "（2026）模拟01行初77号"


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    body = factories.department("320102", name="模拟区房屋征收办（演示）")
    (tmp_path / "银行回单.pdf").write_bytes(making.PDF)
    roles = {role: factories.posting(role) for role in (Role.OFFICER, Role.DIRECTOR)}
    director = roles[Role.DIRECTOR]
    year = timezone.localdate().year
    letters.open_series(letters.issuer_of(director), kind="函", mark="模信函", year=year, by=director)
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    yield {"body": body, "side": side, "file": tmp_path / "银行回单.pdf", **roles}
    connection.close()


@both_sizes
def test_a_department_is_warned_step_by_step_and_proves_that_it_performed(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    address = be_sued(page, live_office, scene)
    remind(page, live_office, address, scene)
    judgment = factories.judgment("confirmed", department=scene["body"], case_number="（2026）模拟01行终9号")
    act(page, "转入败诉督办…", judgment=str(judgment.pk), obligation="支付补偿款三十万元")
    expect(page.locator(STATE)).to_contain_text("败诉督办")
    sign(page, live_office, address, scene, "签发败诉督办函")
    answer(page, live_office, address, scene, "已列入追加预算，按月支付")
    keep(page, "warning-department")
    sit(page, live_office, scene[Role.OFFICER])
    page.goto(address)
    filed = {"number": "（2026）模拟01执8号", "court": "模拟法院（演示）", "filed_on": str(days_ago(1))}
    act(page, "登记执行立案…", **filed)
    sign(page, live_office, address, scene, "签发执行立案预警函")
    prove(page, live_office, address, scene)
    sit(page, live_office, scene[Role.OFFICER])
    page.goto(address)
    keep(page, "warning-check")
    act(page, "核对属实，已履行…", reason="与银行流水一致")
    expect(page.locator(STATE)).to_contain_text("已履行")
    keep(page, "warning-performed")
    page.goto(f"{live_office}/warnings/")
    keep(page, "warning-list")
    assert JudgmentWarning.objects.get().status == "performed"


@both_sizes
def test_the_director_sees_the_chains_on_the_board_and_why_nothing_can_be_pressed_yet(
    page: Page, live_office: str, scene: dict[str, Any]
) -> None:
    late = making.warning("lost", body=scene["body"])
    making.warning("enforcing", body=scene["body"], signed=True)
    sit(page, live_office, scene[Role.DIRECTOR])
    page.goto(f"{live_office}/figures/board/")
    expect(page.locator("main")).to_contain_text("裁判履行预警")
    keep(page, "warning-board")
    page.goto(f"{live_office}/warnings/{late.pk}/")
    expect(page.locator("#bar-press")).to_contain_text("约谈、通报现在不能办理")
    keep(page, "warning-barred")
    page.goto(f"{live_office}/departments/{scene['body'].credit_code}/")
    expect(page.locator("main")).to_contain_text("裁判履行预警")
    keep(page, "warning-of-department")


def act(page: Page, link: str, **fields: str) -> None:
    """Open the page of an act, fill its fields, do it."""
    page.get_by_role("link", name=link).click()
    page.wait_for_load_state()
    for name, words in fields.items():
        field = page.locator(f"form.form [name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(words)
        else:
            field.fill(words)
    keep(page, f"warning-act-{next(iter(fields))}")
    press(page.locator("form.form button.first"))


def be_sued(page: Page, office: str, scene: dict[str, Any]) -> str:
    """The department itself registers what the court served."""
    sit(page, office, scene["side"])
    page.goto(f"{office}/warnings/new/")
    said = {"court": "模拟中级人民法院（演示）", "case_number": CASE, "matter": "不服征收补偿决定"}
    for name, words in (said | {"received_on": str(days_ago(10))}).items():
        page.locator(f"[name={name}]").fill(words)
    keep(page, "warning-sued")
    press(page.get_by_role("button", name="登记", exact=True))
    expect(page.locator(STATE)).to_contain_text("被诉提醒")
    expect(page.locator("main")).to_contain_text(str(days_ago(-5)))
    keep(page, "warning-first")
    return page.url


def remind(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.OFFICER])
    page.goto(address)
    press(page.get_by_role("button", name="发被诉提醒函"))
    serve(page)


def sign(page: Page, office: str, address: str, scene: dict[str, Any], words: str) -> None:
    """Another person signs the letter, an officer writes down its service."""
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(address)
    press(page.get_by_role("button", name=words))
    serve(page)


def serve(page: Page) -> None:
    page.get_by_role("link", name="登记送达…").click()
    page.locator("[name=letter]").select_option(index=1)
    page.locator("[name=manner]").select_option("direct")
    for name, words in {"recipient": "办公室", "on": str(days_ago(0)), "proof": "签收回执"}.items():
        page.locator(f"[name={name}]").fill(words)
    press(page.locator("form.form button.first"))


def answer(page: Page, office: str, address: str, scene: dict[str, Any], words: str) -> None:
    sit(page, office, scene["side"])
    page.goto(address)
    act(page, "报告所采取的措施…", text=words, taken_on=str(days_ago(0)))
    expect(page.locator("#measures")).to_contain_text(words)


def prove(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    answer(page, office, address, scene, "已支付全部补偿款")
    page.goto(f"{address}?tab=evidence")
    page.locator("[name=file]").set_input_files(scene["file"])
    press(page.get_by_role("button", name="上传"))
    page.goto(address)
    act(page, "提交履行证明…", performance="补偿款三十万元已付清", performed_on=str(days_ago(0)))
    expect(page.locator("#performance")).to_contain_text("等待核对")
