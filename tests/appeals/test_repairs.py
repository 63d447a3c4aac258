"""A request for repair from the department's door to the public page that is gone, by the real services."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from appeals.objections.routing import competence_for
from appeals.repairs import queues
from appeals.repairs.models import Repair, RepairPush
from appeals.repairs.services import applying, deciding, examining, undoing, writing
from appeals.repairs.services.standing import competence_of
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline, Outbox, Transition
from common.roles import Role
from discipline.routing import basis_of, competence_over
from discipline.vocabulary import Basis, CompetentAct
from letters.models import Letter
from postings.models import Posting
from records import services
from records.models import Publication
from tests import factories
from tests.appeals import makers
from tests.appeals.makers import repair, today
from tests.in_public import addresses
from tests.office import acts_of

pytestmark = pytest.mark.django_db


def test_granted_ends_publication_sharing_and_use_and_tells_everybody_in_one_act():
    case = repair("deciding")
    fact = case.fact.of_kind
    standing = fact.publications.get(status="public")
    deciding.grant(case, by=makers.decider(case), reason="义务已履行完毕")
    standing.refresh_from_db()
    fact.refresh_from_db()
    assert (standing.status, standing.end_ground) == ("ended", "repaired")
    assert standing.public_id not in addresses()
    assert (fact.repaired_on, fact.query_until, fact.sanction_until) == (today(),) * 3
    assert (case.publication, case.publication_ended_on, case.use_ended_on) == (standing, today(), today())
    told = {row.receiver for row in case.pushes.all()}
    assert told == {"信用中国", "信用江苏", "省公共信用信息平台"}
    assert Outbox.objects.filter(topic="repair.granted", subject_id=case.pk).count() == 3
    assert makers.letter_of(case, "repair_granted").addressee == str(case.department)
    granting = Transition.objects.get(object_id=case.pk, act="grant")
    for about, act in ((standing, "end"), (fact, "repair")):
        assert Transition.objects.get(object_id=about.pk, act=act).cause == granting.pk


def test_granted_is_whole_or_nothing(monkeypatch):
    case = repair("deciding")
    fact, by = case.fact.of_kind, makers.decider(case)

    def fail(*given, **more):
        raise RuntimeError("no letter")

    monkeypatch.setattr(deciding, "write_letter", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        deciding.grant(case, by=by, reason="义务已履行完毕")
    case, fact = Repair.objects.get(pk=case.pk), type(fact).objects.get(pk=fact.pk)
    assert (case.status, fact.repaired_on) == ("deciding", None)
    assert fact.publications.get().status == "public"
    assert not RepairPush.objects.exists()
    assert not Outbox.objects.filter(topic__in=["repair.granted", "publication.ended"]).exists()
    assert "grant" not in acts_of(case)


def test_the_records_own_days_never_move_by_a_request():
    act = makers.repairable()
    days = ("opens_on", "closes_on", "repair_from")
    before = {name: getattr(act, name) for name in days}
    clocks = set(Deadline.objects.filter(object_id=act.pk).values_list("kind", "due_on", "cancelled_on"))
    case = repair("supplement", publication=act)
    examining.resubmit(case, by=makers.representative(case), reason="已补")
    examining.accept(case, by=factories.posting(Role.OFFICER))
    act.refresh_from_db()
    assert {name: getattr(act, name) for name in days} == before
    assert clocks == set(
        Deadline.objects.filter(object_id=act.pk).values_list("kind", "due_on", "cancelled_on")
    )


def test_where_the_table_names_one_confirmed_body_it_goes_there_in_the_act_of_acceptance():
    case = repair("examining")
    assert case.deciding_unit == case.fact.finding_unit
    assert acts_of(case) == ["enter", "accept", "forward"]


@pytest.mark.parametrize("source", ["judgment", "accountability"])
def test_where_nobody_has_confirmed_the_body_the_director_names_it_with_a_reason(source):
    act = makers.repairable(source_kind=source)
    fact = act.fact.of_kind
    asked = makers.asked(influence_until=today() - timedelta(days=1))
    case = applying.ask_for_repair(fact, asked, by=makers.representative(fact))
    examining.accept(case, by=factories.posting(Role.OFFICER))
    assert (case.status, case.deciding_body) == ("routing", "")
    director, body = (
        factories.posting(Role.DIRECTOR),
        {"judgment": "credit_office"}.get(source, "finding_body"),
    )
    with pytest.raises(Incomplete):
        examining.route(case, by=director, reason="", body=body)
    case = Repair.objects.get(pk=case.pk)
    with pytest.raises(Incomplete, match="职权分工写的是"):
        examining.route(case, by=director, reason="另行指定", body="court")
    examining.route(case, by=director, reason="职权分工待核实，按建议值", body=body)
    assert (case.status, case.deciding_body) == ("examining", body)


def test_a_body_without_a_posting_here_decides_by_its_document_alone():
    unit = factories.department()
    case = repair("deciding", finding_unit=unit)
    assert case.deciding_unit is None
    director, officer = factories.posting(Role.DIRECTOR), factories.posting(Role.OFFICER)
    with pytest.raises(NotAllowed, match="先登记它的决定文书"):
        deciding.grant(case, by=director, reason="同意")
    given = {"number": "模罚修〔2026〕3号", "dated_on": today(), "says": "refuse"}
    examining.record_document(case, by=officer, **given)
    with pytest.raises(NotEligible, match="写的是“不准予修复”"):
        deciding.grant(case, by=director, reason="同意")
    deciding.refuse(case, by=director, reason="按文书", again_from=today() + timedelta(days=1))
    assert case.status == "refused"


def test_the_credit_office_never_stands_in_for_the_finding_body():
    case = repair("deciding")
    with pytest.raises(NotAllowed, match="决定"):
        deciding.grant(case, by=factories.posting(Role.DIRECTOR), reason="同意")
    stranger = factories.posting(Role.FINDING_BODY, None)
    with pytest.raises(NotAllowed):
        deciding.grant(case, by=stranger, reason="同意")


def test_a_debtor_on_the_courts_list_is_repaired_by_the_courts_removal_alone():
    body = factories.department()
    number = "（2026）苏01民终77号"
    act = makers.repairable(department=body, source_kind="judgment", document_number=number)
    factories.judgment("confirmed", department=body, outcome="refused", case_number=number)
    fact = act.fact.of_kind
    case = applying.ask_for_repair(fact, makers.asked(), by=makers.representative(fact))
    examining.accept(case, by=factories.posting(Role.OFFICER))
    assert dict(examining.bodies_for(case)) == {"enforcing_court": "执行法院"}


@pytest.mark.parametrize("said_by", ["itself", "another"])
def test_every_procedure_reads_alike_whether_a_judgment_is_the_courts_lists_matter(said_by):
    number = "（2026）苏01民终78号"
    details = {"is_listed": "是" if said_by == "itself" else "否"}
    body = factories.department()
    act = makers.repairable(
        department=body, source_kind="judgment", document_number=number, source_details=details
    )
    if said_by == "another":
        factories.judgment("confirmed", department=body, outcome="refused", case_number=number)
    fact = act.fact.of_kind
    assert basis_of(fact) == Basis.COURT_LIST
    assert competence_of(fact, today()).basis == Basis.COURT_LIST
    assert competence_for(act.fact, today()).basis == Basis.COURT_LIST
    assert competence_over(fact, CompetentAct.ORDER_RECTIFICATION, today()).basis == Basis.COURT_LIST


def test_nobody_with_a_hand_in_the_record_takes_part():
    act = makers.repairable()
    case = repair("pending", publication=act)
    handed = factories.posting(Role.OFFICER, user=act.proposed_by)
    with pytest.raises(NotAllowed, match="回避"):
        examining.accept(case, by=handed)
    own = factories.posting(Role.OFFICER, unit=case.department)
    with pytest.raises(NotAllowed, match="就是这条信息的主体"):
        examining.accept(case, by=own)


def test_whoever_examined_does_not_decide_and_the_database_says_so_too():
    case = repair("deciding")
    same = factories.posting(Role.FINDING_BODY, None, unit=case.deciding_unit, user=case.opinion_by)
    with pytest.raises(NotAllowed, match="四眼"):
        deciding.grant(case, by=same, reason="同意")
    made = repair("granted")
    with pytest.raises(IntegrityError, match="repair_four_eyes"), transaction.atomic():
        Repair.objects.filter(pk=made.pk).update(decided_by=made.opinion_by)
    with pytest.raises(IntegrityError, match="repair_four_eyes"), transaction.atomic():
        Repair.objects.filter(pk=made.pk).update(opinion_by=None)


def test_a_refusal_names_the_day_from_which_anew_and_bars_until_then():
    case = repair("refused")
    fact = case.fact.of_kind
    with pytest.raises(NotEligible, match="可以重新申请"):
        applying.ask_for_repair(fact, makers.asked(), by=makers.representative(fact))
    assert fact.publications.get().status == "public"


def test_every_fault_of_a_request_is_told_at_once():
    fact = makers.repairable().fact.of_kind
    late = applying.Proof("付清", "凭证", today() + timedelta(days=2))
    asked = applying.Request(commitment=" ", proofs=[late], applied_on=today() + timedelta(days=1))
    with pytest.raises(Incomplete) as refused:
        applying.ask_for_repair(fact, asked, by=makers.representative(fact))
    assert set(refused.value.fields) == {"commitment", "applied_on", "performed_on_1"}


def test_a_commitment_letter_bears_no_persons_name():
    fact = makers.repairable().fact.of_kind
    asked = makers.asked(commitment="承诺人张伟，电话13912345678，保证材料真实")
    with pytest.raises(Incomplete) as refused:
        applying.ask_for_repair(fact, asked, by=makers.representative(fact))
    assert "姓名" in refused.value.fields["commitment"]


def test_what_came_on_paper_is_entered_by_an_officer_and_a_referral_bears_its_number():
    act = makers.repairable()
    fact, officer = act.fact.of_kind, factories.posting(Role.OFFICER)
    with pytest.raises(Incomplete) as refused:
        applying.ask_for_repair(fact, makers.asked(channel="referral"), by=officer)
    assert "channel_number" in refused.value.fields
    with pytest.raises(Incomplete):
        applying.ask_for_repair(fact, makers.asked(), by=officer)
    case = applying.ask_for_repair(
        fact, makers.asked(channel="referral", channel_number="XYZG-1"), by=officer
    )
    assert (case.channel, case.channel_number) == ("referral", "XYZG-1")
    with pytest.raises(NotAllowed, match="提出申请的一方"):
        examining.take_back(case, by=makers.representative(fact), reason="不申请了")


def test_more_proof_is_asked_for_once():
    case = repair("supplement")
    examining.resubmit(case, by=makers.representative(case), reason="已补")
    with pytest.raises(WrongState, match="一次"):
        examining.ask_to_supplement(case, by=factories.posting(Role.OFFICER), reason="再补")


def test_a_second_request_meets_the_first():
    case = repair("pending")
    fact = case.fact.of_kind
    with pytest.raises(NotEligible, match=case.number):
        applying.ask_for_repair(fact, makers.asked(), by=makers.representative(fact))
    with pytest.raises(IntegrityError, match="repair_one_in_hand"), transaction.atomic():
        Repair(
            **{
                name: getattr(case, name)
                for name in ("fact", "department", "severity", "earliest_on", "applied_on", "commitment")
            },
            entered_by_id=case.entered_by_id,
        ).enter(by=makers.representative(fact))


def test_a_withdrawn_request_leaves_the_door_open():
    case = repair("withdrawn")
    fact = case.fact.of_kind
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()
    assert applying.ask_for_repair(fact, makers.asked(), by=makers.representative(fact)).status == "pending"


def test_each_clock_runs_in_its_unit_and_ends_with_its_step():
    case = repair("pending")
    row = Deadline.objects.get(object_id=case.pk)
    assert (row.kind, row.amount, row.unit) == ("repair.accept", 3, "working_day")
    assert case.due_on == row.due_on
    case = repair("examining")
    rows = {row.kind: row for row in Deadline.objects.filter(object_id=case.pk)}
    assert rows["repair.accept"].met_on == today()
    assert (rows["repair.examine"].amount, rows["repair.examine"].rule.mark) == (10, "U")
    examining.extend_examination(case, by=factories.posting(Role.DIRECTOR), reason="跨年度付款，情况复杂")
    assert case.due_on > rows["repair.examine"].due_on
    with pytest.raises(WrongState, match="已经延长过"):
        examining.extend_examination(case, by=factories.posting(Role.DIRECTOR), reason="再延")
    deciding_one = repair("granted")
    assert not Deadline.objects.open().filter(object_id=deciding_one.pk).exists()


def test_a_false_commitment_is_undone_after_a_hearing_and_public_again_by_new_eyes_within_the_window():
    case = repair("granted")
    fact, first = case.fact.of_kind, case.publication
    officer = factories.posting(Role.OFFICER)
    undoing.doubt(case, by=officer, reason="付款凭证系伪造")
    with pytest.raises(NotAllowed, match="陈述意见"):
        undoing.undo(case, by=makers.decider(case), reason="承诺不实")
    undoing.state_view(case, by=makers.representative(case), statement="凭证由财务误传")
    undoing.undo(case, by=makers.decider(case), reason="承诺不实")
    fact.refresh_from_db()
    first.refresh_from_db()
    assert (first.end_ground, fact.repaired_on) == ("undone", None)
    assert fact.query_until > today()
    assert Publication.objects.filter(fact=fact.pk, status="public").count() == 0
    assert fact in type(fact).objects.all().to_propose()
    again = factories.publication(made=fact)
    assert again.closes_on == first.closes_on
    assert case.pushes.filter(is_undoing=True).count() == 3


def test_undoing_waits_for_the_view_or_the_end_of_its_time_and_another_person():
    case = repair("granted")
    officer = factories.posting(Role.OFFICER)
    makers.open_register(writing.issuer_of(case, officer))
    undoing.doubt(case, by=officer, reason="付款凭证系伪造")
    letter = makers.letter_of(case, "repair_doubted")
    assert letter.status == "issued"
    given = {"manner": "direct", "recipient": str(case.department), "on": today(), "proof": "送达回证"}
    undoing.serve_letter(case, by=officer, letter=letter, **given)
    assert case.statement_until == Deadline.objects.get(object_id=case.pk, kind="repair.hearing").due_on
    by = makers.decider(case)
    assert undoing.bar_to_undoing(case, by)
    with time_machine.travel(f"{case.statement_until + timedelta(days=1)} 10:00+08:00", tick=False):
        assert not undoing.bar_to_undoing(case, by)
    undoing.keep(case, by=by, reason="查无实据")
    assert case.status == "granted"


def test_what_was_repaired_keeps_its_row_and_never_goes_public_again():
    case = repair("granted")
    fact = case.fact.of_kind
    assert "信用修复" in fact.bar_to_public
    assert fact not in type(fact).objects.all().to_propose()
    assert fact.status == "confirmed"


def test_a_correction_of_what_was_repaired_revives_no_period():
    case = repair("granted")
    fact = case.fact.of_kind
    clerk = factories.posting(Role.CLERK)
    proposed = services.propose_correction(
        fact, by=clerk, kind="clerical", changes={"remark": "更正备注"}, grounds="录入有误"
    )
    services.review_correction(proposed, by=factories.posting(Role.REVIEWER), reason="与文书一致")
    fact.refresh_from_db()
    assert (fact.query_until, fact.sanction_until) == (today(), today())


def test_letters_wait_as_drafts_until_their_register_is_open():
    case = repair("rejected")
    letter = makers.letter_of(case, "repair_rejected")
    officer = factories.posting(Role.OFFICER)
    assert letter.status == Letter.Status.DRAFTED
    with pytest.raises(Incomplete, match="发文代字"):
        writing.issue_waiting(case, by=officer)
    case = Repair.objects.get(pk=case.pk)
    makers.open_register(writing.issuer_of(case, officer))
    writing.issue_waiting(case, by=officer)
    letter.refresh_from_db()
    assert letter.status == "issued"


def test_a_receipt_is_kept_once():
    case = repair("granted")
    Outbox.objects.update(taken_at=timezone.now())
    officer, row = factories.posting(Role.OFFICER), case.pushes.select_related("outbox").first()
    given = {"push": row, "sent_on": today(), "receipt_number": "HZ-1", "received_on": today()}
    deciding.record_receipt(case, by=officer, **given)
    row.refresh_from_db()
    assert row.receipt_number == "HZ-1"
    with pytest.raises(NotEligible):
        deciding.record_receipt(case, by=officer, **given)


def test_a_body_that_nobody_acts_for_any_more_takes_part_by_its_document():
    case = repair("deciding")
    body = case.deciding_unit
    assert body is not None
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    with pytest.raises(WrongState, match="本系统内决定"):
        examining.record_document(case, by=officer, number="模修〔2026〕9号", dated_on=today(), says="grant")
    examine, route = queues.QUEUES[:2]
    assert case not in [*examine.rows(officer), *route.rows(director)]
    Posting.objects.filter(unit=body).update(until=today() - timedelta(days=1))
    case = Repair.objects.get(pk=case.pk)
    with pytest.raises(NotAllowed, match="登记它的决定文书"):
        deciding.grant(case, by=director, reason="按其文书")
    assert case in examine.rows(officer)
    examining.record_document(case, by=officer, number="模修〔2026〕9号", dated_on=today(), says="grant")
    assert case in route.rows(director)
    assert deciding.grant(case, by=director, reason="按其文书").status == "granted"
