"""Every face of the invented procedure works through the office's pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from common.cases.case_type import FACES, UNANSWERED, case_types
from common.cases.checks import check_case_types
from common.cases.open_cases import case_kinds
from common.models import Transition
from common.notice_kinds import groups
from common.open_matters import open_matters
from common.roles import Role
from common.version_words import code_words
from common.workflow import move_many
from postings.services.handovers import accept_handover, list_handover
from records.models import DishonestyRecord
from records.services import exclude_record, readmit_record, withdraw_fact
from tests import factories
from tests.common.conftest import PDF, sent
from tests.invented.models import Urging
from tests.office import acts_of, client_of, text, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.posting(Role.OFFICER)


def urged(officer, record=None, demand="请说明付款进度"):
    made = record or factories.record("confirmed")
    due = timezone.localdate() + timedelta(days=3)
    return Urging(record=made, demand=demand, due_on=due, ordered_by_id=officer.user_id).enter(by=officer)


def representative(case):
    return factories.posting(Role.REPRESENTATIVE, None, unit=case.record.department)


def test_place_queue_and_what_was_sent_stand_on_the_desk(officer):
    case = urged(officer)
    theirs = text(client_of(representative(case)).get("/"))
    assert "模拟督办" in theirs
    assert "督办待答复" in theirs
    assert case.demand in theirs
    assert f"督办 {case.demand} 督办中 部门代表" in text(client_of(officer).get("/work/sent/"))


def test_the_list_shows_filters_and_exports_it(officer):
    case = urged(officer)
    client = client_of(officer)
    assert case.demand in text(client.get("/urgings/?status=pending"))
    assert case.demand not in text(client.get("/urgings/?status=closed"))


def test_it_is_found_from_any_page(officer):
    case = urged(officer, demand="请说明拖欠原因")
    assert f"/urgings/{case.pk}/" in client_of(officer).get("/find/?q=拖欠原因").content.decode()


def test_it_is_answered_and_closed_from_its_page(officer):
    case = urged(officer)
    theirs = client_of(representative(case))
    page = f"/urgings/{case.pk}/"
    assert "答复" in text(theirs.get(page))
    said = {"reason": "月底前付清", "page_token": token_of(case)}
    assert theirs.post(f"{page}answer/", said).status_code == 302
    case.refresh_from_db()
    ours = client_of(officer)
    assert "月底前付清" in text(ours.get(page))
    assert ours.post(f"{page}close/", {"page_token": token_of(case)}).status_code == 302
    assert acts_of(case) == ["enter", "answer", "close"]


def test_evidence_and_talk_lie_beside_it(officer):
    case = urged(officer)
    client = client_of(officer)
    for tab, word in (("evidence", "证据"), ("talk", "沟通"), ("history", "答复期限")):
        answer = client.get(f"/urgings/{case.pk}/?tab={tab}")
        assert answer.status_code == 200, tab
        assert word in text(answer)
    beside = f"/cases/invented.urging/{case.pk}"
    laid = client.post(f"{beside}/evidence/", {"file": sent("凭证.pdf", PDF), "title": "付款凭证"})
    assert laid["Location"] == f"/urgings/{case.pk}/?tab=evidence"
    assert "付款凭证" in text(client.get(laid["Location"]))
    client.post(f"{beside}/talk/", {"text": "请一并附上合同"})
    assert "请一并附上合同" in text(client.get(f"/urgings/{case.pk}/?tab=talk"))


def test_an_open_one_is_handed_over_and_counts_in_a_merger(officer):
    case = urged(officer)
    assert [row.pk for row in case_kinds["urging"].rows(officer)] == [case.pk]
    other = factories.posting(Role.OFFICER)
    listed = list_handover(officer, other, by=officer)
    accept_handover(listed, by=other)
    assert [row.pk for row in case_kinds["urging"].rows(other)] == [case.pk]
    assert list(open_matters.entries["urgings"].rows([case.record.department])) == [case]


def test_its_notices_titles_and_messages_have_words():
    assert "urgings" in {group.key for group in groups()}
    assert code_words.titles["invented.urging"] == ("demand",)
    assert code_words.subjects["urging"] == "invented.urging"


def after_withdrawal(record):
    withdraw_fact(record, by=factories.posting(Role.DIRECTOR), reason="再审改判", source=factories.source())


def after_tolerance(record):
    exclude_record(
        record, by=factories.posting(Role.DIRECTOR), reason="容错", document="模拟纪委监委（演示）〔2026〕1号"
    )


def after_readmission(record):
    after_tolerance(record)
    readmit_record(record, by=factories.posting(Role.DIRECTOR), reason="容错决定被撤销")


@pytest.mark.parametrize(
    ("end", "status"),
    [(after_withdrawal, "lapsed"), (after_tolerance, "pending"), (after_readmission, "pending")],
)
def test_it_does_what_it_declared_for_each_end_of_its_record(officer, end, status):
    case = urged(officer)
    end(case.record)
    case.refresh_from_db()
    assert case.status == status


def test_void_drafts_end_their_demands_in_one_statement(officer):
    clerk = factories.posting(Role.CLERK)
    drafts = [factories.record("draft", clerk=clerk) for _ in range(3)]
    cases = [urged(officer, draft) for draft in drafts]
    keys = [draft.pk for draft in drafts]
    move_many(DishonestyRecord.objects.filter(pk__in=keys), "void", by=clerk, reason="重复录入")
    rows = Transition.objects.filter(object_id__in=[case.pk for case in cases], act="lapse")
    assert {row.reason for row in rows} == {"所督办的失信记录已作废：重复录入"}
    assert set(Urging.objects.values_list("status", flat=True)) == {"lapsed"}


@pytest.mark.parametrize("face", FACES)
def test_a_face_taken_away_is_named(monkeypatch, face):
    label = "invented.urging"
    assert list(check_case_types()) == []
    monkeypatch.setitem(case_types, label, replace(case_types[label], **{face: UNANSWERED}))
    assert [error.msg for error in check_case_types()] == [
        f"{label}: face '{face}' is neither given nor declined",
        *(
            ["invented.urging: face 'parents' leaves out 'record', a records.dishonestyrecord"]
            if face == "parents"
            else []
        ),
    ]
