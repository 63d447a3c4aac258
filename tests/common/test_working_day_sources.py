"""The working days of three years by two packages of different authors, against the table in docs/working_days.csv.

The table is (U): nobody has laid it beside the announcements of the State Council yet. A confirmed year in the office's own
table（/rules/）goes before it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from holidays import country_holidays

from days.calendar import is_working_day

TABLE = Path(__file__).resolve().parents[2] / "docs" / "working_days.csv"
YEARS = (2024, 2025, 2026)
DIFFERENCES: dict[date, tuple[bool, bool]] = {}
"""Days on which the two packages do not agree: (chinese_calendar, holidays)."""


def days() -> Iterator[date]:
    day = date(YEARS[0], 1, 1)
    while day.year <= YEARS[-1]:
        yield day
        day += timedelta(days=1)


@pytest.fixture(scope="module")
def listed() -> dict[date, bool]:
    """The weekdays on which nobody works, and the weekends on which people do."""
    with TABLE.open(encoding="utf-8") as file:
        return {date.fromisoformat(row["日期"]): row["休或班"] == "班" for row in csv.DictReader(file)}


def test_the_two_packages_differ_where_it_is_written_down() -> None:
    second = country_holidays("CN", years=YEARS)
    pairs = {day: (chinese_calendar.is_workday(day), second.is_working_day(day)) for day in days()}
    assert {day: pair for day, pair in pairs.items() if pair[0] != pair[1]} == DIFFERENCES


def test_the_portal_counts_by_the_table(listed: dict[date, bool]) -> None:
    found = {day: is_working_day(day) for day in days()}
    assert {day: works for day, works in found.items() if works != listed.get(day, day.weekday() < 5)} == {}


@pytest.mark.parametrize(("year", "statutory"), [(2024, 11), (2025, 13), (2026, 13)])
def test_the_table_gives_as_many_days_as_the_law(listed: dict[date, bool], year: int, statutory: int) -> None:
    """全国年节及纪念日放假办法: 11 days, 13 since 2025; one on a weekend is made up for, one worked for is not a day more."""
    resting = [day for day, works in listed.items() if day.year == year and not works]
    worked = [day for day, works in listed.items() if day.year == year and works]
    assert all(day.weekday() < 5 for day in resting)
    assert all(day.weekday() >= 5 for day in worked)
    assert len(resting) - len(worked) == statutory
