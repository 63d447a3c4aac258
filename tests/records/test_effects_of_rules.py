"""What a change of a rule would do, day by day: the same rules that decide later, asked before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common.models import Holiday, RuleValue
from common.roles import Role
from common.rulebook import Change, rulebook
from days.calendar import add_months, add_working_days
from policy.windows import WindowRule
from postings.holidays import calendar_with
from records import rule_effects, services
from records.facts.dishonesty import rule_effects as dishonesty_effects
from records.facts.dishonesty import statement_period
from records.models import DishonestyRecord, Publication
from tests import factories

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def change(kind, key, value, unit="", effective_from=TOMORROW):
    return Change(kind, key, value, unit, effective_from, TODAY)


def _served(record, served_on, due):
    DishonestyRecord.objects.filter(pk=record.pk).update(served_on=served_on, statement_due=due)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moved_to", "word"), [(0, "提前"), (-1, "提前，并且已经届满"), (1, "提前"), (4, "不变"), (5, "推后")]
)
def test_a_statement_clock_is_over_only_after_its_last_day(moved_to, word):
    record = factories.record("statement")
    _served(record, TODAY - timedelta(days=3), TODAY + timedelta(days=4))
    effect = statement_period._statement_clocks(
        change("statement", "period", 1), lambda served_on: TODAY + timedelta(days=moved_to), ""
    )
    assert effect.lines == [(word, 1)]


@pytest.mark.django_db
def test_clocks_that_ran_out_or_never_ran_are_not_counted():
    over, waived = factories.record("statement"), factories.record("statement")
    _served(over, TODAY - timedelta(days=9), TODAY - timedelta(days=1))
    _served(waived, None, None)
    assert statement_period.on_statements(change("statement", "period", 9, "working_day")).total == 0


@pytest.mark.django_db
def test_a_holiday_put_into_the_running_days_moves_the_last_one():
    record = factories.record("statement")
    served_on = TODAY - timedelta(days=1)
    due = add_working_days(served_on, 5).due
    _served(record, served_on, due)
    days = [{"day": str(due), "works": False, "name": "临时放假"}]
    effect = statement_period.on_statements_of_holidays(change("holidays", str(due.year), days))
    later = add_working_days(served_on, 5, holidays={due: False}).due
    assert (effect.lines, effect.examples) == ([("推后", 1)], [(1, str(due), str(later))])


@pytest.mark.django_db
def test_a_proposed_year_stands_in_place_of_its_own_and_leaves_the_others():
    Holiday.objects.create(day=date(2027, 5, 6), is_workday=False, name="旧")
    Holiday.objects.create(day=date(2028, 5, 6), is_workday=True, name="另一年")
    proposed = [{"day": "2027-05-07", "works": True, "name": "新"}]
    calendar = calendar_with(change("holidays", "2027", proposed))
    assert calendar == {date(2028, 5, 6): True, date(2027, 5, 7): True}
    assert Holiday.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("months", "word"), [(12, "不变"), (24, "推后"), (6, "提前"), (3, "提前"), (2, "不再适用")]
)
def test_a_standing_window_moves_with_the_longest_publicity(months, word):
    """Decided 60 days ago and published today: two months are over before the act, three are not."""
    decided = add_months(TODAY, -2)
    factories.publication(decided_on=decided, effective_on=decided, occurred_on=decided)
    value = {"min_months": 0, "max_months": months}
    effect = rule_effects.on_standing_windows(change("publicity", "ordinary", value, "month"))
    assert effect.lines == [(word, 1)]
    assert Publication.objects.get().closes_on == add_months(decided, 12)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["judgment", "commendation", "minor", "serious"])
def test_a_rule_of_another_class_touches_no_ordinary_window(kind):
    factories.publication()
    value = {"min_months": 0, "max_months": 1}
    assert rule_effects.on_standing_windows(change("publicity", kind, value, "month")).total == 0


@pytest.mark.django_db
def test_a_new_version_that_begins_later_than_the_act_is_not_asked():
    record = factories.record("confirmed")
    factories.publication("pending", made=record)
    row = RuleValue.objects.at("publicity", TODAY)["ordinary"]
    value = {"min_months": 0, "max_months": 1}
    effect = rule_effects.on_pending_windows(change("publicity", "ordinary", value, "month", TOMORROW))
    assert effect.total == 1
    assert RuleValue.objects.at("publicity", TOMORROW + timedelta(days=1))["ordinary"].pk == row.pk


@pytest.mark.django_db
@pytest.mark.parametrize(("beyond", "told"), [(-400, 0), (-1, 0), (0, 1), (90, 1)])
def test_a_reminder_tells_of_the_windows_that_end_within_its_days(beyond, told):
    left = (factories.publication().closes_on - TODAY).days
    days = max(0, left + beyond)
    effect = rule_effects.on_reminders(change("reminder", "publication_ending", days, "calendar_day"))
    assert (effect.total, effect.lines) == (told, [("现在", 0), ("按新值", told)])


@pytest.mark.django_db
def test_a_reminder_nobody_knows_has_no_effect():
    assert rule_effects.on_reminders(change("reminder", "something_else", 5, "calendar_day")) is None


@pytest.mark.django_db
def test_grades_of_what_is_confirmed_are_left_as_they_were_decided():
    factories.record("confirmed")
    matrix = dict(RuleValue.objects.at("grading", TODAY)["matrix"].value) | {"bounds": [1, 2]}
    assert dishonesty_effects.on_grades(change("grading", "matrix", matrix)).total == 0
    draft = factories.record()
    effect = dishonesty_effects.on_grades(change("grading", "matrix", matrix))
    assert (effect.total, effect.examples) == (1, [(1, "一般", "严重")])
    draft.refresh_from_db()
    assert draft.computed_severity == "ordinary"


@pytest.mark.django_db
def test_a_draft_that_cannot_be_graded_yet_is_said_to_be_ungraded():
    factories.record(impact="", computed_severity="")
    matrix = RuleValue.objects.at("grading", TODAY)["matrix"].value
    effect = dishonesty_effects.on_grades(change("grading", "matrix", matrix))
    assert effect.lines == [("不变", 1), ("改变", 0)]


@pytest.mark.django_db
@pytest.mark.parametrize(("grade", "total"), [("ordinary", 1), ("serious", 0)])
def test_a_sanction_period_touches_its_own_grade_only(grade, total):
    factories.record("confirmed")
    effect = dishonesty_effects.on_sanctions(change("sanction", grade, 24, "month"))
    assert effect.total == total
    assert effect.lines == ([("推后", 1)] if total else [])


def _timeline(*starts: date):
    return [(start, None, WindowRule(0, 12, number)) for number, start in enumerate(sorted(set(starts)))]


@given(st.lists(DAYS, min_size=1, max_size=6), DAYS)
def test_on_any_day_the_version_with_the_latest_start_so_far_is_in_force(starts, day):
    timeline = _timeline(*starts)
    begun = [rule for start, _, rule in timeline if start <= day]
    assert rule_effects.in_force(timeline, [day]) == begun[-1:]


@given(st.lists(DAYS, min_size=1, max_size=6), DAYS, DAYS)
def test_two_days_know_at_most_two_versions_each_once(starts, one, other):
    found = rule_effects.in_force(_timeline(*starts), [one, other, one])
    assert len(found) == len({rule.version for rule in found}) <= 2


def test_a_version_that_ended_is_not_in_force_on_its_last_day_nor_is_an_earlier_one():
    earlier = (date(2025, 1, 1), None, WindowRule(0, 12, 1))
    ended = (date(2026, 1, 1), date(2026, 6, 1), WindowRule(0, 6, 2))
    assert rule_effects.in_force([earlier, ended], [date(2026, 5, 31)]) == [ended[2]]
    assert rule_effects.in_force([earlier, ended], [date(2026, 6, 1)]) == []


def _withdrawn(source_kind, dated_on):
    made = factories.record("confirmed", source_kind=source_kind)
    by = factories.posting(Role.DIRECTOR)
    source = factories.source(dated_on=dated_on)
    return services.withdraw_fact(made, by=by, reason="复议撤销", source=source).parent.withdrawal


@pytest.mark.django_db
def test_a_longer_withdrawal_clock_tells_which_withdrawals_would_have_been_in_time():
    dated_on = TODAY - timedelta(days=10)
    late = _withdrawn("penalty", dated_on)
    assert late.is_late
    longer = change("withdrawal", "penalty", 20, "working_day")
    after = add_working_days(dated_on, 20, holidays=Holiday.objects.as_calendar()).due
    effect = rule_effects.on_withdrawals(longer)
    assert (effect.lines, effect.examples) == ([("推后", 1)], [(1, str(late.due_on), str(after))])
    assert rule_effects.on_late_withdrawals(longer).lines == [("现在", 1), ("按新值", 0)]
    assert late.due_on == type(late).objects.get(pk=late.pk).due_on


@pytest.mark.django_db
def test_each_line_of_the_withdrawal_rule_counts_its_own_sources():
    _withdrawn("penalty", TODAY - timedelta(days=1))
    assert rule_effects.on_withdrawals(change("withdrawal", "other", 1, "working_day")).total == 0
    assert rule_effects.on_withdrawals(change("withdrawal", "penalty", 1, "working_day")).total == 1
    judgment = factories.judgment("confirmed")
    by = factories.posting(Role.DIRECTOR)
    services.withdraw_fact(judgment, by=by, reason="改判", source=factories.source())
    assert rule_effects.on_late_withdrawals(change("withdrawal", "other", 0, "working_day")).total == 1


def test_the_withdrawal_clock_has_an_effect_to_show():
    assert rulebook.kinds["withdrawal"].effects
