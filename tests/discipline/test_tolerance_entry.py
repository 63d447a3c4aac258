"""After a decision: the director's own act on the record, its revocation, an official's file, and the record's own end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from common.cases.acts import offered
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline, Notice, Outbox, Transition
from common.roles import Role
from discipline.tolerance import acts
from discipline.tolerance.models import Tolerance
from discipline.tolerance.queues import FINDER
from discipline.tolerance.services import deciding, revoking
from discipline.tolerance.services.writing import serve_letter
from dossiers.models import ClemencyDecision
from letters import services as letters
from letters.case_letters import issue_waiting
from letters.models import Letter
from records import services as records
from records.models import Fact
from tests import factories
from tests.discipline import makers, tolerating
from tests.discipline.tolerating import decision, tolerance
from tests.in_public import addresses

pytestmark = pytest.mark.django_db


def trail(thing):
    return Transition.objects.filter(object_id=thing.pk).order_by("seq")


def last(thing, act):
    return trail(thing).filter(act=act).latest("seq")


def test_a_published_record_is_kept_out_with_all_that_hangs_on_it_in_one_act():
    act = factories.publication()
    record = act.fact.of_kind
    owed = makers.rectification(record=record)
    case = tolerance("tolerated", record=record)
    by = factories.posting(Role.DIRECTOR)
    assert act.public_id in addresses()
    deciding.exclude(case, by=by, reason="经认定免责")
    for thing in (act, record, owed, case):
        thing.refresh_from_db()
    assert (case.status, record.status, owed.status) == ("excluded", "not_included", "lapsed")
    assert (act.status, act.end_ground) == ("ended", "tolerated")
    assert act.public_id not in addresses()
    assert record.decision_document == f"{tolerating.BODY} 苏纪容〔2026〕1号（{tolerating.today()}）"
    assert last(record, "exclude").cause == last(case, "exclude").pk
    assert last(act, "end").cause == last(record, "exclude").pk
    assert {last(thing, name).actor for thing, name in ((record, "exclude"), (act, "end"))} == {by.user_id}
    told = Outbox.objects.filter(subject_id__in=[record.pk, act.pk])
    assert {"record.excluded", "publication.ended"} <= set(told.values_list("topic", flat=True))
    assert Letter.objects.of(case).filter(template__key="tolerance_entry").exists()


def test_kept_out_is_whole_or_nothing(monkeypatch):
    act = factories.publication()
    case = tolerance("tolerated", record=act.fact.of_kind)

    def fail(*given, **more):
        raise RuntimeError("no letter")

    monkeypatch.setattr(deciding, "write_letter", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        deciding.exclude(case, by=factories.posting(Role.DIRECTOR), reason="经认定免责")
    case = Tolerance.objects.get(pk=case.pk)
    act.refresh_from_db()
    assert (case.status, case.fact.of_kind.status, act.status) == ("tolerated", "confirmed", "public")
    assert act.public_id in addresses()
    assert not trail(case).filter(act="exclude").exists()
    assert not Outbox.objects.filter(topic__in=["record.excluded", "publication.ended"]).exists()


@pytest.mark.parametrize("state", ["pending_review", "statement"])
def test_a_record_on_its_road_is_kept_out_too_and_waits_for_no_statement(state):
    record = factories.record(state)
    tolerating.excluded(record)
    assert record.status == "not_included"
    assert not Deadline.objects.of(record).open().filter(kind="records.statement").exists()


def test_whether_the_record_enters_is_the_directors_choice():
    act = factories.publication()
    case = tolerance("included", record=act.fact.of_kind)
    act.refresh_from_db()
    assert (case.status, act.status, case.fact.of_kind.status) == ("included", "public", "confirmed")
    with pytest.raises(WrongState):
        deciding.exclude(case, by=factories.posting(Role.DIRECTOR), reason="又不纳入")


@pytest.mark.parametrize(
    ("given", "words"), [({"outcome": "lenient"}, "责任仍在"), ({"liable": "official"}, "不及于")]
)
def test_a_decision_that_leaves_the_liability_or_frees_another_keeps_nothing_out(given, words):
    case = tolerance("tolerated", decision=decision(**given))
    by = factories.posting(Role.DIRECTOR)
    with pytest.raises(NotEligible, match=words):
        deciding.exclude(case, by=by, reason="试")
    assert deciding.include(case, by=by, reason="责任仍在").status == "included"


def test_a_record_sent_back_meanwhile_is_not_kept_out():
    record = factories.record("pending_review")
    case = tolerance("tolerated", record=record)
    record.refresh_from_db()
    record.send_back(by=factories.posting(Role.REVIEWER), reason="补正")
    with pytest.raises(WrongState, match="等它回到办理中"):
        deciding.exclude(case, by=factories.posting(Role.DIRECTOR), reason="经认定免责")
    assert case.status == "tolerated"


def test_a_revoked_tolerance_sends_the_record_back_to_review_and_a_new_hearing():
    act = factories.publication()
    closes = act.closes_on
    record = tolerating.excluded(act.fact.of_kind)
    case = Tolerance.objects.of(record).get()
    tolerating.readmitted(record)
    case.refresh_from_db()
    assert (case.status, record.status) == ("revoked", "pending_review")
    assert (record.served_on, record.statement_due, record.reviewed_by) == (None, None, None)
    assert last(record, "readmit").cause == last(case, "revoke").pk
    reviewer = factories.posting(Role.REVIEWER)
    served = tolerating.today() - timedelta(days=30)
    record.pass_review(by=reviewer, today=served)
    record.serve_notice(by=reviewer, served_on=served, how="直接送达")
    record.confirm(by=reviewer, reason="期满未提出意见")
    assert not addresses()
    again = factories.publication(made=record)
    assert again.closes_on == closes, "public only while the original window runs"


def test_revoked_is_whole_or_nothing(monkeypatch):
    case = tolerance("excluded")
    revoking.doubt(case, by=factories.posting(Role.OFFICER), reason="材料系伪造")
    revoking.state(case, by=tolerating.representative(case), statement="误传")

    def fail(*given, **more):
        raise RuntimeError("no letter")

    monkeypatch.setattr(revoking, "write_letter", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        revoking.revoke(
            case, by=tolerating.decider(case), document="撤1号", on=tolerating.today(), reason="造假"
        )
    case = Tolerance.objects.get(pk=case.pk)
    assert (case.status, case.fact.of_kind.status) == ("excluded", "not_included")
    assert not trail(case).filter(act="revoke").exists()


def test_a_tolerance_is_revoked_by_another_person_after_the_department_was_heard():
    case = tolerance("excluded")
    director = tolerating.decider(case)
    settle = {"document": "撤1号", "on": tolerating.today(), "reason": "造假"}
    with pytest.raises(NotAllowed, match="先告知"):
        revoking.revoke(case, by=director, **settle)
    with pytest.raises(WrongState, match="没有待陈述"):
        revoking.state(case, by=tolerating.representative(case), statement="无")
    doubter = factories.posting(Role.OFFICER)
    revoking.doubt(case, by=doubter, reason="材料系伪造")
    with pytest.raises(WrongState, match="已经告知"):
        revoking.doubt(case, by=doubter, reason="又一次")
    with pytest.raises(NotAllowed, match="收到陈述意见或者期满"):
        revoking.revoke(case, by=director, **settle)
    letters.open_series(
        letters.issuer_of(doubter), kind="告知书", mark="模容", year=tolerating.today().year, by=director
    )
    issue_waiting(case, by=doubter)
    told = {"manner": "direct", "recipient": "当事单位", "proof": "回执"}
    letter = Letter.objects.of(case).get(template__key="tolerance_doubted")
    serve_letter(case, by=doubter, letter=letter, on=tolerating.today(), **told)
    hearing = Deadline.objects.of(case).get(kind="tolerance.hearing")
    assert case.statement_until == hearing.due_on > tolerating.today()
    revoking.state(case, by=tolerating.representative(case), statement="经办误传")
    with pytest.raises(NotAllowed, match="四眼"):
        revoking.revoke(case, by=factories.posting(Role.DIRECTOR, user=doubter.user), **settle)
    with pytest.raises(Incomplete, match="撤销日期"):
        revoking.revoke(case, by=director, **{**settle, "on": tolerating.today() + timedelta(days=1)})
    Tolerance.objects.filter(pk=case.pk).update(
        **dict.fromkeys(("reported_on", "met_on", "decided_on"), tolerating.today() - timedelta(days=9))
    )
    case.refresh_from_db()
    with pytest.raises(Incomplete, match="拟撤销之日"):
        revoking.revoke(case, by=director, **{**settle, "on": tolerating.today() - timedelta(days=1)})
    assert revoking.revoke(case, by=director, **settle).status == "revoked"
    assert case.doubted_by == doubter.user


def test_a_doubt_that_is_not_borne_out_leaves_everything_as_it_was():
    case = tolerance("excluded")
    revoking.doubt(case, by=factories.posting(Role.OFFICER), reason="有人反映")
    revoking.state(case, by=tolerating.representative(case), statement="材料真实")
    revoking.keep(case, by=tolerating.decider(case), reason="反映不实")
    assert (case.status, case.doubted_by, case.statement) == ("excluded", None, "")
    assert case.fact.of_kind.status == "not_included"
    assert trail(case).get(act="keep").before["statement"] == "材料真实"


def test_a_record_that_entered_stays_where_its_tolerance_is_revoked():
    case = tolerance("included")
    tolerating.revoked(case)
    assert (case.status, case.fact.of_kind.status) == ("revoked", "confirmed")
    assert not trail(case.fact).filter(act="readmit").exists()


@pytest.mark.parametrize("status", ["pending", "consulting", "tolerated"])
def test_a_case_ends_with_its_record_and_its_clocks_with_it(status):
    case = tolerance(status)
    by = factories.posting(Role.DIRECTOR)
    records.withdraw_fact(case.fact.of_kind, by=by, reason="处罚决定被撤销", source=factories.source())
    case.refresh_from_db()
    assert case.status == "lapsed"
    assert last(case, "lapse").cause is not None
    assert not Deadline.objects.of(case).open().exists()


def test_a_void_draft_ends_its_case():
    clerk = factories.posting(Role.CLERK)
    record = factories.record("pending_review", clerk=clerk)
    case = tolerance("deciding", record=record)
    record.refresh_from_db()
    record.send_back(by=factories.posting(Role.REVIEWER), reason="重复")
    record.void(by=clerk, reason="重复")
    case.refresh_from_db()
    assert case.status == "lapsed"


def test_a_name_is_cleared_where_the_decision_asked_for_it_and_once():
    case, officer = (
        tolerance("tolerated", decision=decision(clears_name=True)),
        factories.posting(Role.OFFICER),
    )
    deciding.clear(case, by=officer, reason="在本单位职工会上澄清")
    assert case.cleared == "在本单位职工会上澄清"
    assert trail(case).filter(act="clear").exists()
    with pytest.raises(WrongState, match="没有待办的澄清正名"):
        deciding.clear(case, by=officer, reason="又一次")
    with pytest.raises(WrongState, match="没有待完成的纠错要求"):
        deciding.correct(case, by=officer, on=tolerating.today(), reason="试")
    asked = decision(correction="补办手续", correction_due=tolerating.today())
    other = tolerance("tolerated", decision=asked)
    with pytest.raises(WrongState, match="没有待办的澄清正名"):
        deciding.clear(other, by=officer, reason="试")
    with pytest.raises(Incomplete, match="完成日期"):
        deciding.correct(other, by=officer, on=tolerating.today() - timedelta(days=9), reason="试")
    deciding.correct(other, by=officer, on=tolerating.today(), reason="已补办")
    with pytest.raises(WrongState, match="没有待完成的纠错要求"):
        deciding.correct(other, by=officer, on=tolerating.today(), reason="又一次")


@pytest.fixture
def official_record():
    official = factories.official()
    record = factories.record("confirmed", official=official, source_kind="discipline", disclosure="internal")
    return record, official


def test_of_an_official_the_file_is_told_and_no_list_is(official_record):
    record, official = official_record
    case = tolerance("excluded", record=record)
    entry = ClemencyDecision.objects.get(official=official)
    said = (entry.outcome, entry.document_number, entry.decided_by, entry.decided_on, entry.record_id)
    assert said == ("tolerated", "苏纪容〔2026〕1号", tolerating.BODY, tolerating.today(), record.pk)
    assert trail(official).filter(act="add_entry").exists()
    keeper = tolerating.officer(record)
    assert list(Tolerance.objects.visible_to(keeper)) == [case]
    assert not Tolerance.objects.listed_to(keeper).exists()
    assert not FINDER.rows(keeper, case.number).exists()
    assert not Notice.objects.filter(object_id=case.pk).exists()
    assert not Tolerance.objects.visible_to(factories.posting(Role.OFFICER)).exists()
    for letter in Letter.objects.of(case):
        assert official.name not in f"{letter.addressee}{letter.title}{letter.body}"
        assert str(official) not in letter.addressee
    assert official.name not in case.subject_words


def test_the_file_is_told_of_the_officials_own_liability_alone_and_of_its_revocation(official_record):
    record, official = official_record
    tolerance("tolerated", record=record, decision=decision(liable="leaders"))
    assert not ClemencyDecision.objects.exists()
    other = factories.record("confirmed", official=official, disclosure="internal")
    tolerating.excluded(other)
    tolerating.readmitted(other)
    entry = ClemencyDecision.objects.get()
    assert entry.struck_at is not None
    assert entry.struck_reason.startswith("容错已撤销")
    assert other.status == "pending_review"


def test_nobody_decides_about_themselves(official_record):
    record, official = official_record
    case = tolerance("tolerated", record=record)
    user = factories.own_actor(official).access.user
    own = factories.posting(Role.DIRECTOR, user=user, unit=official.managed_by)
    with pytest.raises(NotAllowed, match="当事人是您本人"):
        deciding.exclude(case, by=own, reason="试")


def test_a_department_sees_its_own_cases_and_still_reads_of_a_revocation():
    case, other = tolerance("revoked"), tolerance()
    side = tolerating.representative(case)
    assert Fact.objects.get(pk=case.fact_id).status == "pending_review"
    assert list(Tolerance.objects.visible_to(side)) == [case]
    hidden = tolerance("pending", record=factories.record("pending_review", department=case.fact.department))
    assert list(Tolerance.objects.visible_to(side)) == [case]
    assert set(Tolerance.objects.visible_to(factories.posting(Role.OFFICER))) == {case, other, hidden}


def test_the_body_sees_what_was_put_to_it_and_no_more():
    unit = factories.posting(Role.FINDING_BODY, None).unit
    case = tolerance("investigating", unit=unit)
    tolerance("investigating")
    assert list(Tolerance.objects.visible_to(factories.posting(Role.FINDING_BODY, None, unit=unit))) == [case]


def test_an_official_is_heard_before_a_tolerance_is_revoked(official_record):
    record, _ = official_record
    case = tolerance("excluded", record=record)
    finder, decider = tolerating.finder(case), tolerating.decider(case)
    with pytest.raises(WrongState, match="没有待陈述意见"):
        revoking.state(case, by=finder, statement="x")
    revoking.doubt(case, by=tolerating.officer(record), reason="材料系伪造")
    revoked = {"document": "苏纪撤〔2026〕1号", "on": tolerating.today(), "reason": "属实"}
    with pytest.raises(NotAllowed, match="收到陈述意见或者期满"):
        revoking.revoke(case, by=decider, **revoked)
    with pytest.raises(WrongState, match="由经办或者认定机关记录"):
        revoking.state(case, by=factories.posting(Role.REPRESENTATIVE, None, unit=record.unit), statement="x")
    revoking.state(case, by=finder, statement="材料由他人代填，本人不知情")
    assert trail(case).latest("seq").reason == "记录当事人的陈述意见"
    assert acts.ACTS["revoke"].heard(case) == "材料由他人代填，本人不知情"
    revoking.revoke(case, by=decider, **revoked)
    assert case.status == "revoked"


def test_of_a_department_nobody_else_states_the_view():
    case = tolerance("excluded")
    revoking.doubt(case, by=factories.posting(Role.OFFICER), reason="材料系伪造")
    with pytest.raises(WrongState, match="由当事单位"):
        revoking.state(case, by=tolerating.finder(case), statement="x")
    assert "state" not in {offer.name for offer in offered(case, tolerating.finder(case))}
    assert "state" in {offer.name for offer in offered(case, tolerating.representative(case))}
