"""The story of a case: every act with person, posting, reason and state; on the page and on paper."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common import services as common
from common.roles import Role
from postings import services as postings_services
from records.corrections.services import corrections
from records.facts.story import story_of
from tests import factories, world
from tests.office import sit, text

pytestmark = pytest.mark.django_db


def corrected():
    """A public record with a correction in hand."""
    record = factories.publication().fact.of_kind
    case = corrections.propose_correction(
        record,
        by=factories.posting(Role.CLERK),
        changes={"remark": "补正"},
        kind="facts",
        grounds="裁定补正",
        document="补正裁定",
    )
    return record, case


def test_acts_on_publication_and_correction_are_part_of_the_story_with_their_states():
    record, _ = corrected()
    steps = story_of(record, factories.posting(Role.REVIEWER))
    assert [(step.about, step.what) for step in steps][:2] == [("更正", "提出更正"), ("公示", "公示")]
    moved = {step.what: step.moved for step in steps}
    assert moved["复核通过"] == "待复核 → 待告知"
    assert moved["公示"] == "待审查 → 公示中"
    assert [step.at for step in steps] == sorted((step.at for step in steps), reverse=True)


def test_a_department_reads_its_story_from_the_notice_on_and_no_drafts():
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    made.edit(by=clerk, remark="草稿里的话")
    factories.walk(made, "statement", clerk)
    own = factories.posting(Role.REPRESENTATIVE, unit=made.department)
    steps = story_of(made, own)
    assert [step.what for step in steps] == ["告知", "复核通过"]
    assert not any(step.changes for step in steps)
    assert any(step.what == "修改" for step in story_of(made, clerk))


def test_a_deputy_is_named_with_whom_they_stand_in_for():
    holder, person = factories.posting(Role.REVIEWER), factories.person()
    factories.deputy(holder, by=holder, person=person, since=world.TODAY, until=world.TODAY)
    made = factories.record("pending_review")
    made.pass_review(by=postings_services.held_postings(person, world.TODAY)[0])
    (step, *_) = story_of(made, holder)
    assert step.who == f"{person.name}（代理{holder.user.name}）"
    assert "复核员" in step.posting


def test_the_whole_case_is_laid_on_paper_with_who_printed_it(settings):
    settings.PORTAL_DEMO = True
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    upload = SimpleUploadedFile("送达回证.pdf", world.PDF)
    laid = common.attach(made, upload, title="送达回证", by=clerk)
    factories.walk(made, "statement", clerk)
    client, held = sit(Role.REVIEWER)
    answer = client.get(f"/records/{made.record_no}/print/")
    shown = text(answer)
    for words in (made.facts, laid.sha256, held.user.name, "复核通过", "陈述申辩截止", "第 5 日", "演示数据"):
        assert words in shown
    assert "<form" not in answer.content.decode().split("<main")[1].split("</main>")[0]
    outside, _ = sit(Role.REVIEWER, "320500")
    assert outside.get(f"/records/{made.record_no}/print/").status_code == 404


def test_the_department_prints_only_what_it_may_read():
    made = factories.record("statement")
    client, _ = sit(Role.REPRESENTATIVE, None, unit=made.department)
    shown = text(client.get(f"/records/{made.record_no}/print/"))
    assert "复核通过" in shown
    assert "提交复核" not in shown


@pytest.mark.parametrize("make", [factories.judgment, factories.commendation])
def test_a_department_reads_the_story_of_a_judgment_or_honour_from_its_confirmation_on(make):
    clerk = factories.posting(Role.CLERK)
    fact = make("returned", clerk=clerk)
    fact.submit(by=clerk, reason="已照退回意见改好")
    fact.confirm(by=factories.posting(Role.REVIEWER), reason="与文书一致")
    client, own = sit(Role.REPRESENTATIVE, None, unit=fact.department)
    assert [step.what for step in story_of(fact, own)] == ["认定"]
    assert "已照退回意见改好" in [step.reason for step in story_of(fact, clerk)]
    shown = text(client.get(f"/{fact.KIND}s/{fact.pk}/"))
    assert "已照退回意见改好" not in shown
    assert "与文书一致" in shown


def test_a_department_does_not_read_of_what_is_only_proposed_for_publication():
    waiting = factories.publication("pending")
    signer = factories.posting(Role.SECRECY)
    waiting.sign_sheet(by=signer, answers=factories.CLEAN_SHEET, reason="保密意见")
    own = factories.posting(Role.REPRESENTATIVE, unit=waiting.fact.of_kind.department)
    assert "保密意见" not in [step.reason for step in story_of(waiting.fact.of_kind, own)]
    assert "保密意见" in [step.reason for step in story_of(waiting.fact.of_kind, signer)]
