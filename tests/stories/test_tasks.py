"""The twelve commonest tasks by the keyboard alone: each has a limit of Tab presses, and is really done in the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, expect

from common.roles import Role
from exchange.models.batches import ImportBatch
from exchange.models.proposals import DepartmentProposal
from organisations.models import Department
from postings.models import Posting
from records.models import Correction, DishonestyRecord, Publication
from tests import factories
from tests.exchange.returns import ROSTER_HEAD, imported, line, table, workbook
from tests.hand import Hand
from tests.office import client_of

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]

FORM = 30
"""Tab presses from the first field of a form to 存为草稿."""
MAIN_ACT = 8
"""Tab presses from the top of a case to its main act."""
NUMBER = "苏财罚〔2026〕18号"
FACTS = "道路养护项目验收合格后拖欠合同价款"
NEW = "道路养护项目验收合格后拖欠合同价款，逾期一百二十日仍未支付"

Sit = Callable[..., Hand]


@pytest.fixture
def sit(committed_db: str, live_office: str, page: Page) -> Iterator[Sit]:
    """A hand at the keyboard of this posting, before the page of this address."""

    def seated(held: Posting, address: str) -> Hand:
        key = client_of(held).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_office}])
        page.goto(f"{live_office}{address}")
        return Hand(page)

    yield seated
    connection.close()


@pytest.fixture
def told(record_property: Callable[[str, object], None]) -> Callable[[str, Hand, int], None]:
    """Hold the hand to its limit, and note what it took for the report."""

    def noted(task: str, hand: Hand, most: int) -> None:
        record_property("task", f"{task}|{hand.tabs}|{most}|{hand.keys}|{hand.clicks}")
        assert hand.tabs <= most, f"{task}: {hand.tabs} Tabs, {most} are allowed"

    return noted


def at(hand: Hand, name: str) -> None:
    """Say that the focus stands on this field before the counting begins."""
    hand.page.locator(f"#id_{name}").focus()


def fill_in_what_differs(hand: Hand) -> None:
    """Write what is of the fact, not of its document."""
    page = hand.page
    hand.write(page.locator("#id_facts"), FACTS)
    hand.choose(page.locator("#id_cause"), "breach")
    hand.choose(page.locator("#id_domain"), "procurement")
    hand.write_day(page.locator("#id_occurred_on"), date(2025, 6, 1))


def fill_in_sums_and_grade(hand: Hand) -> None:
    page = hand.page
    hand.write(page.locator("#id_amount"), "35.5")
    hand.choose(page.locator("#id_impact"), "larger")
    hand.choose(page.locator("#id_declared_severity"), "ordinary")


def fill_in(hand: Hand, words: str) -> None:
    """Fill in a penalty from the first field on; the subject is looked up by some of its words."""
    page = hand.page
    at(hand, "credit_code")
    hand.write(page.locator("#id_credit_code"), words)
    hand.press("Enter")
    offer = page.locator("[name=credit_code-pick]").first
    hand.tick(offer)
    fill_in_what_differs(hand)
    hand.write(page.locator("#id_finding_body"), "模拟财政局（演示）")
    hand.write(page.locator("#id_document_title"), "行政处罚决定书")
    hand.write(page.locator("#id_document_number"), NUMBER)
    hand.write_day(page.locator("#id_decided_on"), date(2026, 1, 10))
    hand.write_day(page.locator("#id_effective_on"), date(2026, 1, 20))
    hand.write(page.locator("#id_legal_basis"), "《政府采购法》第七十八条")
    fill_in_sums_and_grade(hand)
    hand.choose(page.locator("#id_disclosure"), "public")


def test_a_penalty_is_entered(sit: Sit, told: Callable[..., None]) -> None:
    body = factories.department("320100", name="模拟水务局（演示）")
    hand = sit(factories.posting(Role.CLERK, "320100"), "/records/new/?source=penalty")
    fill_in(hand, "模拟水务")
    hand.enter(hand.page.get_by_role("button", name="存为草稿"))
    made = DishonestyRecord.objects.get()
    assert (made.status, made.department, made.document_number) == ("draft", body, NUMBER)
    assert f"{made.occurred_on} {made.decided_on} {made.effective_on}" == "2025-06-01 2026-01-10 2026-01-20"
    told("录入一条行政处罚（从第一项到“存为草稿”）", hand, FORM)


def test_four_facts_of_one_document_are_entered(sit: Sit, told: Callable[..., None]) -> None:
    factories.department("320100", name="模拟水务局（演示）")
    hand = sit(factories.posting(Role.CLERK, "320100"), "/records/new/?source=penalty")
    fill_in(hand, "模拟水务")
    page = hand.page
    for _ in range(3):
        hand.enter(page.get_by_role("button", name="保存并再录一条（同一文书）"))
        expect(page.locator("#id_facts")).to_be_focused()
        fill_in_what_differs(hand)
        fill_in_sums_and_grade(hand)
    hand.enter(page.get_by_role("button", name="存为草稿"))
    made = DishonestyRecord.objects.order_by("ordinal")
    assert [(r.ordinal, r.document_number, r.facts) for r in made] == [
        (n, NUMBER, FACTS) for n in (1, 2, 3, 4)
    ]
    assert len({(r.department, r.finding_body, r.decided_on, r.disclosure) for r in made}) == 1
    told("从同一文书录入四条", hand, 4 * FORM)


def decide(hand: Hand, act: str, reason: str = "") -> None:
    """From the top of a case to its act, with a reason where one is asked for."""
    hand.to_acts()
    if reason:
        hand.write(hand.page.get_by_label("办理意见"), reason)
    offered = hand.page.locator("#decide").locator("button, a")
    hand.enter(offered.filter(has_text=re.compile(rf"^\s*{act}…?\s*$")))


def test_a_draft_is_submitted(sit: Sit, told: Callable[..., None]) -> None:
    clerk = factories.posting(Role.CLERK)
    draft = factories.record(clerk=clerk)
    hand = sit(clerk, f"/records/{draft.record_no}/")
    decide(hand, "提交复核")
    draft.refresh_from_db()
    assert draft.status == "pending_review"
    told("提交复核", hand, MAIN_ACT)


def test_a_record_is_returned(sit: Sit, told: Callable[..., None]) -> None:
    made = factories.record("pending_review")
    hand = sit(factories.posting(Role.REVIEWER), f"/records/{made.record_no}/")
    decide(hand, "退回", "请补正文书号")
    made.refresh_from_db()
    assert made.status == "returned"
    told("退回", hand, MAIN_ACT)


def test_a_record_is_confirmed(sit: Sit, told: Callable[..., None]) -> None:
    made = factories.record("statement")
    hand = sit(factories.posting(Role.REVIEWER), f"/records/{made.record_no}/")
    decide(hand, "认定", "事实清楚，期满未提出意见")
    made.refresh_from_db()
    assert made.status == "confirmed"
    told("认定", hand, MAIN_ACT)


def test_a_sheet_is_signed(sit: Sit, told: Callable[..., None]) -> None:
    publication = factories.publication("pending")
    hand = sit(factories.posting(Role.SECRECY), f"/publications/{publication.pk}/")
    hand.to_acts()
    for item in hand.page.get_by_role("radio", name="无", exact=True).all():
        hand.tick(item)
    hand.enter(hand.page.get_by_role("button", name="签署审查表"))
    publication.refresh_from_db()
    assert publication.sheet_signed_by is not None
    told("签署公开审查表（六项）", hand, 2 * MAIN_ACT)


def test_a_signed_text_is_published(sit: Sit, told: Callable[..., None]) -> None:
    publication = factories.publication("signed")
    hand = sit(factories.posting(Role.DIRECTOR), f"/publications/{publication.pk}/")
    decide(hand, "公示")
    hand.to_acts()
    hand.enter(hand.page.get_by_role("button", name="确认公示"))
    publication = Publication.objects.get(pk=publication.pk)
    assert publication.status == "public"
    told("公示", hand, 2 * MAIN_ACT)


def test_a_correction_is_proposed(sit: Sit, told: Callable[..., None]) -> None:
    old = factories.publication().fact.of_kind
    hand = sit(factories.posting(Role.CLERK), f"/records/{old.record_no}/?tab=corrections")
    page = hand.page
    hand.to_content()
    hand.enter(page.get_by_role("link", name="提出更正"))
    hand.to_content()
    hand.choose(page.get_by_label("更正类型"), "facts")
    hand.write(page.get_by_label("更正理由"), "法院裁定补正了逾期天数")
    hand.write(page.get_by_label("失信行为描述"), NEW)
    with hand.leaving():
        hand.press("Control+Enter")
    assert Correction.objects.get().status == "pending"
    told("提出更正", hand, 2 * FORM)


def test_a_return_is_uploaded(sit: Sit, told: Callable[..., None], tmp_path: Path) -> None:
    file = tmp_path / "第三季度.xlsx"
    file.write_bytes(workbook(line(factories.department())))
    hand = sit(factories.posting(Role.CLERK), "/imports/new/")
    page = hand.page
    hand.to_acts()
    hand.reach(page.locator("#id_file"))
    field = page.locator("#id_file")
    field.evaluate(
        "field => field.addEventListener('click', event => { field.dataset.asked = 'yes'; event.preventDefault(); })"
    )
    hand.press("Enter")
    expect(field).to_have_attribute("data-asked", "yes")
    field.set_input_files(file)  # what the system's own window does
    hand.enter(page.get_by_role("button", name="上传并预览"))
    assert ImportBatch.objects.get().kind == "dishonesty"
    told("上传归集表", hand, MAIN_ACT)


def test_a_change_of_the_roster_is_decided(sit: Sit, told: Callable[..., None]) -> None:
    body = factories.department("320100", name="模拟旧名局（演示）")
    row = ["模拟新名局（演示）", body.credit_code, "机关", "市级", "320100"]
    imported(table(row, head=ROSTER_HEAD), "roster.csv", kind="departments", by=factories.posting(Role.CLERK))
    hand = sit(factories.posting(Role.OFFICER), "/imports/proposals/")
    page = hand.page
    hand.press("j")
    hand.enter(page.get_by_role("link", name="确认", exact=True))
    hand.to_acts()
    hand.write(page.locator("#id_reason"), "与编办批复一致")
    hand.enter(page.locator("#decide button.first"))
    assert DepartmentProposal.objects.get().status == "accepted"
    assert Department.objects.get(pk=body.pk).name == "模拟新名局（演示）"
    told("决定名录变更", hand, MAIN_ACT)


@pytest.mark.parametrize(
    ("task", "words", "found"),
    [
        ("按部分文号查找记录", "财罚2026 18", "记录"),
        ("按拼音查找部门", "moni shuiwu", "部门"),
    ],
)
def test_a_record_and_a_department_are_found(
    sit: Sit, told: Callable[..., None], task: str, words: str, found: str
) -> None:
    body = factories.department("320100", name="模拟水务局（演示）")
    record = factories.record(department=body, document_number=NUMBER)
    goal = {"记录": f"/records/{record.record_no}/", "部门": f"/departments/{body.credit_code}/"}[found]
    hand = sit(factories.posting(Role.REVIEWER), "/")
    hand.press("Control+k")
    with hand.page.expect_response("**/find/"):
        hand.page.keyboard.type(words)
    hit = hand.page.locator(f"#finder-hits a[href='{goal}']")
    expect(hit).to_be_visible()
    while hand.page.locator("#finder-hits a").first.get_attribute("href") != goal:
        hand.press("ArrowDown")
        if hit.evaluate("link => link === document.activeElement"):
            break
    with hand.leaving():
        hand.press("Enter")
    assert hand.page.url.endswith(goal)
    hand.clicks += 2  # the mouse opens the box and takes the hit
    told(task, hand, 0)
