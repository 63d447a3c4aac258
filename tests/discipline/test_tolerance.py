"""容错: who does which act in which state, what is asked before a decision, and what bars it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline, Notice, RuleValue, Transition
from common.roles import Role
from discipline.tolerance.acts import ACTS
from discipline.tolerance.models import Tolerance
from discipline.tolerance.reminding import remind
from discipline.tolerance.services import deciding, finding, starting
from discipline.tolerance.services.writing import serve_letter
from letters import services as letters
from letters.models import Letter
from postings.models import Posting
from tests import factories
from tests.discipline import tolerating
from tests.discipline.tolerating import asked, decision, tolerance

pytestmark = pytest.mark.django_db
ROLES = [role for role in Role if role != Role.CLOCK]


def seat(case: Tolerance, role: Role) -> Any:
    return tolerating.representative(case) if role == Role.REPRESENTATIVE else factories.posting(role)


def acts_of(case: Tolerance) -> list[str]:
    return list(Transition.objects.filter(object_id=case.pk).order_by("seq").values_list("act", flat=True))


def clock(case: Tolerance, key: str) -> Deadline:
    return Deadline.objects.of(case).filter(kind=f"tolerance.{key}").latest("id")


def confirm(kind: str) -> None:
    """Let the director have confirmed every entry of a list."""
    given = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(kind=kind, confirmed_at=None).update(**given)


@pytest.mark.parametrize("status", tolerating.STATES)
def test_each_act_is_its_roles_alone_in_its_states_alone(status):
    case = tolerance(status)
    case.refresh_from_db()
    assert case.status == status
    acts = acts_of(case)
    assert acts[0] == "enter"
    assert len(acts) == len(set(acts))
    seats = {role: seat(case, role) for role in ROLES}
    for act, verb in Tolerance.TRANSITIONS.items():
        allowed = {role for role, by in seats.items() if case.may(act, by)}
        assert allowed == (set(verb.roles) if status in verb.sources else set()), act
        if verb.roles:
            with pytest.raises(NotAllowed):
                case.move(act, by=seats[Role.AUDITOR], reason="试")
        if verb.roles and status not in verb.sources:
            with pytest.raises(WrongState):
                case.move(act, by=seats[next(iter(verb.roles))], reason="试")
    assert acts_of(case) == acts


def test_a_department_asks_for_itself_and_an_officer_for_what_came_on_paper_or_ex_officio():
    record = factories.record("statement")
    side = factories.posting(Role.REPRESENTATIVE, None, unit=record.department)
    with pytest.raises(Incomplete) as refusal:
        starting.begin(record, asked(origin="ex_officio"), by=side)
    assert set(refusal.value.fields) == {"origin"}
    case = starting.begin(record, asked(origin="subject"), by=side)
    assert (case.status, case.origin, case.entered_by) == ("pending", "subject", side.user)
    assert case.number.startswith(f"RC-320000-{tolerating.today():%Y}-")
    officer = factories.posting(Role.OFFICER)
    with pytest.raises(Incomplete):
        starting.begin(factories.record("confirmed"), asked(origin="subject"), by=officer)
    for origin in ("paper", "ex_officio"):
        made = starting.begin(factories.record("confirmed"), asked(origin=origin), by=officer)
        assert made.origin == origin


def test_every_fault_of_a_request_is_named_at_once_by_its_field():
    later = tolerating.today() + timedelta(days=1)
    request = asked(ground="11", account=" ", performance="", applied_on=later)
    with pytest.raises(Incomplete) as refusal:
        starting.begin(factories.record("confirmed"), request, by=factories.posting(Role.OFFICER))
    assert set(refusal.value.fields) == {"ground", "account", "performance", "applied_on"}


def test_a_department_hears_nothing_before_it_may_know_of_the_record():
    record = factories.record("pending_review")
    side = factories.posting(Role.REPRESENTATIVE, None, unit=record.department)
    tolerance("tolerated", record=record)
    assert not Notice.objects.filter(recipient=side.pk).exists()
    case = tolerance("routing", record=factories.record("pending_notice", department=record.department))
    assert list(Notice.objects.filter(recipient=side.pk).values_list("object_id", flat=True)) == [case.pk]


def test_what_is_unperformed_is_not_open_to_tolerance():
    officer = factories.posting(Role.OFFICER)
    with pytest.raises(Incomplete, match="先履行或者清偿"):
        starting.begin(factories.record("confirmed"), asked(performance="open"), by=officer)
    record = factories.record("confirmed", source_kind="judgment", document_number="（2026）苏01行终1号")
    factories.judgment(
        "confirmed", department=record.department, outcome="refused", case_number="（2026）苏01行终1号"
    )
    with pytest.raises(NotEligible, match="失信被执行人名单不适用容错"):
        starting.begin(record, asked(), by=officer)
    with pytest.raises(IntegrityError, match="tolerance_not_open_to_debts"), transaction.atomic():
        Tolerance.objects.filter(pk=tolerance().pk).update(performance="open")


def unperformed(record: Any, said: str = "逾期未履行") -> None:
    """Let a record's own fields say how the judgment stands."""
    type(record).objects.filter(pk=record.pk).update(source_details={"performance": said})


def judged() -> Any:
    return factories.record("confirmed", source_kind="judgment", document_number="（2026）苏01民终7号")


@pytest.mark.parametrize("said", ["部分履行", "逾期未履行", "拒不执行"])
def test_what_the_record_itself_says_of_performance_counts_not_the_applicants_word(said):
    record = judged()
    unperformed(record, said)
    record.refresh_from_db()
    with pytest.raises(NotEligible, match=said):
        starting.begin(record, asked(performance="performed"), by=factories.posting(Role.OFFICER))


@pytest.mark.parametrize("status", ["pending", "routing", "deciding", "tolerated"])
def test_a_judgment_that_proves_unperformed_meanwhile_is_tolerated_at_no_step(status):
    record = judged()
    key = tolerance(status, record=record).pk
    unperformed(record)
    case = Tolerance.objects.get(pk=key)
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    named = {"body_name": tolerating.BODY, "unit": None}
    steps: dict[str, Any] = {
        "pending": lambda: starting.accept(case, by=officer),
        "routing": lambda: starting.choose_body(case, by=director, reason="试", body="supervision", **named),
        "deciding": lambda: deciding.grant(case, by=director, reason="试", decision=decision()),
        "tolerated": lambda: deciding.exclude(case, by=director, reason="试"),
    }
    with pytest.raises(NotEligible, match="逾期未履行"):
        steps[status]()


def test_a_debtor_listed_while_the_case_waits_for_its_body_is_refused_in_words():
    case = tolerance("routing", record=judged())
    record = case.fact.of_kind
    type(record).objects.filter(pk=record.pk).update(source_details={"is_listed": "是"})
    case = Tolerance.objects.get(pk=case.pk)
    officer = factories.posting(Role.OFFICER)
    with pytest.raises(NotEligible, match="失信被执行人名单不适用容错"):
        starting.route(case, by=officer, body_name=tolerating.BODY, unit=None)
    assert "不适用容错" in ACTS["choose_body"].bar(case, factories.posting(Role.DIRECTOR))
    starting.reject(case, by=officer, ground="no_ground", reason="已列入失信被执行人名单")
    assert case.status == "rejected"


@pytest.mark.parametrize("state", ["draft", "returned", "not_included", "withdrawn"])
def test_a_case_begins_while_the_record_can_still_be_kept_out(state):
    with pytest.raises(NotEligible, match="不能提出容错"):
        starting.begin(factories.record(state), asked(), by=factories.posting(Role.OFFICER))


def test_one_case_at_a_time_and_of_no_other_kind_of_fact():
    case = tolerance()
    officer = factories.posting(Role.OFFICER)
    with pytest.raises(NotEligible, match=case.number):
        starting.begin(case.fact.of_kind, asked(ground="02"), by=officer)
    with pytest.raises(NotEligible, match="这类信息"):
        starting.begin(factories.judgment("confirmed"), asked(), by=officer)
    same = {name: getattr(case, name) for name in ("fact", "origin", "applied_on", "ground", "ground_words")}
    same |= {"ground_version": 1, "account": "试", "performance": "none", "entered_by": case.entered_by}
    with pytest.raises(IntegrityError, match="tolerance_one_open"), transaction.atomic():
        Tolerance(**same).enter(by=officer, reason="试")


def test_the_same_ground_again_is_not_taken_up_and_another_ground_is():
    record = tolerance("refused").fact.of_kind
    officer = factories.posting(Role.OFFICER)
    again = starting.begin(record, asked(origin="paper"), by=officer)
    with pytest.raises(NotEligible, match="同一情形"):
        starting.accept(again, by=officer)
    starting.reject(again, by=officer, ground="repeated", reason="没有新的情形")
    assert (again.status, again.rejection) == ("rejected", "同一情形再次申请")
    assert Letter.objects.of(again).get().template.key == "tolerance_rejected"
    assert not Deadline.objects.of(again).open().exists()
    other = starting.begin(record, asked(ground="02"), by=officer)
    assert starting.accept(other, by=officer).status == "routing"


def test_a_case_holds_nothing_by_itself():
    act = factories.publication()
    days = (act.opens_on, act.closes_on, act.repair_from)
    case = tolerance("tolerated", record=act.fact.of_kind)
    act.refresh_from_db()
    assert (act.status, act.is_held) == ("public", False)
    assert (act.opens_on, act.closes_on, act.repair_from) == days
    assert case.fact.of_kind.status == "confirmed"


def test_the_table_names_two_bodies_and_the_director_chooses_one_of_them_with_a_reason():
    case, director = tolerance("routing"), factories.posting(Role.DIRECTOR)
    named = {"body_name": tolerating.BODY, "unit": None}
    with pytest.raises(NotEligible, match="纪检监察机关、组织部门"):
        starting.route(case, by=factories.posting(Role.OFFICER), **named)
    with pytest.raises(Incomplete, match="职权分工写的是"):
        starting.choose_body(case, by=director, reason="试", body="credit_office", **named)
    with pytest.raises(Incomplete, match="自己"):
        starting.choose_body(
            case, by=director, reason="试", body="supervision", body_name="某", unit=case.fact.department
        )
    with pytest.raises(Incomplete):
        starting.choose_body(case, by=director, reason=" ", body="supervision", **named)
    starting.choose_body(case, by=director, reason="干部管理权限", body="organisation", **named)
    assert (case.status, case.body, case.competence_version) == ("investigating", "organisation", 1)


def test_where_the_confirmed_table_names_one_body_the_officer_routes_and_nobody_chooses():
    factories.new_rule("competence", "tolerate-penalty-city", ["supervision"])
    case, by = tolerance("routing"), factories.posting(Role.OFFICER)
    director, named = factories.posting(Role.DIRECTOR), {"body_name": tolerating.BODY, "unit": None}
    assert ACTS["choose_body"].bar(case, director)
    with pytest.raises(NotEligible, match="按表转送"):
        starting.choose_body(case, by=director, reason="试", body="supervision", **named)
    starting.route(case, by=by, body_name=tolerating.BODY, unit=None)
    assert (case.status, case.body, case.competence_version) == ("investigating", "supervision", 2)


@pytest.mark.parametrize(
    ("bodies", "route", "role", "given"),
    [
        (["own_government"], starting.route, Role.OFFICER, {}),
        (
            ["own_government", "superior_authority"],
            starting.choose_body,
            Role.DIRECTOR,
            {"reason": "试", "body": "own_government"},
        ),
    ],
    ids=["one", "several"],
)
def test_a_table_that_names_another_body_is_revised_first(bodies, route, role, given):
    factories.new_rule("competence", "tolerate-penalty-city", bodies)
    case = tolerance("routing")
    with pytest.raises(NotEligible, match="纪检监察机关或者组织部门认定"):
        route(case, by=factories.posting(role), body_name="模拟市人民政府（演示）", unit=None, **given)
    case.refresh_from_db()
    assert case.status == "routing"


def test_each_side_is_reminded_once_of_its_own_clocks_and_an_unconfirmed_day_says_so():
    unit = factories.posting(Role.FINDING_BODY, None).unit
    record = factories.record("confirmed")
    side = factories.posting(Role.REPRESENTATIVE, None, unit=record.department)
    said = decision(correction="补办手续", correction_due=tolerating.today() + timedelta(days=2))
    case = tolerance("tolerated", record=record, unit=unit, decision=said)
    waiting = tolerance("pending", request=asked())
    late = clock(waiting, "accept").due_on + timedelta(days=1)
    assert remind(tolerating.today()) > 0
    own = Notice.objects.filter(topic="tolerance.due", recipient=side.pk)
    assert [notice.due_on for notice in own] == [case.correction_due]
    assert "待核实" in own.get().text
    assert remind(tolerating.today()) == 0
    assert remind(late) > 0
    told = Notice.objects.filter(topic="tolerance.due", object_id=waiting.pk)
    assert [notice.recipient for notice in told] == [Transition.objects.get(object_id=waiting.pk).posting_id]
    assert "已过" in told.get().text
    body = set(Posting.objects.filter(unit=unit).values_list("pk", flat=True))
    feedback = Notice.objects.filter(topic="tolerance.due", object_id=case.pk, due_on=case.due_on)
    assert body <= set(feedback.values_list("recipient", flat=True))


def test_where_the_body_acts_here_its_own_people_find_and_decide():
    unit = factories.posting(Role.FINDING_BODY, None).unit
    case = tolerance("investigating", unit=unit)
    assert Notice.objects.filter(object_id=case.pk, topic="tolerance.waits").count() == 1
    with pytest.raises(NotAllowed, match=unit.name):
        finding.answer(case, by=factories.posting(Role.OFFICER), answers=tolerating.answers())
    other = factories.posting(Role.FINDING_BODY, None)
    assert finding.bar_to_finding(case, other)
    tolerating.investigated(case)
    tolerating.consulted(case)
    with pytest.raises(NotAllowed, match=unit.name):
        deciding.grant(case, by=factories.posting(Role.DIRECTOR), reason="试", decision=decision())
    deciding.grant(case, by=tolerating.decider(case), reason="符合", decision=decision())
    assert case.status == "tolerated"


def test_a_body_without_a_posting_here_is_kept_by_its_name_and_its_documents_are_registered():
    unit = factories.department("320000")
    case = tolerance("investigating", unit=unit)
    assert (case.body_unit, case.body_name) == (None, unit.name)
    with pytest.raises(NotAllowed, match="经办"):
        finding.answer(case, by=factories.posting(Role.FINDING_BODY, None), answers=tolerating.answers())
    tolerating.investigated(case)
    assert case.status == "consulting"


def test_no_report_before_every_item_is_answered_with_its_reason():
    case = tolerance("investigating")
    by = tolerating.finder(case)
    with pytest.raises(NotEligible, match=r"动机态度.*重复犯错"):
        finding.report(case, by=by, document="报告", on=tolerating.today(), reason="试")
    left_out = tolerating.answers()
    left_out["tolerance_look", "03"] = ("", "查明")
    with pytest.raises(Incomplete, match="程序方法"):
        finding.answer(case, by=by, answers=left_out)
    finding.answer(case, by=by, answers=tolerating.answers())
    finding.answer(case, by=by, answers=tolerating.answers(look_05="against"))
    assert case.checks.count() == 12
    assert case.checks.get(listing="tolerance_look", key="05").answer == "against"
    assert list(case.checks.values_list("listing", flat=True)[:6]) == ["tolerance_look"] * 6


def test_the_looks_are_data_a_place_with_seven_asks_seven():
    case = tolerance("investigating")
    finding.answer(case, by=tolerating.finder(case), answers=tolerating.answers())
    assert finding.bar_report(case) == ""
    factories.new_rule("tolerance_look", "07", "整改态度")
    assert "整改态度" in finding.bar_report(case)
    factories.new_rule("tolerance_ground", "02", "", since=tolerating.today() + timedelta(days=1))
    assert "02" in dict(starting.grounds(tolerating.today()))
    assert "02" not in dict(starting.grounds(tolerating.today() + timedelta(days=1)))


def test_nobody_is_asked_to_decide_before_others_were_consulted():
    case = tolerance("consulting")
    by = tolerating.finder(case)
    with pytest.raises(NotEligible, match="会商意见"):
        finding.submit(case, by=by)
    told = {"body": "模拟司法局（演示）", "opinion": "同意", "given_on": tolerating.today()}
    finding.consult(case, by=by, **told)
    with pytest.raises(Incomplete, match="已经登记"):
        finding.consult(case, by=by, **told)
    early = tolerating.today() - timedelta(days=1)
    with pytest.raises(Incomplete, match="不能早于"):
        finding.consult(case, by=by, **{**told, "body": "另一单位", "given_on": early})
    assert case.opinions.count() == 1
    assert finding.submit(case, by=by).status == "deciding"


def test_an_item_of_the_negative_list_bars_once_confirmed_and_before_that_only_reminds():
    doubtful = tolerance("investigating")
    tolerating.investigated(doubtful, bar_02="present")
    tolerating.consulted(doubtful)
    deciding.grant(
        doubtful, by=tolerating.decider(doubtful), reason="清单待核实，已说明", decision=decision()
    )
    assert doubtful.status == "tolerated"
    confirm("tolerance_bar")
    barred = tolerance("investigating")
    tolerating.investigated(barred, bar_02="present")
    tolerating.consulted(barred)
    by = tolerating.decider(barred)
    with pytest.raises(NotEligible, match="谋取私利"):
        deciding.grant(barred, by=by, reason="试", decision=decision())
    deciding.refuse(barred, by=by, reason="谋取私利", decision=decision("refused"))
    assert (barred.status, barred.outcome) == ("refused", "refused")


def test_another_person_writes_the_decision_down():
    case = tolerance("deciding")
    for who in ("entered_by", "accepted_by", "reported_by"):
        person = factories.person()
        setattr(case, who, person)
        by = factories.posting(Role.DIRECTOR, user=person)
        with pytest.raises(NotAllowed, match="四眼"):
            deciding.grant(case, by=by, reason="试", decision=decision())
        case = Tolerance.objects.get(pk=case.pk)
    assert "grant" not in acts_of(case)


WRONG = {
    "scope": {"scope": " "},
    "document_number": {"document_number": ""},
    "meeting": {"meeting": " "},
    "liable": {"liable": ""},
    "met_on": {"met_on": timezone.localdate() - timedelta(days=3)},
    "decided_on": {"decided_on": timezone.localdate() + timedelta(days=1)},
    "correction_due": {"correction": "补办手续"},
    "outcome": {"outcome": ""},
}


def test_a_decision_says_whose_liability_what_scope_and_by_which_meeting():
    case = tolerance("deciding")
    by = tolerating.decider(case)
    for field, given in WRONG.items():
        with pytest.raises(Incomplete) as refusal:
            deciding.grant(case, by=by, reason="试", decision=decision(**given))
        assert set(refusal.value.fields) == {field}
    assert "grant" not in acts_of(case)


def test_facts_are_investigated_anew_where_the_body_sends_the_case_back():
    case = tolerance("deciding")
    deciding.send_back(case, by=tolerating.decider(case), reason="挽回损失没有查清")
    assert (case.status, clock(case, "investigate").is_open) == ("investigating", True)
    assert finding.bar_report(case) == ""


def test_what_was_said_before_the_case_was_sent_back_is_asked_for_again_of_the_same_body():
    case = tolerance("deciding")
    deciding.send_back(case, by=tolerating.decider(case), reason="挽回损失没有查清")
    tolerating.investigated(case)
    by = tolerating.finder(case)
    with pytest.raises(NotEligible, match="会商意见"):
        finding.submit(case, by=by)
    said = {"body": "模拟财政局（演示）", "opinion": "不再同意", "given_on": tolerating.today()}
    finding.consult(case, by=by, **said)
    with pytest.raises(Incomplete, match="已经登记"):
        finding.consult(case, by=by, **said)
    finding.submit(case, by=by)
    assert case.status == "deciding"
    assert [one.opinion for one in case.latest_opinions] == ["不再同意"]
    assert list(case.opinions.values_list("round", "opinion")) == [(1, "同意"), (2, "不再同意")]


def test_each_step_has_its_clock_and_the_next_one_meets_it():
    case = tolerance("tolerated", decision=decision(correction="补办手续", correction_due=tolerating.today()))
    for key in ("accept", "investigate", "consult"):
        assert clock(case, key).met_on == tolerating.today(), key
    assert {row.unit for row in Deadline.objects.of(case)} == {"working_day"}
    assert case.due_on == clock(case, "feedback").due_on
    assert case.correction_due == clock(case, "correction").due_on == tolerating.today()
    deciding.correct(case, by=factories.posting(Role.OFFICER), on=tolerating.today(), reason="已补办")
    assert clock(case, "correction").met_on == case.corrected_on == tolerating.today()


def test_the_feedback_is_served_with_proof_and_meets_its_clock():
    case = tolerance("deciding")
    by = tolerating.decider(case)
    letters.open_series(
        letters.issuer_of(by), kind="告知书", mark="模容告", year=tolerating.today().year, by=by
    )
    deciding.grant(case, by=by, reason="符合", decision=decision())
    letter = Letter.objects.of(case).get()
    assert (letter.template.key, letter.status) == ("tolerance_granted", "issued")
    assert "先行先试" in letter.body
    assert "认定不及于其他主体" in letter.body
    served = {"manner": "direct", "recipient": "当事单位", "on": tolerating.today(), "proof": "回执"}
    serve_letter(case, by=by, letter=letter, **served)
    assert case.fed_back_on == clock(case, "feedback").met_on == tolerating.today()
    with pytest.raises(WrongState):
        serve_letter(case, by=by, letter=Letter.objects.get(pk=letter.pk), **served)


def test_only_the_side_that_asked_takes_it_back():
    record = factories.record("confirmed")
    side = factories.posting(Role.REPRESENTATIVE, None, unit=record.department)
    case = starting.begin(record, asked(origin="subject"), by=side)
    with pytest.raises(NotAllowed, match="提出的一方"):
        starting.take_back(case, by=factories.posting(Role.OFFICER), reason="试")
    starting.take_back(case, by=side, reason="先补材料")
    assert not Deadline.objects.of(case).open().exists()
    assert starting.begin(record, asked(), by=factories.posting(Role.OFFICER)).status == "pending"


def test_nobody_with_a_hand_in_the_record_keeps_the_case():
    act = factories.publication()
    case = tolerance("tolerated", record=act.fact.of_kind)
    publisher = factories.posting(Role.DIRECTOR, user=act.published_by)
    assert case.acts_for(publisher) == []
    with pytest.raises(NotAllowed, match="回避"):
        deciding.exclude(case, by=publisher, reason="试")
    reviewer = factories.posting(Role.OFFICER, user=case.fact.reviewed_by)
    with pytest.raises(NotAllowed, match="回避"):
        starting.begin(
            factories.record("confirmed", clerk=factories.posting(Role.CLERK, user=reviewer.user)),
            asked(),
            by=reviewer,
        )


BROKEN = {
    "tolerance_body_named": ("body_name = ''", "body = 'credit_office'"),
    "tolerance_rests_on_a_report": ("report_document = ''", "reported_on = NULL"),
    "tolerance_decided_together": (
        *("meeting = ''", "scope = ''", "document_number = ''", "liable = ''"),
        *("decided_on = met_on - 1", "met_on = reported_on - 1", "clears_name = NULL"),
    ),
    "tolerance_says_its_outcome": ("outcome = ''", "outcome = 'refused'"),
    "tolerance_four_eyes": (
        *("decided_by_id = entered_by_id", "decided_by_id = accepted_by_id"),
        *("decided_by_id = reported_by_id", "decided_by_id = NULL"),
    ),
    "tolerance_correction_whole": ("correction = '补办'", "correction_due = current_date"),
    "tolerance_rejection_names_ground": ("rejection = '重复'",),
    "tolerance_begins_with_reasons": ("account = ''",),
    "tolerance_revoked_by_another": (
        *("revoked_by_id = doubted_by_id", "revocation_document = ''", "revoked_by_id = NULL"),
    ),
    "tolerance_exemption_alone_keeps_out": (
        *("status = 'excluded', outcome = 'lenient'", "status = 'excluded', entry_by_id = NULL"),
    ),
}


def refuses(table, change, constraint, where, key):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE discipline_{table} SET {change} WHERE {where} = %s", [key])


def test_what_a_case_must_have_is_the_databases_rule():
    case = tolerance("revoked")
    for constraint, changes in BROKEN.items():
        for change in changes:
            refuses("tolerance", change, constraint, "id", case.pk)


def test_an_item_is_answered_in_the_words_of_its_list_and_with_a_reason():
    case = tolerance("consulting")
    look = case.checks.filter(listing="tolerance_look").first().pk
    refuses("tolerancecheck", "answer = 'present'", "tolerance_check_answers_its_list", "id", look)
    refuses("tolerancecheck", "remark = ''", "tolerance_check_says_why", "id", look)
    refuses("toleranceopinion", "opinion = ''", "tolerance_opinion_says", "case_id", tolerance("deciding").pk)
