"""在办总览: every procedure's open cases by step and lateness, the officers' load, and how long cases took."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from appeals.leads.services.taking import receive_lead
from common.cases.case_type import case_types, given
from common.models import Deadline, RuleValue
from common.roles import Role
from common.trail import write_notable
from exchange.models import ReportingDuty
from exchange.services.duties import open_duties
from intake.applications import Application
from postings.services import clock_posting
from records import services
from supervision.board import board, loads, on_board, standing
from supervision.durations import FEWEST, Case, duration, durations
from tests import factories, world
from tests.discipline.makers import rectification
from tests.office import queries, sit, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def step_of(posting, label, word):
    steps = [step for one in board(posting, TODAY) if one.label == label for step in one.steps]
    return next((step for step in steps if step.word == word), None)


@pytest.fixture
def director():
    return factories.posting(Role.DIRECTOR)


def test_every_procedure_that_a_posting_leaves_open_can_stand_on_the_board():
    """Each has a status, and rows that a posting may see: what the board asks of it."""
    assert len(on_board()) >= 10
    for case in on_board():
        assert case.model._meta.get_field("status")
        assert hasattr(case.model._default_manager, "visible_to")


def test_open_cases_are_counted_by_step_and_each_number_leads_to_its_list(director):
    for _ in range(2):
        factories.record("pending_review")
    factories.record("confirmed")
    step = step_of(director, "失信记录", "待复核")
    assert (step.count, step.late, step.days) == (2, 0, 0)
    assert step.url == "/records/?status=pending_review"
    assert step_of(director, "失信记录", "已认定") is None


def test_what_lies_outside_the_region_is_not_counted():
    factories.record("pending_review", department=factories.department("320200"))
    assert step_of(factories.posting(Role.DIRECTOR, "320100"), "失信记录", "待复核") is None


def test_late_is_what_a_settled_rule_calls_late_and_nothing_else(director):
    made = rectification("running")
    past = TODAY - timedelta(days=3)
    Deadline.objects.filter(object_id=made.pk).update(due_on=past, starts_on=past)
    label, word = "限期整改", made.get_status_display()
    assert step_of(director, label, word).late == 0
    RuleValue.objects.filter(deadlines__object_id=made.pk).update(
        confirmed_by=director.user_id, confirmed_at=timezone.now()
    )
    assert step_of(director, label, word).late == 1
    assert board(director, TODAY)[0].label == label


def test_what_falls_due_within_a_week_is_told_apart(director):
    made = rectification("running")
    Deadline.objects.filter(object_id=made.pk).update(due_on=TODAY + timedelta(days=2), starts_on=TODAY)
    step = step_of(director, "限期整改", made.get_status_display())
    assert (step.soon, step.late) == (1, 0)


def test_an_officers_load_is_what_the_officer_began(director):
    act = factories.publication("pending")
    busy = factories.posting(Role.OFFICER)
    elsewhere = factories.posting(Role.OFFICER, "320200")
    found = {load.posting.pk: load for load in loads(director, TODAY)}
    assert found[busy.pk].total == 0
    assert elsewhere.pk in found
    assert act.proposed_by_id in {load.posting.user_id for load in found.values()}
    city = factories.posting(Role.DIRECTOR, "320100")
    assert elsewhere.pk not in {load.posting.pk for load in loads(city, TODAY)}


def test_the_load_counts_a_rectification_for_whoever_registered_it(director):
    made = rectification("running")
    found = next(load for load in loads(director, TODAY) if load.posting.user_id == made.registered_by_id)
    assert [(kind.key, count) for kind, count in found.counts.items()] == [("rectification", 1)]


def test_the_figures_of_finished_cases():
    cases = [Case("准予", "甲", days, days < 30) for days in (1, 2, 3, 4, 40)]
    found = duration("准予", cases)
    assert (found.count, found.median, found.in_time, found.share_in_time) == (5, 3, 4, 80)
    assert found.nine_tenths == pytest.approx(25.6)


def test_of_few_cases_no_percentile_is_told():
    cases = [Case("准予", "甲", 5, True)] * (FEWEST - 1)
    assert duration("准予", cases).nine_tenths is None


def test_finished_cases_are_told_by_outcome(director):
    record = factories.record("confirmed")
    services.withdraw_fact(
        record, by=factories.posting(Role.DIRECTOR), reason="处罚决定被撤销", source=factories.source()
    )
    factories.record("confirmed")
    found = next(one for one in durations(director, TODAY) if one.whole.label == "失信记录")
    assert {(row.label, row.count) for row in found.outcomes} == {("认定", 2)}
    assert found.whole.share_in_time == 100


def test_what_only_waits_since_it_was_entered_is_not_finished(director):
    factories.posting(Role.CLERK, unit=factories.department("320100"))
    open_duties(TODAY, by=clock_posting())
    assert ReportingDuty.objects.exists()
    assert outcomes(director, "归集报送任务") == set()


def outcomes(director, label):
    found = next((one for one in durations(director, TODAY) if one.whole.label == label), None)
    return {(row.label, row.count) for row in found.outcomes} if found else set()


def test_a_publication_is_handled_once_it_is_decided_and_not_as_its_window_ends(director):
    """公示中 is no outcome: what was decided is told, however long it stands."""
    standing, over = factories.publication(), factories.publication()
    factories.publication("pending")
    assert outcomes(director, "公示") == {("公示", 2)}
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        later = factories.posting(Role.DIRECTOR)
        services.withdraw_fact(
            over.fact.of_kind, by=later, reason="处罚决定被撤销", source=factories.source()
        )
        found = next(one for one in durations(later, timezone.localdate()) if one.whole.label == "公示")
        assert {(row.label, row.count) for row in found.outcomes} == {("公示", 2)}
        assert found.whole.median == 0
    assert standing.pk != over.pk


def test_every_state_that_stands_is_told_by_what_was_decided():
    found = {case.key: standing(case) for case in on_board()}
    assert found["records.publication"] == ["public"]
    assert found["records.dishonestyrecord"] == ["confirmed"]
    assert found["discipline.incentive"] == ["running"]
    for key, states in found.items():
        open_states = {kind for case in on_board() if case.key == key for kind in case.model.ENDS}
        assert not open_states & set(states)


def test_what_nobody_hands_on_stands_on_the_board_while_it_waits_in_a_queue(director):
    said = Application("模拟局的记录", "other", "error", "逾期天数与判决书不符")
    fact = factories.record("confirmed").parent
    lead = receive_lead(said, fact, by=clock_posting(), received_on=TODAY)
    assert step_of(director, "线索", "待处理").count == 1
    assert lead.status == "pending"
    keys = {case.key for case in on_board()}
    assert {"appeals.lead", "dossiers.filerequest", "exchange.reportingduty", "exchange.honourcheck"} <= keys
    idle = [case for case in case_types.values() if case.key not in keys]
    assert not [case.key for case in idle if given(case.queues)]


@pytest.mark.parametrize(("is_settled", "in_time"), [(True, 0), (False, 1)])
def test_a_case_whose_settled_clock_was_missed_is_not_in_time(director, is_settled, in_time):
    made = rectification("done")
    Deadline.objects.filter(object_id=made.pk).update(
        due_on=TODAY - timedelta(days=9), starts_on=TODAY - timedelta(days=20), met_on=TODAY
    )
    if is_settled:
        RuleValue.objects.filter(deadlines__object_id=made.pk).update(
            confirmed_by=director.user_id, confirmed_at=timezone.now()
        )
    found = next(one for one in durations(director, TODAY) if one.whole.label == "限期整改")
    assert found.whole.in_time == in_time
    assert [row.label for row in found.bodies] == [made.body_name]


@pytest.mark.world
def test_each_part_of_the_page_is_read_by_the_credit_office_and_the_auditor():
    place = world.scope("320100")
    for role in (Role.OFFICER, Role.DIRECTOR):
        client, _ = sit(role)
        assert "/records/?status=pending_review" in client.get("/figures/board/").content.decode()
        assert "经办负荷" in text(client.get("/figures/board/?show=load"))
        assert "中位数" in text(client.get("/figures/board/?show=durations"))
    auditor, _ = sit(Role.AUDITOR, None)
    assert "件在办" in text(auditor.get("/figures/board/"))
    assert "没有地区范围的岗位不列经办负荷" in text(auditor.get("/figures/board/?show=load"))
    assert place.things


@pytest.mark.parametrize(("show", "outside"), [("open", "件在办"), ("durations", "件，中位数")])
def test_a_board_is_folded_by_procedure_with_its_figures_outside_and_the_first_open(show, outside):
    factories.publication()
    factories.publication("pending")
    rectification("done")
    rectification("running")
    client, _ = sit(Role.DIRECTOR)
    page = client.get(f"/figures/board/?show={show}").content.decode()
    folds = re.findall(r'<details class="fold"( open)?>\s*<summary>(.*?)</summary>', page, re.DOTALL)
    assert [is_open for is_open, _ in folds] == [" open", *[""] * (len(folds) - 1)]
    assert len(folds) == len(re.findall(r'<header class="wide-only">', page)) > 1
    assert all(outside in head for _, head in folds)


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.REPRESENTATIVE])
def test_nobody_else_reads_it(role):
    assert sit(role)[0].get("/figures/board/").status_code == 403


def test_an_office_without_cases_is_told_so():
    client, _ = sit(Role.DIRECTOR)
    assert "没有在办的事项" in text(client.get("/figures/board/"))
    assert "还没有办结的事项" in text(client.get("/figures/board/?show=durations"))


def test_more_cases_ask_no_more_questions():
    client, _ = sit(Role.DIRECTOR)
    factories.record("pending_review")
    before = queries(client, "/figures/board/")
    for _ in range(3):
        factories.record("pending_review")
    assert queries(client, "/figures/board/") == before


def test_what_is_done_after_a_case_is_closed_makes_it_no_longer(director):
    made = factories.record("confirmed")
    before = next(one for one in durations(director, TODAY) if one.whole.label == "失信记录").whole
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        write_notable(made, "look", by=director, reason="看过")
    after = next(one for one in durations(director, TODAY) if one.whole.label == "失信记录").whole
    assert (after.median, after.count) == (before.median, before.count)


@pytest.mark.parametrize(("end", "in_time"), [("met_on", 0), ("cancelled_on", 0)])
def test_a_clock_that_was_over_when_it_ended_was_missed_however_it_ended(director, end, in_time):
    made = rectification("done")
    over = {"met_on": None, "cancelled_on": None, "end_reason": "", end: TODAY}
    over |= {"end_reason": "改由上级办理"} if end == "cancelled_on" else {}
    Deadline.objects.filter(object_id=made.pk).update(
        due_on=TODAY - timedelta(days=9), starts_on=TODAY - timedelta(days=20), **over
    )
    RuleValue.objects.filter(deadlines__object_id=made.pk).update(
        confirmed_by=director.user_id, confirmed_at=timezone.now()
    )
    found = next(one for one in durations(director, TODAY) if one.whole.label == "限期整改")
    assert found.whole.in_time == in_time
