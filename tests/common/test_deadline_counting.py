"""A deadline is counted from values alone: whatever the calendar and the pauses, the count keeps its promises."""

from __future__ import annotations

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from common.deadlines.computing import Computation, Pause, compute
from days.calendar import Period

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
AMOUNTS = st.integers(1, 40)
REST = st.dictionaries(DAYS, st.just((False, "演示节")), max_size=30)


@settings(max_examples=60)
@given(DAYS, AMOUNTS, REST)
def test_as_many_days_count_as_the_period_has_and_the_last_of_them_is_due(starts_on, amount, named):
    made = compute(starts_on, Period(amount, "working_day"), named=named)
    numbers = [day.number for day in made.days if day.number]
    assert numbers == list(range(1, amount + 1))
    assert made.days[-1].day == made.due
    assert made.days[0].day == starts_on + timedelta(days=1)
    assert [day.day for day in made.days] == [
        starts_on + timedelta(days=n) for n in range(1, len(made.days) + 1)
    ]


@settings(max_examples=60)
@given(DAYS, AMOUNTS, REST)
def test_more_holidays_never_make_a_day_earlier(starts_on, amount, named):
    period = Period(amount, "working_day")
    bare = dict.fromkeys(named, (True, ""))
    assert compute(starts_on, period, named=named).due >= compute(starts_on, period, named=bare).due


@settings(max_examples=60)
@given(
    DAYS, AMOUNTS, st.integers(1, 20), st.integers(0, 30), st.sampled_from(["working_day", "calendar_day"])
)
def test_a_pause_never_makes_a_day_earlier_and_none_of_its_days_count(starts_on, amount, after, length, unit):
    since = starts_on + timedelta(days=after)
    pause = Pause(since, since + timedelta(days=length), "补正材料")
    made = compute(starts_on, Period(amount, unit), pauses=[pause])
    assert made.due >= compute(starts_on, Period(amount, unit)).due
    paused = set(pause.days)
    told = {day.day: (day.number, day.why) for day in made.days if day.day in paused}
    assert all(number is None and "暂停（补正材料）" in why for number, why in told.values())


@settings(max_examples=30)
@given(DAYS, AMOUNTS, REST)
def test_a_count_comes_back_from_the_database_as_it_went_in(starts_on, amount, named):
    made = compute(starts_on, Period(amount, "working_day"), named=named)
    assert Computation.restored(json.loads(json.dumps(made.stored()))) == made


def test_a_pause_moves_a_period_in_months_by_its_length():
    pause = Pause(date(2026, 2, 1), date(2026, 2, 11), "补正材料")
    assert compute(date(2026, 1, 15), Period(2, "month"), pauses=[pause]).due == date(2026, 3, 25)


def test_a_year_whose_holidays_nobody_announced_is_named():
    made = compute(date(2030, 12, 30), Period(3, "working_day"))
    assert made.assumed_years == (2030, 2031)
    assert not compute(date(2026, 3, 2), Period(3, "working_day")).assumed_years
