"""Deadlines in working days, calendar days, months and years; holidays come in as values.

The day of the event is not counted, the last day ends at midnight (民法典 201, 行政处罚法 85).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

import chinese_calendar
from chinese_calendar.constants import Holiday, holidays

Unit = Literal["working_day", "calendar_day", "month", "year"]
UNIT_LABELS: Mapping[str, str] = MappingProxyType(
    {"working_day": "个工作日", "calendar_day": "日", "month": "个月", "year": "年"}
)
NO_HOLIDAYS: Mapping[date, bool] = MappingProxyType({})
_FIRST_KNOWN, _LAST_KNOWN = min(holidays).year, max(holidays).year
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True)
class Period:
    """An amount with its unit: every clock carries its unit (rules.md 0.2h)."""

    amount: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in UNIT_LABELS:
            raise ValueError(f"unknown unit of a period: {self.unit!r}")
        if self.amount < 0:
            raise ValueError(f"a period cannot be negative: {self.amount}")

    def __str__(self) -> str:
        return f"{self.amount}{UNIT_LABELS[self.unit]}"


@dataclass(frozen=True)
class WorkingDayCount:
    """A last day in working days, with the days that were counted and those that were not, and why.

    `assumed_years` are years whose holidays nobody has announced yet: only weekends were left out.
    """

    due: date
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]
    assumed_years: tuple[int, ...] = ()


def rest_reason(day: date, *, holidays: Mapping[date, bool] = NO_HOLIDAYS) -> str | None:
    """Why nobody works on `day`, or None for a working day; `holidays` maps a day to whether it is worked."""
    listed = holidays.get(day)
    if listed is not None:
        return None if listed else "节假日表列为休息日"
    if not _is_known(day):
        return _weekend(day)
    resting, name = chinese_calendar.get_holiday_detail(day)
    if not resting:
        return None
    return f"法定节假日（{Holiday(name).chinese}）" if name else _weekend(day)


def is_working_day(day: date, *, holidays: Mapping[date, bool] = NO_HOLIDAYS) -> bool:
    """Whether offices work on `day`: own table first, then the announced years, then the weekend rule."""
    return rest_reason(day, holidays=holidays) is None


def add_working_days(
    day: date, amount: int, *, holidays: Mapping[date, bool] = NO_HOLIDAYS
) -> WorkingDayCount:
    """The last of `amount` working days after `day`; with 0 the day itself."""
    if amount < 0:
        raise ValueError(f"a period cannot be negative: {amount}")
    counted: list[date] = []
    skipped: list[tuple[date, str]] = []
    due = day
    while len(counted) < amount:
        due += timedelta(days=1)
        reason = rest_reason(due, holidays=holidays)
        if reason is None:
            counted.append(due)
        else:
            skipped.append((due, reason))
    seen = (*counted, *(rest for rest, _ in skipped))
    assumed = sorted({one.year for one in seen if one not in holidays and not _is_known(one)})
    return WorkingDayCount(due, tuple(counted), tuple(skipped), tuple(assumed))


def add_days(day: date, amount: int) -> date:
    """`amount` calendar days after `day`."""
    return day + timedelta(days=amount)


def add_months(day: date, amount: int) -> date:
    """The same day `amount` months on, or the month's last day where it has no such day (民法典 202)."""
    years, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def add_period(day: date, period: Period, *, holidays: Mapping[date, bool] = NO_HOLIDAYS) -> date:
    """The day on which a period that began with `day` ends."""
    if period.unit == "working_day":
        return add_working_days(day, period.amount, holidays=holidays).due
    if period.unit == "calendar_day":
        return add_days(day, period.amount)
    return add_months(day, period.amount * (12 if period.unit == "year" else 1))


def _is_known(day: date) -> bool:
    return _FIRST_KNOWN <= day.year <= _LAST_KNOWN


def _weekend(day: date) -> str | None:
    return _WEEKDAYS[day.weekday()] if day.weekday() >= 5 else None
