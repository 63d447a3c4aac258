"""A department's decision is annulled on review: the office registers, the organ stays, the director sees what ends and ends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from tests import factories
from tests.appeals import objecting
from tests.browser import both_sizes
from tests.challenges import challenging
from tests.stories.office import keep, press, sit

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]
CLAUSES = ("二(五) 源文书复议、诉讼、再审、复审、复核、申诉",)
"""Rows of docs/clauses.md that this story walks."""
STATE = "h1 + .facts"


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    first, second = challenging.pair()
    objection = objecting.walked(objecting.objection(first.fact.of_kind), "routing")
    paper = tmp_path / "文书.pdf"
    paper.write_bytes(challenging.upload().read())
    result = tmp_path / "决定.pdf"
    result.write_bytes(challenging.upload().read())
    roles = {role: factories.posting(role) for role in (Role.OFFICER, Role.DIRECTOR)}
    yield {"act": first, "other": second, "objection": objection, "paper": paper, "result": result, **roles}
    connection.close()


@both_sizes
def test_a_document_is_challenged_and_annulled(page: Page, live_office: str, scene: dict[str, Any]) -> None:
    sit(page, live_office, scene[Role.OFFICER])
    page.goto(f"{live_office}/records/{scene['act'].fact.number}/")
    page.get_by_role("link", name="登记源文书变动").click()
    fill(
        page,
        organ="模拟高级人民法院（演示）",
        accepted_number="（2026）苏行申7号",
        accepted_on=challenging.days_ago(5),
    )
    page.locator("[name=kind]").select_option("retrial")
    page.locator("[name=file]").set_input_files(scene["paper"])
    keep(page, "challenge-form")
    press(page.locator("form.form button.first"))
    address = page.url
    expect(page.locator(STATE)).to_contain_text("审理中")
    page.goto(f"{address}?tab=evidence")
    page.locator("[name=file]").set_input_files(scene["result"])
    page.locator("[name=title]").fill("再审判决书")
    press(page.get_by_role("button", name="上传"))
    page.goto(address)
    page.get_by_role("link", name="登记处理文书…").click()
    page.locator("[name=outcome]").select_option("annulled")
    page.locator("select[name=file]").select_option(label="再审判决书")
    fill(page, number="（2026）苏行再7号", dated_on=challenging.today(), reason="再审撤销原判决")
    keep(page, "challenge-prepare")
    press(page.locator("form.form button.first"))
    decide(page, live_office, address, scene)


def decide(page: Page, office: str, address: str, scene: dict[str, Any]) -> None:
    sit(page, office, scene[Role.DIRECTOR])
    page.goto(f"{office}/work/")
    page.goto(address)
    page.get_by_role("link", name="文书撤销，终止信息…").click()
    for number in (scene["act"].fact.number, scene["other"].fact.number, scene["objection"].number):
        expect(page.get_by_role("main")).to_contain_text(number)
    page.locator("[name=reason]").fill("与再审判决书一致")
    keep(page, "challenge-annul")
    press(page.locator("form.form button.first"))
    expect(page.locator(STATE)).to_contain_text("文书已撤销")
    keep(page, "challenge-annulled")
    for name in ("act", "other", "objection"):
        scene[name].refresh_from_db()
    ends = (scene["act"].end_ground, scene["other"].end_ground, scene["objection"].status)
    assert ends == ("withdrawn", "withdrawn", "lapsed")


def fill(page: Page, **given: Any) -> None:
    for name, words in given.items():
        page.locator(f"[name={name}]").fill(str(words))
