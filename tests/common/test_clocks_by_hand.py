"""Each clock against days counted without the portal's code（clocks.csv）: holidays, month ends, 29 February, pauses, no table yet.

The days were counted on the announcements as another package gives them (docs/working_days.csv); marks and lengths are those
that a new installation starts with（rules.md 4.7）.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from common.deadlines.computing import NamedDays, Pause, compute
from common.deadlines.kinds import deadline_kinds
from common.models import RuleValue
from days.calendar import Period

CLOCKS = list(csv.DictReader((Path(__file__).parent / "clocks.csv").open(encoding="utf-8")))
WITHOUT_LENGTH = {"reminder"}
"""The act itself names the day; the rule says how long before it is told."""


def own_days(text: str) -> NamedDays:
    """Days of rest that the office entered itself: "2027-02-06/2027-02-12"."""
    if not text:
        return {}
    first, last = map(date.fromisoformat, text.split("/"))
    return {first + timedelta(days=n): (False, "春节") for n in range((last - first).days + 1)}


@pytest.mark.parametrize("row", CLOCKS, ids=lambda row: f"{row['rule']}·{row['amount']}·{row['case']}")
def test_a_clock_ends_on_the_day_counted_by_hand(row: dict[str, str]) -> None:
    pauses = []
    if row["pause_from"]:
        pauses = [Pause(date.fromisoformat(row["pause_from"]), date.fromisoformat(row["pause_until"]), "停")]
    period = Period(int(row["amount"]), row["unit"])
    found = compute(
        date.fromisoformat(row["start"]), period, named=own_days(row["own_holidays"]), pauses=pauses
    )
    assert found.due == date.fromisoformat(row["due"])
    assert bool(found.assumed_years) == bool(row["assumed"])


@pytest.mark.django_db
def test_an_installation_starts_with_the_lengths_and_marks_counted_here() -> None:
    for row in CLOCKS:
        kind, key = row["rule"].split("/")
        stored = RuleValue.objects.get(kind=kind, key=key, effective_to=None)
        lengths = stored.value.values() if isinstance(stored.value, dict) else [stored.value]
        assert int(row["amount"]) in lengths, row["rule"]
        assert (stored.unit, stored.mark) == (row["unit"], row["mark"]), row["rule"]


@pytest.mark.django_db
def test_every_clock_has_four_cases_and_its_paragraph() -> None:
    cases = Counter((row["rule"], row["amount"]) for row in CLOCKS)
    assert min(cases.values()) >= 4
    kinds = {kind.rule_kind for kind in deadline_kinds.values()} - WITHOUT_LENGTH
    lengths = RuleValue.objects.filter(kind__in=kinds, effective_to=None).exclude(unit="")
    told = {row["rule"] for row in CLOCKS}
    assert {f"{one.kind}/{one.key}" for one in lengths} - told == set()
    assert all(row["paragraph"] for row in CLOCKS)
