"""How a deadline is counted, day by day, from values alone; pauses and holidays come in as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import TypedDict

from days.calendar import Period, WorkingDayCount, add_period, add_working_days

NamedDays = Mapping[date, tuple[bool, str]]
"""A day of the office's own calendar: whether it is worked, and what it is called."""
NO_NAMES: NamedDays = MappingProxyType({})
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class StoredDay(TypedDict):
    """One day of a count as the database keeps it."""

    day: str
    number: int | None
    why: str


class StoredComputation(TypedDict):
    """A count as the database keeps it."""

    due: str
    days: list[StoredDay]
    assumed_years: list[int]


@dataclass(frozen=True)
class Pause:
    """A time that is not counted: from `since` to the day before `until`, for a reason."""

    since: date
    until: date
    reason: str

    @property
    def days(self) -> Iterator[date]:
        """Yield each day of the pause."""
        return (self.since + timedelta(days=n) for n in range(self.length))

    @property
    def length(self) -> int:
        """Return the number of calendar days that the pause lasted."""
        return (self.until - self.since).days


@dataclass(frozen=True)
class CountedDay:
    """One day of a count; `number` is None where it does not count, `why` says so."""

    day: date
    number: int | None
    why: str

    @property
    def weekday(self) -> str:
        """Return the day of the week in words."""
        return WEEKDAYS[self.day.weekday()]


@dataclass(frozen=True)
class Computation:
    """Until when, and each day behind it where days are counted one by one.

    `assumed_years`: nobody has announced their holidays yet, only weekends were left out（暂算）.
    """

    due: date
    days: tuple[CountedDay, ...] = ()
    assumed_years: tuple[int, ...] = ()

    def stored(self) -> StoredComputation:
        """Return the count as the database keeps it."""
        days: list[StoredDay] = [
            {"day": one.day.isoformat(), "number": one.number, "why": one.why} for one in self.days
        ]
        return {"due": self.due.isoformat(), "days": days, "assumed_years": [*self.assumed_years]}

    @classmethod
    def restored(cls, kept: StoredComputation) -> Computation:
        """Return the count that the database kept."""
        days = (CountedDay(date.fromisoformat(one["day"]), one["number"], one["why"]) for one in kept["days"])
        return cls(date.fromisoformat(kept["due"]), tuple(days), tuple(kept["assumed_years"]))


def compute(
    starts_on: date, period: Period, *, named: NamedDays = NO_NAMES, pauses: Sequence[Pause] = ()
) -> Computation:
    """Return until when a period runs that began with `starts_on`, which itself is not counted.

    A pause leaves its days out of a count in working days and moves any other end by its length.
    民法典 201; 行政处罚法 85
    """
    if period.unit != "working_day":
        ends = add_period(starts_on, period)
        return Computation(ends + timedelta(days=sum(pause.length for pause in pauses)))
    paused = {day: pause.reason for pause in pauses for day in pause.days}
    calendar = {day: works for day, (works, _) in named.items()} | dict.fromkeys(paused, False)
    counted = add_working_days(starts_on, period.amount, holidays=calendar)
    return Computation(counted.due, days_of(counted, named, paused), counted.assumed_years)


def days_of(
    counted: WorkingDayCount, named: NamedDays, paused: Mapping[date, str] = MappingProxyType({})
) -> tuple[CountedDay, ...]:
    """Return the days of a count in working days, in order, each with why it counts or does not."""
    numbers = {day: number for number, day in enumerate(counted.counted, 1)}
    resting = dict(counted.skipped)
    return tuple(
        CountedDay(
            day,
            numbers.get(day),
            f"不计：暂停（{paused[day]}）" if day in paused else _why(day, resting.get(day), named),
        )
        for day in sorted({*numbers, *resting})
    )


def _why(day: date, reason: str | None, named: NamedDays) -> str:
    """Say why a day counts or not: the holiday's name, the weekend, a worked weekend（调休）."""
    _, name = named.get(day, (True, ""))
    if reason is not None:
        return f"不计：{name}放假" if name else f"不计：{reason}"
    return "计，调休上班" if day.weekday() >= 5 else "计"
