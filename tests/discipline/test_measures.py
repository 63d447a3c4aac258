"""惩戒措施: who does which act in which state, the hearing before the decision, and the term within what the rules allow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline, Notice, RuleValue, Transition
from common.roles import Role
from discipline.measures import services
from discipline.measures.acts import ACTS
from discipline.measures.catalogue import catalogue_on, line_on
from discipline.measures.forms import DecisionForm
from discipline.measures.models import Measure
from discipline.measures.reminding import remind
from discipline.measures.rule_kinds import MeasureShape
from letters.models import Letter
from tests import factories
from tests.discipline import measuring
from tests.discipline.measuring import days_ago, measure

pytestmark = pytest.mark.django_db
ROLES = [role for role in Role if role != Role.CLOCK]
FOLLOWING = {"cease", "await_lift", "lapse", "lighten", "exempt", "shorten"}


def seat(case: Measure, role: Role):
    return measuring.representative(case) if role == Role.REPRESENTATIVE else factories.posting(role)


@pytest.mark.parametrize("act", [name for name in Measure.TRANSITIONS if name not in FOLLOWING])
def test_each_act_is_its_roles_alone_in_its_states_alone(act):
    verb = Measure.TRANSITIONS[act]
    for status in verb.sources:
        case = measure(status)
        held = {role for role in Role if case.may(act, seat(case, role))}
        assert held == set(verb.roles)
    other = next(status for status in measuring.STATES if status not in verb.sources)
    case = measure(other)
    with pytest.raises(WrongState):
        case.move(act, by=seat(case, next(iter(verb.roles - {Role.FINDING_BODY}))), reason="试")
    with pytest.raises(NotAllowed):
        case.move(act, by=factories.posting(Role.AUDITOR), reason="试")


@pytest.mark.parametrize("act", sorted(FOLLOWING))
def test_what_follows_from_the_end_of_a_record_or_from_leniency_is_nobodys_act(act):
    case = measure(Measure.TRANSITIONS[act].sources[0])
    for role in ROLES:
        with pytest.raises(NotAllowed, match="不能单独办理"):
            case.move(act, by=seat(case, role), reason="试")


@pytest.mark.parametrize("status", measuring.STATES)
def test_every_step_of_the_road_leaves_its_row_of_the_trail(status):
    case = measure(status)
    acts = list(Transition.objects.filter(object_id=case.pk).order_by("seq").values_list("act", flat=True))
    assert case.status == status
    assert acts[0] == "enter"
    assert len(acts) == len(set(acts))


def test_only_a_confirmed_record_of_a_department_leads_to_a_measure_and_each_once():
    officer = factories.posting(Role.OFFICER)
    given = {"by": officer, "measure": "honours", "reason": "逾期支付"}
    for fact, words in (
        (factories.record("pending_review"), "认定以后"),
        (factories.record("confirmed", official=factories.official()), "只对部门"),
        (factories.commendation("confirmed"), "只对失信记录"),
    ):
        with pytest.raises(NotEligible, match=words):
            services.register(fact, **given)
    record = factories.record("confirmed")
    services.register(record, **given)
    services.register(record, **{**given, "measure": "financing"})
    with pytest.raises(WrongState, match="已有办理中"):
        services.register(record, **given)


def test_nothing_outside_the_catalogue_or_beside_its_levels_is_applied():
    record, officer = factories.record("confirmed"), factories.posting(Role.OFFICER)
    with pytest.raises(NotEligible):
        services.register(record, by=officer, measure="salary_cut", reason="试")
    county = factories.record("confirmed", department=factories.department("320102", level="county"))
    with pytest.raises(NotEligible, match="不适用于县级"):
        services.register(county, by=officer, measure="model_city", reason="试")


def test_each_line_of_the_catalogue_says_basis_body_and_what_ends_it():
    lines = catalogue_on(timezone.localdate())
    assert {line.key for line in lines} == set(
        RuleValue.objects.filter(kind="measure").values_list("key", flat=True)
    )
    assert all(line.article and line.body and line.levels for line in lines)
    assert not line_on("model_city", timezone.localdate()).ends_by("repair")
    assert [line.key for line in lines if not line.is_settled] == [
        *("local_awards", "local_funds", "local_procurement", "local_support")
    ]


def test_a_line_is_typed_and_told_as_it_is_kept():
    shape, kept = MeasureShape(), RuleValue.objects.get(kind="measure", key="honours").value
    assert shape.pack(shape.initial(kept, "")) == (kept, "")
    assert "随信用修复、撤销" in shape.words(kept, "")
    assert "都不" in shape.words({**kept, "ends": [], "months": 6}, "")
    assert set(shape.fields()) == {"body", "levels", "bars", "ends", "months"}


def test_nobody_with_a_hand_in_the_record_keeps_the_case():
    record = factories.record("confirmed")
    with pytest.raises(NotAllowed, match="回避"):
        services.register(
            record,
            by=factories.posting(Role.OFFICER, user=record.reviewed_by),
            measure="honours",
            reason="试",
        )
    case = measure("hearing", record=record)
    director = factories.posting(Role.DIRECTOR, user=record.entered_by)
    with pytest.raises(NotAllowed, match="回避"):
        services.drop(case, by=director, reason="试")


def test_the_department_is_never_the_body_that_applies_it():
    case = measure()
    with pytest.raises(Incomplete, match="自己"):
        services.route(case, by=factories.posting(Role.OFFICER), body_name=case.department.name, unit=None)


def test_where_the_table_is_not_confirmed_only_the_director_names_the_body_with_a_reason():
    record = factories.record("confirmed", source_kind="discipline", disclosure="internal")
    case = services.register(record, by=factories.posting(Role.OFFICER), measure="honours", reason="试")
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    with pytest.raises(NotEligible, match="负责人指定"):
        services.route(case, by=officer, body_name="某机关", unit=None)
    assert ACTS["route"].bar(case, officer)
    with pytest.raises(Incomplete):
        services.choose_body(case, by=director, reason="", body_name="某机关", unit=None)
    services.choose_body(case, by=director, reason="按管理权限", body_name="某机关", unit=None)
    assert case.status == "notice"


def test_where_the_confirmed_table_names_one_body_the_director_chooses_no_other():
    case, director = measure(), factories.posting(Role.DIRECTOR)
    assert ACTS["choose_body"].bar(case, director)
    with pytest.raises(NotEligible, match="按目录转送"):
        services.choose_body(case, by=director, reason="试", body_name="某机关", unit=None)
    assert case.status == "routing"


def test_the_department_knows_of_it_from_the_notice_on():
    case = measure("notice")
    side = measuring.representative(case)
    assert not Measure.objects.visible_to(side).exists()
    services.notify(case, by=factories.posting(Role.OFFICER), served_on=days_ago(1), served_how="直接送达")
    assert Measure.objects.visible_to(side).get() == case
    assert not Measure.objects.visible_to(
        factories.posting(Role.REPRESENTATIVE, None, unit=factories.department())
    ).exists()


def test_nothing_is_decided_before_the_department_was_heard_or_its_time_is_over():
    case, director = measure("hearing"), factories.posting(Role.DIRECTOR)
    Measure.objects.filter(pk=case.pk).update(hearing_due=timezone.localdate())
    case.refresh_from_db()
    with pytest.raises(NotAllowed, match="陈述申辩"):
        services.impose(case, by=director, reason="x", given=measuring.decision())
    services.state(case, by=measuring.representative(case), statement="资金困难")
    assert not Deadline.objects.of(case).open().exists()
    assert ACTS["impose"].heard(case) == "资金困难"
    services.impose(case, by=director, reason="x", given=measuring.decision())
    assert case.status == "running"


def test_no_decision_is_dated_into_the_time_of_a_hearing_that_nobody_used():
    case, director = measure("hearing"), factories.posting(Role.DIRECTOR)
    Measure.objects.filter(pk=case.pk).update(hearing_due=days_ago(3))
    case.refresh_from_db()
    with pytest.raises(Incomplete) as refused:
        services.impose(case, by=director, reason="x", given=measuring.decision(decided_on=days_ago(3)))
    assert set(refused.value.fields) == {"decided_on"}
    after = {name: days_ago(2) for name in ("decided_on", "served_on", "starts_on")}
    services.impose(case, by=director, reason="x", given=measuring.decision(**after))
    assert case.status == "running"


def test_no_notice_goes_before_the_record_is_confirmed():
    case, officer = measure("notice"), factories.posting(Role.OFFICER)
    measuring.confirmed_before(case.fact.of_kind, 4)
    case = Measure.objects.get(pk=case.pk)
    with pytest.raises(Incomplete) as refused:
        services.notify(case, by=officer, served_on=days_ago(5), served_how="直接送达")
    assert set(refused.value.fields) == {"served_on"}
    assert services.notify(case, by=officer, served_on=days_ago(4), served_how="直接送达").status == "hearing"


def test_a_line_that_nobody_confirmed_is_never_imposed():
    case, director = measure("hearing", key="local_awards"), factories.posting(Role.DIRECTOR)
    services.state(case, by=measuring.representative(case), statement="有异议")
    with pytest.raises(NotAllowed, match="待核实"):
        services.impose(case, by=director, reason="x", given=measuring.decision())
    measuring.confirm_catalogue()
    services.impose(case, by=director, reason="x", given=measuring.decision())
    assert case.status == "running"


def test_whoever_registered_it_does_not_decide_it_and_the_database_agrees():
    case = measure("hearing")
    same = factories.posting(Role.DIRECTOR, user=case.registered_by)
    with pytest.raises(NotAllowed, match="四眼"):
        services.drop(case, by=same, reason="试")
    done = measure("running")
    with pytest.raises(IntegrityError, match="measure_decided_by_another"), transaction.atomic():
        Measure.objects.filter(pk=done.pk).update(decided_by=done.registered_by)


def test_the_term_stays_within_the_records_sanction_period_and_the_catalogues_longest():
    case, director = measure("hearing"), factories.posting(Role.DIRECTOR)
    services.state(case, by=measuring.representative(case), statement="x")
    over = case.fact.of_kind.sanction_until
    with pytest.raises(Incomplete) as refused:
        services.impose(case, by=director, reason="x", given=measuring.decision(until=over))
    assert set(refused.value.fields) == {"until"}
    services.impose(case, by=director, reason="x", given=measuring.decision(until=over - timedelta(days=1)))
    measuring.amend("financing", months=1)
    short = measure("hearing", key="financing")
    services.state(short, by=measuring.representative(short), statement="x")
    with pytest.raises(Incomplete):
        services.impose(short, by=director, reason="x", given=measuring.decision(until=days_ago(-40)))


def test_a_body_that_acts_here_decides_itself_and_one_elsewhere_by_its_document():
    body = measuring.body_here()
    case = measure("hearing", decider=body)
    services.state(case, by=measuring.representative(case), statement="x")
    with pytest.raises(NotAllowed, match="决定"):
        services.impose(case, by=factories.posting(Role.DIRECTOR), reason="x", given=measuring.decision())
    assert Measure.objects.visible_to(body).get() == case
    services.impose(case, by=body, reason="x", given=measuring.decision())
    assert case.decided_by_id == body.user_id
    elsewhere = measure("hearing")
    assert services.bar_decision(elsewhere, factories.posting(Role.FINDING_BODY))


def test_a_measure_is_over_the_day_after_its_last_day():
    case, clock = measure("running"), factories.posting(Role.CLOCK)
    assert services.expire(by=clock, today=case.until) == 0
    assert services.expire(by=clock, today=case.until + timedelta(days=1)) == 1
    assert services.expire(by=clock, today=case.until + timedelta(days=1)) == 0
    case.refresh_from_db()
    assert case.status == "expired"


def test_the_letter_to_a_body_elsewhere_is_written_once():
    case, officer = measure("to_lift"), factories.posting(Role.OFFICER)
    services.write(case, by=officer)
    letter = Letter.objects.of(case).get()
    assert case.body_name in letter.body
    assert "依据的文书被撤销" in letter.body
    with pytest.raises(NotEligible, match="写过"):
        services.write(case, by=officer)


def test_a_late_document_reminds_once_and_is_pressed_only_by_a_confirmed_clock():
    case, director = measure("to_lift"), factories.posting(Role.DIRECTOR)
    late = case.lift_due + timedelta(days=1)
    assert remind(case.lift_due) == 0
    assert remind(late) == 1
    assert remind(late) == 0
    assert "待核实" in Notice.objects.get(object_id=case.pk).text
    pressed = {
        "by": director,
        "reason": "逾期",
        "body": "模拟省级机关（演示）",
        "document": "模拟督〔2026〕1号",
    }
    with pytest.raises(NotEligible, match="还没有过"):
        services.escalate(case, **pressed)
    Deadline.objects.of(case).update(starts_on=days_ago(9), due_on=days_ago(1))
    with pytest.raises(NotEligible, match="待核实"):
        services.escalate(case, **pressed)
    measuring.confirm_catalogue()
    services.escalate(case, **pressed)
    assert case.status == "to_lift"


@pytest.mark.parametrize(
    ("status", "change", "constraint"),
    [
        ("running", "body_name = ''", "measure_body_named"),
        ("running", "notified_on = NULL", "measure_"),
        ("running", "document_number = ''", "measure_decided_whole"),
        ("running", "served_on = decided_on - 1", "measure_decided_whole"),
        ("running", "until = starts_on - 1", "measure_decided_whole"),
        ("lifted", "lift_document = ''", "measure_lifted_whole"),
        ("to_lift", "end_way = ''", "measure_waits_for_a_way"),
        ("exempted", "spared_document = ''", "measure_spared_by_document"),
    ],
)
def test_what_a_measure_must_have_is_the_databases_rule(status, change, constraint):
    case = measure(status)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE discipline_measure SET {change} WHERE id = %s", [case.pk])


def test_the_forms_refuse_days_out_of_order():
    today = timezone.localdate()
    form = DecisionForm(
        {
            "document_number": "模拟惩〔2026〕1号",
            "decided_on": f"{today:%Y-%m-%d}",
            "served_on": f"{days_ago(1):%Y-%m-%d}",
            "served_how": "直接送达",
            "starts_on": f"{days_ago(2):%Y-%m-%d}",
            "until": f"{days_ago(3):%Y-%m-%d}",
            "reason": "x",
        }
    )
    assert set(form.errors) == {"served_on", "starts_on", "until"}


def test_numbers_follow_one_another():
    one, two = measure(), measure()
    assert one.number < two.number
    assert one.number.startswith(f"CJ-320000-{timezone.localdate():%Y}-")
