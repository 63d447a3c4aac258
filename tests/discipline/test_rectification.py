"""限期整改: who does which act in which state, the two duties and their clocks, and how a case ends with its record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline, Notice, Transition
from common.roles import Role
from discipline.models import Rectification
from discipline.rectification import services
from discipline.rectification.acts import ACTS
from discipline.rectification.reminding import remind
from discipline.vocabulary import Finding, StepKind
from records import services as records
from tests import factories
from tests.discipline import makers, tolerating
from tests.discipline.makers import days_ago, rectification

pytestmark = pytest.mark.django_db
ROLES = [role for role in Role if role != Role.CLOCK]


def seat(case: Rectification, role: Role):
    return makers.representative(case) if role == Role.REPRESENTATIVE else factories.posting(role)


@pytest.mark.parametrize("act", [name for name in Rectification.TRANSITIONS if name != "lapse"])
def test_each_act_is_its_roles_alone_in_its_states_alone(act):
    makers.confirm_rules()
    verb = Rectification.TRANSITIONS[act]
    for status in makers.STATES:
        if status not in verb.sources:
            continue
        case = rectification(status)
        assert {role for role in ROLES if case.may(act, seat(case, role))} == set(verb.roles)
    other = next(status for status in makers.STATES if status not in verb.sources)
    case = rectification(other)
    with pytest.raises(WrongState):
        case.move(act, by=seat(case, next(iter(verb.roles))), reason="试")
    wrong = factories.posting(Role.AUDITOR)
    with pytest.raises(NotAllowed):
        case.move(act, by=wrong, reason="试")


@pytest.mark.parametrize("status", makers.STATES)
def test_every_step_of_the_road_leaves_its_row_of_the_trail(status):
    makers.confirm_rules()
    case = rectification(status)
    acts = list(Transition.objects.filter(object_id=case.pk).order_by("seq").values_list("act", flat=True))
    assert case.status == status
    assert acts[0] == "enter"
    assert len(acts) == len(set(acts))


def test_only_a_confirmed_record_of_a_department_is_registered_and_only_once():
    officer = factories.posting(Role.OFFICER)
    draft = factories.record("pending_review")
    with pytest.raises(NotEligible, match="认定以后"):
        services.register(draft, by=officer)
    with pytest.raises(NotEligible, match="只对部门"):
        services.register(factories.record("confirmed", official=factories.official()), by=officer)
    record = factories.record("confirmed")
    services.register(record, by=officer)
    with pytest.raises(NotEligible, match="已有办理中"):
        services.register(record, by=officer)


def test_the_database_lets_no_second_open_case_in():
    case = rectification()
    with pytest.raises(IntegrityError, match="rectification_one_open"), transaction.atomic():
        Rectification(record=case.record, registered_by=case.registered_by).enter(
            by=factories.posting(Role.OFFICER)
        )


def test_nobody_with_a_hand_in_the_record_keeps_the_case():
    record = factories.record("confirmed")
    officer = factories.posting(Role.OFFICER, user=record.reviewed_by)
    with pytest.raises(NotAllowed, match="回避"):
        services.register(record, by=officer)
    case = rectification(record=record)
    director = factories.posting(Role.DIRECTOR, user=record.entered_by)
    assert "回避" in case.recusal(director)
    with pytest.raises(NotAllowed, match="回避"):
        services.cancel(case, by=director, reason="试")
    assert case.acts_for(director) == []


def test_where_the_table_names_one_body_the_officer_routes_and_elsewhere_only_the_director_with_a_reason():
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    two = rectification()
    with pytest.raises(NotEligible, match="本级人民政府、上级主管部门"):
        services.route(two, by=officer, body_name=makers.ORDERING_BODY, unit=None)
    with pytest.raises(Incomplete):
        services.choose_body(two, by=director, reason="", body_name=makers.ORDERING_BODY, unit=None)
    one = rectification(department=factories.department("320102", level="township"))
    assert ACTS["choose_body"].bar(one, director)
    services.route(one, by=officer, body_name="模拟区人民政府（演示）", unit=None)
    assert (one.status, one.body_name) == ("ordering", "模拟区人民政府（演示）")
    assert one.competence_version == 1


def test_the_department_never_orders_or_accepts_its_own_case():
    case = rectification()
    director = factories.posting(Role.DIRECTOR)
    with pytest.raises(Incomplete, match="自己"):
        services.choose_body(case, by=director, reason="试", body_name="某机关", unit=case.department)
    done = rectification("submitted")
    with pytest.raises(Incomplete, match="自己"):
        services.accept(
            done,
            by=factories.posting(Role.OFFICER),
            acceptance=makers.acceptance(body=done.department.name),
        )


def test_a_penal_sanction_of_a_person_is_never_rectified_by_a_department():
    record = factories.record("confirmed", source_kind="discipline", disclosure="internal")
    with pytest.raises(NotEligible, match="处分只及于个人"):
        services.register(record, by=factories.posting(Role.OFFICER))


def test_both_duties_run_from_the_service_of_the_order():
    case = rectification("running", served=10)
    rows = {row.kind: row for row in Deadline.objects.of(case)}
    assert rows["discipline.term"].due_on == case.due_on == days_ago(10) + timedelta(days=60)
    assert rows["discipline.explanation"].due_on == case.explanation_due
    assert rows["discipline.explanation"].unit == "working_day"
    assert {row.starts_on for row in rows.values()} == {days_ago(10)}


def test_an_order_without_items_or_with_an_unexplained_term_is_refused():
    case, officer = rectification("ordering"), factories.posting(Role.OFFICER)
    with pytest.raises(NotEligible, match="整改事项"):
        services.order(case, by=officer, given=makers.order_of())
    services.add_item(case, by=officer, matter="付款", unit="财政局")
    with pytest.raises(Incomplete, match="理由"):
        services.order(case, by=officer, given=makers.order_of(due=date(2027, 1, 1)))
    assert not Deadline.objects.of(case).exists()


def test_acceptance_is_asked_for_only_with_an_explanation_and_a_word_on_each_item():
    case = rectification("running")
    side = makers.representative(case)
    with pytest.raises(NotEligible, match="书面说明"):
        services.submit(case, by=side)
    services.explain(case, by=side, explanation="原因如下")
    with pytest.raises(NotEligible, match="第 1 项"):
        services.submit(case, by=side)
    services.report(case, by=side, text="已付", item=case.items.get())
    services.submit(case, by=side)
    assert case.status == "submitted"


def test_a_failed_item_sends_the_case_back_and_the_term_runs_on():
    case, officer = rectification("submitted"), factories.posting(Role.OFFICER)
    services.accept(case, by=officer, acceptance=makers.acceptance(Finding.PARTLY))
    assert case.status == "running"
    assert case.items.get().finding == "partly"
    assert Deadline.objects.of(case).open().filter(kind="discipline.term").exists()


def test_a_whole_acceptance_ends_the_case_and_meets_its_clocks():
    case = rectification("done")
    assert case.accepted_on == timezone.localdate()
    assert not Deadline.objects.of(case).open().exists()


def test_nothing_is_pressed_before_the_term_has_passed_nor_by_an_unconfirmed_clock():
    director = factories.posting(Role.DIRECTOR)
    early, late = rectification("running"), rectification("running", served=61)
    press = {
        "by": director,
        "reason": "逾期",
        "body": "模拟市人民政府（演示）",
        "document": "苏政约〔2026〕1号",
    }
    for case, words in ((early, "没有过"), (late, "待核实")):
        with pytest.raises(NotEligible, match=words):
            services.press(case, StepKind.INTERVIEW, **press)
        with pytest.raises(NotEligible, match=words):
            services.notify_refusal(
                case, by=director, reason="逾期", served_on=timezone.localdate(), served_how="直接送达"
            )
        assert words in ACTS["interview"].bar(case, director)
    makers.confirm_rules()
    makers.name_pressers(late, by=director)
    step = services.press(late, StepKind.INTERVIEW, **press)
    assert step.due_on == late.due_on
    with pytest.raises(WrongState, match="约谈过一次"):
        services.press(late, StepKind.INTERVIEW, **press)


def test_more_time_is_granted_by_another_person_and_moves_the_term_alone():
    case, director = rectification("running"), factories.posting(Role.DIRECTOR)
    side, term = makers.representative(case), case.due_on
    with pytest.raises(Incomplete):
        services.ask_extension(case, by=side, reason="资金未到", asked_to=term)
    services.ask_extension(case, by=side, reason="资金未到", asked_to=term + timedelta(days=20))
    with pytest.raises(WrongState):
        services.ask_extension(case, by=side, reason="再问", asked_to=term + timedelta(days=30))
    explained = case.explanation_due
    services.decide_extension(case, "grant_extension", by=director, reason="理由成立")
    assert case.due_on == term + timedelta(days=20)
    assert case.explanation_due == explained
    with pytest.raises(WrongState):
        services.decide_extension(case, "refuse_extension", by=director, reason="再决定一次")


def test_a_refused_extension_leaves_the_term():
    case = rectification("running")
    term = case.due_on
    services.ask_extension(
        case, by=makers.representative(case), reason="x", asked_to=term + timedelta(days=5)
    )
    services.decide_extension(case, "refuse_extension", by=factories.posting(Role.DIRECTOR), reason="不成立")
    case.refresh_from_db()
    assert case.due_on == term
    assert case.extensions.get().is_granted is False


def test_a_refusal_is_found_only_after_the_department_was_heard_or_its_time_is_over():
    makers.confirm_rules()
    case, director = rectification("hearing"), factories.posting(Role.DIRECTOR)
    found = {"refusal_document": "苏政认〔2026〕2号", "refused_on": timezone.localdate()}
    with pytest.raises(NotEligible, match="陈述申辩"):
        services.find_refusal(case, by=director, reason="拒不整改", **found)
    services.state(case, by=makers.representative(case), statement="资金困难")
    services.find_refusal(case, by=director, reason="拒不整改", **found)
    assert case.status == "refused"


def test_a_refused_department_can_still_mend():
    makers.confirm_rules()
    case = rectification("refused")
    side = makers.representative(case)
    services.explain(case, by=side, explanation="已筹到资金")
    services.report(case, by=side, text="已付清")
    services.submit(case, by=side)
    services.accept(case, by=factories.posting(Role.OFFICER), acceptance=makers.acceptance())
    assert case.status == "done"


def test_dates_of_publicity_never_move_with_a_rectification():
    shown = factories.publication()
    before = (shown.closes_on, shown.repair_from)
    case = rectification("stayed", record=shown.fact.of_kind)
    services.resume(
        case, by=factories.posting(Role.DIRECTOR), reason="和解未履行", to=case.due_on + timedelta(days=9)
    )
    shown.refresh_from_db()
    assert (shown.closes_on, shown.repair_from) == before


@pytest.mark.parametrize("status", [s for s in makers.STATES if s not in {"done", "cancelled"}])
def test_a_case_ends_with_its_record_and_its_clocks_with_it(status):
    makers.confirm_rules()
    case = rectification(status)
    director = factories.posting(Role.DIRECTOR)
    records.withdraw_fact(case.record, by=director, reason="处罚决定被撤销", source=factories.source())
    case.refresh_from_db()
    last = Transition.objects.filter(object_id=case.pk).latest("seq")
    assert case.status == "lapsed"
    assert last.act == "lapse"
    assert last.cause is not None
    assert not Deadline.objects.of(case).open().exists()


def test_a_tolerated_record_is_mended_no_further():
    case = rectification("running")
    tolerating.excluded(case.record)
    case.refresh_from_db()
    assert case.status == "lapsed"


def test_a_department_sees_its_own_cases_alone():
    case, other = rectification("running"), rectification("running")
    seen = Rectification.objects.visible_to(makers.representative(case))
    assert set(seen) == {case}
    with pytest.raises(NotAllowed):
        services.report(other, by=makers.representative(case), text="不是我的")


def test_both_sides_are_reminded_once_and_an_unconfirmed_day_says_so():
    case = rectification("running", served=58)
    side = makers.representative(case)
    assert remind(timezone.localdate()) > 0
    told = Notice.objects.filter(object_id=case.pk, recipient=side.pk)
    assert set(told.values_list("topic", flat=True)) == {
        "rectification.term_soon",
        "rectification.explanation_passed",
    }
    assert all("待核实" in notice.text for notice in told)
    assert remind(timezone.localdate()) == 0
    makers.confirm_rules()
    assert remind(case.due_on + timedelta(days=1)) > 0
    passed = Notice.objects.get(recipient=side.pk, topic="rectification.term_passed")
    assert "待核实" not in passed.text


def test_a_case_that_is_done_reminds_nobody():
    rectification("done", served=58)
    assert remind(timezone.localdate()) == 0


def test_numbers_follow_one_another():
    one, two = rectification(), rectification()
    assert one.number < two.number
    assert one.number.startswith(f"ZG-320000-{timezone.localdate():%Y}-")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("body_name = ''", "rectification_body_named"),
        ("document_number = ''", "rectification_ordered_whole"),
        ("explanation = '', explained_on = NULL", "rectification_accepted_by_another"),
        ("accepted_by = ''", "rectification_accepted_by_another"),
    ],
)
def test_what_a_case_must_have_is_the_databases_rule(change, constraint):
    case = rectification("done")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE discipline_rectification SET {change} WHERE id = %s", [case.pk])


def test_an_order_before_its_own_date_is_refused_by_the_form():
    form = ACTS["order"].form.about(
        rectification("ordering"),
        {
            "document_number": "苏政督〔2026〕1号",
            "ordered_on": "2026-11-02",
            "served_on": "2026-11-01",
            "served_how": "直接送达",
            "due": "2026-10-01",
        },
    )
    assert not form.is_valid()
    assert set(form.errors) == {"served_on", "due", "departure"}
    with pytest.raises(ValidationError):
        form.fields["served_on"].clean("昨天")
