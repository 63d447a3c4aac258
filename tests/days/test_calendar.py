"""Deadlines: which days count, which do not, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from days.calendar import (
    Period,
    add_days,
    add_months,
    add_period,
    add_working_days,
    is_working_day,
    rest_reason,
)

days = st.dates(date(2004, 1, 1), date(2090, 12, 31))


def test_the_national_holiday_of_2026_is_left_out_day_by_day_with_the_reason():
    deadline = add_working_days(date(2026, 9, 30), 3)
    assert deadline.due == date(2026, 10, 10)
    assert deadline.counted == (date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 10))
    assert [day for day, _ in deadline.skipped] == [date(2026, 10, n) for n in range(1, 8)]
    assert {why for _, why in deadline.skipped} == {"法定节假日（国庆节）"}
    assert deadline.assumed_years == ()


def test_five_working_days_for_a_statement_run_over_one_weekend():
    deadline = add_working_days(date(2026, 11, 18), 5)
    assert deadline.due == date(2026, 11, 25)
    assert deadline.skipped == ((date(2026, 11, 21), "周六"), (date(2026, 11, 22), "周日"))


def test_the_day_of_the_event_is_not_counted():
    assert add_working_days(date(2026, 11, 23), 1).due == date(2026, 11, 24)
    assert add_working_days(date(2026, 11, 21), 0).due == date(2026, 11, 21)


def test_the_own_table_goes_before_the_announced_calendar_both_ways():
    table = {date(2026, 11, 24): False, date(2026, 11, 28): True}
    deadline = add_working_days(date(2026, 11, 23), 4, holidays=table)
    assert deadline.due == date(2026, 11, 28)
    assert deadline.skipped == ((date(2026, 11, 24), "节假日表列为休息日"),)


def test_a_year_that_nobody_has_announced_falls_back_on_weekends_and_says_so():
    deadline = add_working_days(date(2089, 12, 30), 2)
    assert deadline.due == date(2090, 1, 3)
    assert deadline.assumed_years == (2089, 2090)
    assert [why for _, why in deadline.skipped] == ["周六", "周日"]


def test_a_listed_day_is_not_assumed():
    listed = {date(2089, 12, 1): True}
    assert add_working_days(date(2089, 11, 30), 1, holidays=listed).assumed_years == ()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
        (date(2090, 1, 2), True),
    ],
)
def test_offices_work_on_weekdays_and_on_days_moved_to_the_weekend(day, worked):
    assert is_working_day(day) is worked
    assert (rest_reason(day) is None) is worked


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 11, 23), 3, date(2027, 2, 23)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 5), 36, date(2029, 12, 5)),
    ],
)
def test_months_keep_the_day_or_take_the_last_one(day, months, then):
    assert add_months(day, months) == then


@pytest.mark.parametrize(
    ("period", "then"),
    [
        (Period(3, "working_day"), date(2026, 10, 10)),
        (Period(3, "calendar_day"), date(2026, 10, 3)),
        (Period(5, "month"), date(2027, 2, 28)),
        (Period(2, "year"), date(2028, 9, 30)),
        (Period(0, "month"), date(2026, 9, 30)),
    ],
)
def test_a_period_ends_by_its_unit(period, then):
    assert add_period(date(2026, 9, 30), period) == then


def test_a_period_without_a_known_unit_or_below_nothing_is_refused():
    with pytest.raises(ValueError, match="unit"):
        Period(3, "day")
    with pytest.raises(ValueError, match="negative"):
        Period(-1, "month")
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 1, 1), -1)


def test_a_period_reads_as_people_say_it():
    assert [str(Period(5, unit)) for unit in ("working_day", "calendar_day", "month", "year")] == [
        "5个工作日",
        "5日",
        "5个月",
        "5年",
    ]


@given(days, st.integers(0, 40))
def test_counted_and_skipped_days_together_are_every_day_up_to_the_end(day, amount):
    deadline = add_working_days(day, amount)
    passed = sorted([*deadline.counted, *(rest for rest, _ in deadline.skipped)])
    assert passed == [day + timedelta(days=n) for n in range(1, (deadline.due - day).days + 1)]
    assert len(deadline.counted) == amount


@given(days, st.integers(0, 240))
def test_a_month_on_never_leaves_the_month_it_belongs_to(day, months):
    then = add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day <= day.day
    assert then.day == day.day or (then + timedelta(days=1)).day == 1


def test_days_are_plain():
    assert add_days(date(2026, 12, 31), 1) == date(2027, 1, 1)
