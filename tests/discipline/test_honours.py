"""取消荣誉评选资格: who is barred on which day, and everything that never bars（procedures.md 14）."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.roles import Role
from discipline.measures import honours
from discipline.measures.honours import Standing, barred_from_honours
from records.publications.services.ending import expire_publications
from tests import factories
from tests.appeals import makers
from tests.discipline import tolerating
from tests.discipline.lenient import decision, leniency
from tests.discipline.measuring import days_ago, measure
from tests.discipline.test_measures_end import repair, reverse_source, tolerate

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def standing(case, day=None):
    return barred_from_honours(case.department, day or TODAY()).standing


def test_a_served_running_measure_bars_from_its_first_to_its_last_day():
    case = measure("running")
    answer = barred_from_honours(case.department, TODAY())
    assert (answer.standing, answer.measure, answer.until) == (Standing.BARRED, case, case.until)
    days = {
        case.starts_on - timedelta(days=1): Standing.UNSURE,
        case.starts_on: Standing.BARRED,
        case.until: Standing.BARRED,
        case.until + timedelta(days=1): Standing.UNSURE,
    }
    assert {day: standing(case, day) for day in days} == days


def test_a_department_without_a_record_is_clear_and_one_with_a_record_alone_asks_for_a_person():
    assert barred_from_honours(factories.department(), TODAY()).standing == Standing.CLEAR
    record = factories.record("confirmed")
    assert barred_from_honours(record.department, TODAY()) == honours.HonourStanding(Standing.UNSURE)
    assert barred_from_honours(record.department, record.effective_on - timedelta(days=1)).standing == "clear"
    draft = factories.record("statement")
    assert barred_from_honours(draft.department, TODAY()).standing == Standing.CLEAR


@pytest.mark.parametrize("status", ["routing", "notice", "hearing", "dropped", "cancelled", "exempted"])
def test_what_was_not_decided_or_was_spared_never_bars(status):
    assert standing(measure(status)) == Standing.UNSURE


def test_one_that_was_lifted_bars_only_as_of_a_day_before():
    case = measure("lifted")
    assert standing(case) == Standing.UNSURE
    assert standing(case, days_ago(2)) == Standing.BARRED


@pytest.mark.parametrize("end", [reverse_source, tolerate, repair])
def test_an_ended_record_never_bars_on_any_day(end):
    case = measure("running", record=makers.repairable().fact.of_kind)
    assert standing(case, days_ago(2)) == Standing.BARRED
    end(case)
    assert {standing(case), standing(case, days_ago(2))} == {Standing.CLEAR}


def test_a_record_whose_publicity_ran_out_never_bars():
    shown = makers.repairable()
    case = measure("running", record=shown.fact.of_kind)
    expire_publications(by=factories.posting(Role.CLOCK), today=shown.closes_on)
    case.refresh_from_db()
    assert case.status == "running"
    assert standing(case) == Standing.CLEAR


@pytest.mark.parametrize("key", ["ndrc_awards", "financing"])
def test_a_measure_that_bars_from_some_honours_or_none_asks_for_a_person(key):
    assert standing(measure("running", key=key)) == Standing.UNSURE


def test_a_line_that_is_no_longer_settled_never_bars(monkeypatch):
    case = measure("running")
    monkeypatch.setattr("common.models.RuleValue.is_settled", False)
    assert standing(case) == Standing.UNSURE


def test_a_record_that_may_yet_be_tolerated_bars_nobody():
    case = measure("running")
    tolerating.tolerance("consulting", record=case.fact.of_kind)
    assert standing(case) == Standing.UNSURE


@pytest.mark.parametrize(("status", "found"), [("pending", "barred"), ("routing", "unsure")])
def test_only_an_application_that_was_taken_up_holds_anything_and_from_that_day_on(status, found):
    case = measure("running")
    tolerating.tolerance(status, record=case.fact.of_kind)
    assert standing(case) == found
    assert standing(case, days_ago(2)) == Standing.BARRED


def test_a_record_that_was_not_tolerated_bars_as_before():
    case = measure("running")
    tolerating.tolerance("refused", record=case.fact.of_kind)
    assert standing(case) == Standing.BARRED


def test_many_departments_are_asked_for_in_five_questions(django_assert_max_num_queries):
    cases = [measure("running") for _ in range(3)]
    clear = factories.department()
    asked = [*(case.department.pk for case in cases), clear.pk]
    with django_assert_max_num_queries(5):
        found = honours.honour_standings(asked, TODAY())
    assert [found[case.department.pk].measure for case in cases] == cases
    assert found[clear.pk].standing == Standing.CLEAR


def test_a_lightened_measure_bars_no_longer_than_it_runs():
    case = measure("running")
    leniency("lightened", about=case, given=decision(until=TODAY(), departure="影响面较大"))
    assert standing(case) == Standing.BARRED
    assert standing(case, TODAY() + timedelta(days=1)) == Standing.UNSURE
