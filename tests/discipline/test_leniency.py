"""从轻或者免于惩戒: asked for, examined, decided by the body that applies the measure, and changing that measure alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Deadline, Notice, RuleValue, Transition
from common.roles import Role
from discipline.leniency.acts import ACTS
from discipline.leniency.models import Leniency
from discipline.leniency.queues import FINDER, QUEUES, SENT
from discipline.leniency.reminding import remind
from discipline.leniency.rule import Harm
from discipline.leniency.rule_kinds import ScaleShape
from discipline.leniency.services import deciding, starting
from discipline.leniency.services.telling import serve_letter
from discipline.measures import services as measures
from discipline.measures.honours import Standing, barred_from_honours
from discipline.measures.models import Measure
from letters import services as letters
from letters.case_letters import issue_waiting
from letters.models import Letter
from postings.models import Posting
from tests import factories
from tests.discipline import lenient, measuring
from tests.discipline.lenient import decision, leniency, request
from tests.discipline.measuring import days_ago, measure
from tests.discipline.test_measures_end import ENDINGS, let_end_by, on_a_published_record

pytestmark = pytest.mark.django_db
ACTING = [name for name in Leniency.TRANSITIONS if name != "lapse"]


def seat(case: Leniency, role: Role):
    return lenient.representative(case) if role == Role.REPRESENTATIVE else factories.posting(role)


@pytest.mark.parametrize("act", ACTING)
def test_each_act_is_its_roles_alone_in_its_states_alone(act):
    verb = Leniency.TRANSITIONS[act]
    for status in verb.sources:
        case = leniency(status)
        assert {role for role in Role if case.may(act, seat(case, role))} == set(verb.roles)
    other = leniency(next(status for status in lenient.STATES if status not in verb.sources))
    with pytest.raises(WrongState):
        other.move(act, by=seat(other, next(iter(verb.roles - {Role.FINDING_BODY}))), reason="试")
    with pytest.raises(NotAllowed):
        leniency(verb.sources[0]).move(act, by=factories.posting(Role.AUDITOR), reason="试")


def test_nobody_lets_a_case_lapse_by_an_act_of_its_own():
    case = leniency()
    for role in set(Role) - {Role.CLOCK}:
        with pytest.raises(NotAllowed, match="不能单独办理"):
            case.move("lapse", by=seat(case, role), reason="试")


@pytest.mark.parametrize("status", lenient.STATES)
def test_every_step_of_the_road_leaves_its_row_of_the_trail(status):
    case = leniency(status)
    rows = list(Transition.objects.filter(object_id=case.pk).order_by("seq"))
    assert case.status == status
    assert rows[0].act == "enter"
    assert [row.to_status for row in rows if row.from_status != row.to_status][-1] == status
    assert all(row.actor for row in rows)


def test_it_is_asked_for_by_the_department_itself_or_begun_by_an_officer():
    about = measure("running")
    own = factories.posting(Role.REPRESENTATIVE, None, unit=about.department)
    other = factories.posting(Role.REPRESENTATIVE, None, unit=factories.department())
    with pytest.raises(NotAllowed, match="范围"):
        starting.begin([about], request("subject"), by=other)
    for by, origin in ((own, "ex_officio"), (factories.posting(Role.OFFICER), "subject")):
        with pytest.raises(Incomplete) as refused:
            starting.begin([about], request(origin), by=by)
        assert set(refused.value.fields) == {"origin"}
    (case,) = starting.begin([about], request("subject"), by=own)
    assert (case.status, case.origin, case.fact_id) == ("pending", "subject", about.fact_id)
    assert case.number.startswith(f"CQ-320000-{timezone.localdate():%Y}-")
    about.refresh_from_db()
    assert about.status == "running", "an application holds nothing"


def test_each_measure_that_is_asked_for_becomes_a_case_of_its_own_at_its_own_body():
    one = measure("running")
    two = measure("hearing", key="financing", record=one.fact.of_kind)
    cases = starting.begin([one, two], request(), by=factories.posting(Role.OFFICER))
    assert {case.measure_id for case in cases} == {one.pk, two.pk}
    assert len({case.number for case in cases}) == 2
    stranger = measure("running")
    with pytest.raises(Incomplete) as refused:
        starting.begin([stranger, measure("running")], request(), by=factories.posting(Role.OFFICER))
    assert set(refused.value.fields) == {"measures"}


@pytest.mark.parametrize("status", ["routing", "notice", "to_lift", "lifted", "dropped"])
def test_what_is_not_proposed_to_the_department_or_is_over_is_not_lightened(status):
    about = measure(status)
    assert "没有可以从轻" in starting.bar_start(about)
    with pytest.raises(Incomplete) as refused:
        starting.begin([about], request(), by=factories.posting(Role.OFFICER))
    assert set(refused.value.fields) == {"measures"}


def test_a_measure_has_one_open_case():
    case = leniency()
    with pytest.raises(Incomplete, match=case.number):
        starting.begin([case.measure], request(), by=factories.posting(Role.OFFICER))
    with pytest.raises(IntegrityError, match="leniency_one_open"), transaction.atomic():
        Leniency(
            measure=case.measure,
            fact=case.fact,
            origin="ex_officio",
            applied_on=days_ago(0),
            entered_by=case.entered_by,
            ground="recovered",
            account="再提",
            harm="left",
            acted_on=days_ago(3),
            proof="回单",
            proof_on=days_ago(3),
        ).enter(by=factories.posting(Role.OFFICER), reason="再提")


def test_every_fault_is_told_at_once_by_its_field():
    about, later = measure("running"), days_ago(-1)
    asked = request(acted_on=None, proof=" ", loss=None, warned_on=later, enforced_on=later)
    with pytest.raises(Incomplete) as refused:
        starting.begin([about], asked, by=factories.posting(Role.OFFICER))
    assert set(refused.value.fields) == {
        *("acted_on", "proof", "loss", "warned_on", "enforced_on", "recovered")
    }
    assert all(len(words) > 5 for words in refused.value.fields.values()), "they say how to mend"


@pytest.mark.parametrize(
    ("ground", "given", "wrong"),
    [
        ("recovered", {"recovered": Decimal(0)}, {"recovered"}),
        ("recovered", {"loss": None, "recovered": Decimal(0)}, {"recovered"}),
        ("removed", {"harm": Harm.LEFT}, {"harm"}),
        ("prevented", {"harm": Harm.REMOVED}, {"harm"}),
        ("nothing", {}, {"ground"}),
        ("removed", {"harm": Harm.PARTLY}, set()),
        ("prevented", {"harm": Harm.PREVENTED, "loss": None, "recovered": Decimal(0)}, set()),
    ],
)
def test_the_ground_must_be_borne_out_by_what_is_said(ground, given, wrong):
    asked = request(ground=ground, **given)
    officer, about = factories.posting(Role.OFFICER), measure("running")
    if not wrong:
        assert starting.begin([about], asked, by=officer)
        return
    with pytest.raises(Incomplete) as refused:
        starting.begin([about], asked, by=officer)
    assert set(refused.value.fields) == wrong


def test_the_same_ground_again_without_new_evidence_is_not_taken_up():
    former = leniency("refused")
    again = leniency(about=former.measure)
    officer = lenient.examiner(again)
    assert former.number in ACTS["accept"].bar(again, officer)
    with pytest.raises(NotEligible, match="没有新的证据"):
        starting.accept(again, by=officer)
    starting.reject(again, by=officer, ground="repeated", reason="没有新的证据")
    assert (again.status, again.rejection) == ("rejected", "同一情形再次申请，没有新的证据")
    assert not Deadline.objects.of(again).open().exists()
    renewed = leniency(about=former.measure, asked=request(news="另一笔款项的回单"))
    assert starting.accept(renewed, by=officer).status == "examining"
    starting.take_back(renewed, by=officer, reason="改按别的情形")
    other = leniency(about=former.measure, asked=request(ground="removed"))
    assert starting.accept(other, by=officer).status == "examining"


def test_it_is_rejected_on_a_listed_ground_alone():
    case = leniency()
    with pytest.raises(Incomplete) as refused:
        starting.reject(case, by=lenient.examiner(case), ground="whim", reason="x")
    assert set(refused.value.fields) == {"ground"}


def test_only_the_side_that_asked_takes_it_back():
    case = leniency(own=True)
    with pytest.raises(NotAllowed, match="提出的一方"):
        starting.take_back(case, by=factories.posting(Role.OFFICER), reason="试")
    starting.take_back(case, by=lenient.representative(case), reason="另行处理")
    assert case.status == "withdrawn"
    assert not Deadline.objects.of(case).open().exists()
    again = leniency(about=case.measure)
    with pytest.raises(NotAllowed, match="提出的一方"):
        starting.take_back(again, by=lenient.representative(again), reason="试")


def test_nothing_is_examined_before_a_file_proves_it():
    case = leniency("examining")
    officer = lenient.examiner(case)
    assert ACTS["examine"].bar(case, officer) == deciding.NO_FILE
    found = {"ground": "recovered", "conduct": lenient.conduct(), "proof_on": days_ago(9), "reason": "属实"}
    with pytest.raises(NotEligible, match="证据"):
        deciding.examine(case, by=officer, **found)
    lenient.prove(case, officer)
    assert deciding.examine(case, by=officer, **found).status == "deciding"


def test_the_rule_proposes_by_what_was_found_with_reasons_figures_and_the_scale_of_the_day():
    case = leniency("examining")
    factories.new_rule("leniency_scale", "recovered", {"lightens_from": 30, "spares_from": 90})
    lenient.examined(case, lenient.examiner(case), recovered=Decimal(40_000), harm=Harm.LEFT)
    version = RuleValue.objects.filter(kind="leniency_scale").latest("version").version
    assert (case.proposal, case.recovered_share, case.scale_version) == ("lighten", Decimal("40.0"), version)
    assert case.proposal_reasons.splitlines() == [
        f"{days_ago(10)} 主动纠正（银行回单第 7 号）",
        "损失 100,000 元，挽回 40,000 元（40.0%）".replace("100,000 元", "100,000.00 元"),
        "不良影响没有消除",
    ]
    assert (case.recovered, case.harm) == (Decimal(40_000), "left"), "what was found replaces what was said"
    before = Transition.objects.get(object_id=case.pk, act="examine").before
    assert before["harm"] == "removed", "and the trail keeps what was said"


def test_a_finding_that_does_not_fit_is_refused_by_its_field():
    case = leniency("examining")
    with pytest.raises(Incomplete) as refused:
        lenient.examined(case, lenient.examiner(case), acted_on=days_ago(-1), recovered=Decimal(0))
    assert set(refused.value.fields) == {"acted_on", "recovered"}


def test_what_is_sent_back_is_examined_and_proposed_anew():
    case = leniency("deciding")
    assert case.proposal == "spare"
    deciding.send_back(case, by=lenient.decider(case), reason="请核对回单")
    assert case.status == "examining"
    officer = lenient.examiner(case)
    found = {"ground": "recovered", "proof_on": days_ago(9), "reason": "更正数额"}
    deciding.examine(case, by=officer, conduct=lenient.conduct(recovered=Decimal(60_000)), **found)
    assert case.proposal == "lighten"


def test_a_running_measure_is_ended_and_one_proposed_is_not_applied():
    running, proposed = leniency("spared"), leniency("spared", about=measure("hearing"))
    for case, lifted_on in ((running, days_ago(0)), (proposed, None)):
        done = Measure.objects.get(pk=case.measure_id)
        assert (done.status, done.end_way, done.lifted_on) == ("exempted", "exemption", lifted_on)
        assert (done.spared_because, case.document_number in done.spared_document) == ("recovered", True)
        cause = Transition.objects.get(object_id=done.pk, act="exempt").cause
        assert Transition.objects.get(pk=cause).object_id == case.pk
        assert not Deadline.objects.of(done).open().exists()


def test_a_milder_measure_ends_earlier_or_covers_less_and_never_grows():
    case = leniency("deciding")
    by, given = lenient.decider(case), {"departure": "影响面较大"}
    wrong: list[dict] = [{}, {"until": days_ago(-90)}, {"until": days_ago(1)}, {"until": case.measure.until}]
    for changed in wrong:
        with pytest.raises(Incomplete) as refused:
            deciding.lighten(case, by=by, reason="x", given=decision(**given, **changed))
        assert set(refused.value.fields) == {"until"}
    deciding.lighten(case, by=by, reason="付清", given=decision(until=days_ago(-9), **given))
    assert (case.status, case.measure.status, case.measure.until) == ("lightened", "running", days_ago(-9))
    cause = Transition.objects.get(object_id=case.measure_id, act="lighten").cause
    assert Transition.objects.get(pk=cause).object_id == case.pk


def test_a_narrowed_measure_bars_from_honours_only_by_a_person():
    case = leniency("deciding")
    assert barred_from_honours(case.fact.department, days_ago(0)).standing == Standing.BARRED
    given = decision(narrowed_to="只限省级以上的评选", departure="影响面较大")
    deciding.lighten(case, by=lenient.decider(case), reason="付清", given=given)
    assert (case.measure.narrowed_to, case.measure.until) == ("只限省级以上的评选", days_ago(-25))
    assert barred_from_honours(case.fact.department, days_ago(0)).standing == Standing.UNSURE


def test_a_proposed_measure_that_was_lightened_is_imposed_no_longer_than_that():
    about = measure("hearing")
    case = leniency("lightened", about=about)
    about.refresh_from_db()
    assert (about.status, about.until) == ("hearing", case.until)
    measures.state(about, by=measuring.representative(about), statement="已付清")
    director = factories.posting(Role.DIRECTOR)
    with pytest.raises(Incomplete) as refused:
        measures.impose(about, by=director, reason="x", given=measuring.decision())
    assert set(refused.value.fields) == {"until"}
    measures.impose(about, by=director, reason="x", given=measuring.decision(until=case.until))
    assert about.status == "running"


def test_what_the_catalogue_keeps_whatever_was_mended_is_not_spared_but_may_be_lightened():
    measuring.amend("honours", ends=["withdrawal"])
    case = leniency("deciding")
    by = lenient.decider(case)
    assert "不因免于惩戒" in ACTS["spare"].bar(case, by)
    with pytest.raises(NotEligible, match="不因免于惩戒"):
        deciding.spare(case, by=by, reason="x", given=decision())
    assert ACTS["lighten"].bar(case, by) == ""


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("lighten", {"until": days_ago(-9)}),
        ("refuse", {"ground": "kept"}),
    ],
)
def test_a_decision_other_than_the_proposal_says_why(act, given):
    case = leniency("deciding")
    with pytest.raises(Incomplete) as refused:
        getattr(deciding, act)(case, by=lenient.decider(case), reason="x", given=decision(**given))
    assert set(refused.value.fields) == {"departure"}
    assert "建议免于惩戒" in refused.value.fields["departure"]


def test_a_decision_is_whole_and_every_fault_is_told_at_once():
    case = leniency("deciding")
    wrong = decision(document_number=" ", decided_on=days_ago(-1), ground="whim")
    with pytest.raises(Incomplete) as refused:
        deciding.refuse(case, by=lenient.decider(case), reason="x", given=wrong)
    assert set(refused.value.fields) == {"document_number", "decided_on", "departure", "ground"}
    assert case.status == "deciding"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"warned_on": days_ago(12)}, "提醒拒不履行"),
        ({"enforced_on": days_ago(10)}, "强制执行"),
    ],
)
def test_what_was_mended_under_pressure_lightens_and_spares_nothing_whatever_reason_is_given(given, words):
    case = leniency("deciding", asked=request(**given))
    by, said = lenient.decider(case), decision(until=days_ago(-9), departure="另有考虑")
    for act in (deciding.spare, deciding.lighten):
        with pytest.raises(NotEligible, match=words):
            act(case, by=by, reason="x", given=said)
    deciding.refuse(case, by=by, reason="不是主动", given=decision(ground="not_own_accord"))
    assert (case.status, case.departure) == ("refused", "")


def test_a_body_that_acts_here_examines_and_decides_by_two_of_its_people():
    body = measuring.body_here()
    case = leniency(about=measure("running", decider=body))
    other, officer = lenient.another_of(body), factories.posting(Role.OFFICER)
    assert Leniency.objects.visible_to(body).get() == case
    with pytest.raises(NotAllowed, match="办理"):
        starting.accept(case, by=officer)
    starting.accept(case, by=body)
    lenient.examined(case, body)
    with pytest.raises(NotAllowed, match="决定"):
        deciding.spare(case, by=factories.posting(Role.DIRECTOR), reason="x", given=decision())
    with pytest.raises(NotAllowed, match="四眼"):
        deciding.spare(case, by=body, reason="x", given=decision())
    deciding.spare(case, by=other, reason="主动付清", given=decision())
    assert (case.status, case.decided_by_id) == ("spared", other.user_id)
    elsewhere = leniency("deciding")
    assert deciding.bar_to_deciding(elsewhere, factories.posting(Role.FINDING_BODY))


def test_who_had_the_case_or_the_measure_in_hand_does_not_decide_and_the_database_agrees():
    case = leniency("deciding")
    for person in (case.entered_by, case.accepted_by, case.examined_by, case.measure.registered_by):
        same = factories.posting(Role.DIRECTOR, user=person)
        with pytest.raises(NotAllowed, match="四眼"):
            deciding.refuse(case, by=same, reason="x", given=decision(ground="kept", departure="x"))
    done = leniency("spared")
    for column in ("entered_by", "accepted_by", "examined_by"):
        with pytest.raises(IntegrityError, match="leniency_four_eyes"), transaction.atomic():
            Leniency.objects.filter(pk=done.pk).update(decided_by=getattr(done, column))


def test_nobody_with_a_hand_in_the_record_or_of_the_department_keeps_the_case():
    case = leniency("deciding")
    record = case.fact.of_kind
    for by in (
        factories.posting(Role.DIRECTOR, user=record.entered_by),
        factories.posting(Role.DIRECTOR, user=record.reviewed_by),
        factories.posting(Role.DIRECTOR, unit=case.fact.department),
    ):
        with pytest.raises(NotAllowed, match="回避"):
            deciding.refuse(case, by=by, reason="x", given=decision(ground="kept", departure="x"))


def test_of_two_who_decide_at_once_the_second_changes_nothing():
    case = leniency("deciding")
    stale = Leniency.objects.get(pk=case.pk)
    deciding.spare(case, by=lenient.decider(case), reason="主动付清", given=decision())
    said = decision(until=days_ago(-9), departure="x", document_number="模拟从轻〔2026〕2号")
    with pytest.raises((StaleState, NotEligible)):
        deciding.lighten(stale, by=lenient.decider(stale), reason="x", given=said)
    with pytest.raises(StaleState), transaction.atomic():
        deciding.refuse(
            stale, by=lenient.decider(stale), reason="x", given=decision(ground="kept", departure="x")
        )
    about = Measure.objects.get(pk=case.measure_id)
    assert (about.status, about.until) == ("exempted", days_ago(-25))
    assert Letter.objects.of(case).count() == 1


def test_a_decision_and_what_it_does_to_the_measure_stand_or_fall_together(monkeypatch):
    case = leniency("deciding")

    def broken(*args, **kwargs):
        raise RuntimeError("cut off")

    monkeypatch.setattr("discipline.measures.services.exempt", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        deciding.spare(case, by=lenient.decider(case), reason="主动付清", given=decision())
    case.refresh_from_db()
    assert (case.status, case.measure.status) == ("deciding", "running")
    assert not Transition.objects.filter(object_id=case.pk, act="spare").exists()


@pytest.mark.parametrize("way", ENDINGS)
@pytest.mark.parametrize("ends", [True, False])
def test_what_an_open_case_does_as_the_record_ends(way, ends):
    let_end_by(*([way] if ends else []))
    case = leniency("examining", about=on_a_published_record("running"))
    ENDINGS[way](case.measure)
    case.refresh_from_db()
    with_record = way in {"reversal", "tolerance"}
    assert case.status == ("lapsed" if with_record else "examining")
    assert Deadline.objects.of(case).open().exists() != with_record
    if not with_record:  # the measure waits to be lifted, or runs on
        assert case.measure.status == ("to_lift" if ends else "running")


def test_nothing_is_decided_while_the_measure_waits_to_be_lifted_and_all_ends_once_it_is():
    let_end_by("repair")
    case = leniency("deciding", about=on_a_published_record("running"))
    ENDINGS["repair"](case.measure)
    case = Leniency.objects.get(pk=case.pk)
    by = lenient.decider(case)
    with pytest.raises(NotEligible, match="待解除"):
        deciding.spare(case, by=by, reason="x", given=decision())
    assert "待解除" in ACTS["lighten"].bar(case, by)
    measures.lift(case.measure, by=by, reason="x", document="模拟解〔2026〕3号", lifted_on=days_ago(0))
    case.refresh_from_db()
    assert case.status == "lapsed"


@pytest.mark.parametrize("way", ["lift", "expire", "drop"])
def test_an_open_case_ends_with_its_measure_in_the_same_act(way):
    case = leniency("examining", about=measure("hearing" if way == "drop" else "running"))
    about, director = case.measure, factories.posting(Role.DIRECTOR)
    if way == "lift":
        measures.lift(about, by=director, reason="x", document="模拟解〔2026〕3号", lifted_on=days_ago(0))
    elif way == "drop":
        measures.drop(about, by=director, reason="情节轻微")
    else:
        measures.expire(by=factories.posting(Role.CLOCK), today=about.until + timedelta(days=1))
    case.refresh_from_db()
    last = Transition.objects.filter(object_id=case.pk).latest("seq")
    assert (case.status, last.act) == ("lapsed", "lapse")
    assert Transition.objects.get(pk=last.cause).act == way
    assert not Deadline.objects.of(case).open().exists()


def test_a_proposed_measure_that_is_imposed_meanwhile_takes_its_case_along():
    about = measure("hearing")
    case = leniency("examining", about=about)
    measures.state(about, by=measuring.representative(about), statement="x")
    measures.impose(about, by=factories.posting(Role.DIRECTOR), reason="x", given=measuring.decision())
    lenient.examined(case, lenient.examiner(case))
    deciding.spare(case, by=lenient.decider(case), reason="主动付清", given=decision())
    about.refresh_from_db()
    assert (about.status, about.lifted_on) == ("exempted", days_ago(0))


@pytest.mark.parametrize(
    ("status", "words"), [("spared", "不再执行"), ("lightened", "最后一日"), ("refused", "措施照常")]
)
def test_the_department_gets_a_letter_with_its_service_and_its_clock(status, words):
    case = leniency("deciding", own=True)
    by = lenient.decider(case)
    letters.open_series(
        letters.issuer_of(by), kind="告知书", mark="模从告", year=timezone.localdate().year, by=by
    )
    given = {
        "spared": (deciding.spare, decision()),
        "lightened": (deciding.lighten, decision(until=days_ago(-9), departure="x")),
        "refused": (deciding.refuse, decision(ground="kept", departure="x")),
    }[status]
    given[0](case, by=by, reason="经研究", given=given[1])
    letter = Letter.objects.of(case).get()
    assert (letter.status, letter.template.key) == ("issued", "leniency_decided")
    for said in (words, case.document_number, case.fact.number, "限期整改的义务不变"):
        assert said in letter.body
    assert set(Deadline.objects.of(case).open().values_list("kind", flat=True)) == {"leniency.serve"}
    served = {"manner": "direct", "recipient": "办公室", "on": days_ago(0), "proof": "回执"}
    serve_letter(case, by=by, letter=letter, **served)
    assert case.served_on == days_ago(0)
    assert not Deadline.objects.of(case).open().exists()
    with pytest.raises(WrongState, match="待送达"):
        serve_letter(case, by=by, letter=Letter.objects.of(case).get(), **served)
    asking = Posting.objects.get(user=case.entered_by)
    told = Notice.objects.get(topic="leniency.decided", recipient=asking.pk, object_id=case.pk)
    assert words in told.text, "the one notice says the latest"


def test_a_letter_without_a_register_waits_for_its_number():
    case = leniency("rejected")
    by = factories.posting(Role.DIRECTOR)
    with pytest.raises(Incomplete, match="发文代字"), transaction.atomic():
        issue_waiting(case, by=by)
    letters.open_series(
        letters.issuer_of(by), kind="告知书", mark="模从告", year=timezone.localdate().year, by=by
    )
    issue_waiting(case, by=by)
    assert Letter.objects.of(case).get().document_number
    assert "有新的证据" in Letter.objects.of(case).get().body


def test_each_step_has_its_clock_and_a_late_one_reminds_once_and_decides_nothing():
    case = leniency()
    body = measuring.body_here()
    there = leniency(about=measure("running", decider=body))
    for step, kind in (("accept", "leniency.accept"), ("examine", "leniency.examine")):
        clock = Deadline.objects.of(case).open().get()
        assert (clock.kind, clock.due_on, clock.rule.is_settled) == (kind, case.due_on, False)
        if step == "accept":
            starting.accept(case, by=lenient.examiner(case))
    late = case.due_on + timedelta(days=1)
    assert remind(late) > 0
    assert remind(late) == 0
    told = Notice.objects.filter(topic="leniency.due", object_id=case.pk)
    assert "已过" in told.first().text
    assert "待核实" in told.first().text
    assert Notice.objects.filter(topic="leniency.due", recipient=body.pk, object_id=there.pk).exists()
    case.refresh_from_db()
    assert case.status == "examining"


def test_each_desk_has_what_waits_for_it():
    body = measuring.body_here()
    rows = {
        "pending": leniency(),
        "deciding": leniency("deciding"),
        "there": leniency("deciding", about=measure("running", decider=body)),
    }
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    factories.posting(Role.FINDING_BODY, factories.PROVINCE)  # one without a unit hides nothing
    found = {
        queue.key: set(queue.rows(by)) for queue, by in zip(QUEUES, (officer, director, body), strict=True)
    }
    assert found == {
        "leniencies_examine": {rows["pending"]},
        "leniencies_decide": {rows["deciding"]},
        "leniencies_body": {rows["there"]},
    }
    assert list(FINDER.rows(officer, rows["pending"].number)) == [rows["pending"]]
    own = leniency(own=True)
    mine = factories.posting(Role.REPRESENTATIVE, None, unit=own.fact.department, user=own.entered_by)
    assert list(SENT.rows(mine)) == [own]
    assert SENT.stands("pending") == ("待受理", "实施机关")


@pytest.mark.parametrize(
    ("status", "change", "constraint"),
    [
        ("deciding", "proposal = ''", "leniency_weighed_first"),
        ("deciding", "examined_by_id = NULL", "leniency_weighed_first"),
        ("spared", "document_number = ''", "leniency_decided_whole"),
        ("spared", "decided_on = acted_on - 1", "leniency_decided_whole"),
        ("spared", "decided_by_id = NULL", "leniency_four_eyes"),
        ("spared", "proposal = 'lighten'", "leniency_departs_with_reason"),
        ("refused", "departure = ''", "leniency_departs_with_reason"),
        ("spared", "enforced_on = acted_on", "leniency_only_of_own_accord"),
        ("lightened", "warned_on = acted_on - 1", "leniency_only_of_own_accord"),
        ("spared", "proof = ''", "leniency_only_of_own_accord"),
        ("lightened", "until = NULL", "leniency_lightens_something"),
        ("refused", "refusal = ''", "leniency_refused_on_a_ground"),
        ("spared", "refusal = 'x'", "leniency_refused_on_a_ground"),
    ],
)
def test_what_a_case_must_have_is_the_databases_rule(status, change, constraint):
    case = leniency(status)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE discipline_leniency SET {change} WHERE id = %s", [case.pk])


def test_a_case_is_always_of_the_record_of_its_measure():
    case, other = leniency("withdrawn"), measure("running")
    kept = {field.attname: getattr(case, field.attname) for field in case._meta.fields[1:]}
    made = Leniency(**{**kept, "number": "", "fact_id": other.fact_id})
    made.enter(by=factories.posting(Role.OFFICER), reason="试")
    made.refresh_from_db()
    assert made.fact_id == case.measure.fact_id


def test_the_scale_is_typed_and_told_as_it_is_kept():
    shape, kept = ScaleShape(), {"lightens_from": 50, "spares_from": 100}
    assert shape.pack(shape.initial(kept, "")) == (kept, "")
    assert "50%" in shape.words(kept, "")
    assert set(shape.fields()) == set(kept)
    with pytest.raises(Incomplete) as refused:
        shape.pack({"lightens_from": 90, "spares_from": 80})
    assert set(refused.value.fields) == {"lightens_from"}
