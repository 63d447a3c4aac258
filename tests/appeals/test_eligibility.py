"""When repair can be asked for, against a table worked by hand with the article beside each line."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from appeals.eligibility import Matter, earliest, eligibility
from appeals.repairs.services.standing import eligibility_of
from policy.windows import WindowRule
from postings.services import clock_posting
from records import services
from tests import factories
from tests.appeals import makers

TABLE = Path(__file__).with_name("eligibility.csv")


def _lines():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["case"]) for row in csv.DictReader(file)]


def _day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", _lines())
def test_the_table_worked_by_hand(row):
    rule = WindowRule(int(row["min_months"]), 36, 1)
    matter = Matter(
        is_of_department=row["is_of_department"] == "yes",
        is_confirmed=row["is_confirmed"] == "yes",
        severity=row["severity"],
        earliest=_day(row["repair_from"]) or earliest(_day(row["anchor"]), [rule]),
        ended=row["ended"],
        closes=_day(row["closes"]),
        repaired_on=_day(row["repaired_on"]),
        barred=row["barred"],
        open_number=row["open_number"],
        again_from=_day(row["again_from"]),
    )
    answer = eligibility(matter, _day(row["today"]))
    assert (answer.may, answer.since) == (row["may"] == "yes", _day(row["since"]))
    assert answer.words
    assert row["article"]
    if answer.since:
        assert f"{answer.since}" in answer.words


def test_of_two_versions_the_milder_counts():
    former, later = WindowRule(3, 12, 1), WindowRule(6, 24, 2)
    assert earliest(date(2026, 4, 10), [former, later]) == date(2026, 7, 10)


@pytest.mark.django_db
def test_a_record_that_stands_keeps_the_day_it_was_published_with():
    act = makers.repairable()
    factories.new_rule("publicity", "ordinary", {"min_months": 11, "max_months": 12})
    assert eligibility_of(act.fact.of_kind, makers.today()).may


@pytest.mark.django_db
def test_before_its_time_the_answer_names_the_day():
    act = factories.publication()
    answer = eligibility_of(act.fact.of_kind, makers.today())
    assert (answer.may, answer.since) == (False, act.repair_from)


@pytest.mark.django_db
def test_a_record_that_never_stood_in_public_can_be_repaired_too():
    made = factories.record(
        "confirmed",
        declared_severity="minor",
        computed_severity="minor",
        impact="small",
        amount=1000,
        loss=1000,
    )
    assert eligibility_of(made, makers.today()).may


@pytest.mark.django_db
def test_an_official_and_a_sanction_have_nothing_to_repair():
    official = factories.official()
    made = factories.record("confirmed", official=official, disclosure="internal")
    assert "公务员个人" in eligibility_of(made, makers.today()).words
    sanction = factories.record("confirmed", source_kind="discipline", disclosure="internal")
    assert "处分" in eligibility_of(sanction, makers.today()).words


@pytest.mark.django_db
def test_what_expired_or_was_withdrawn_has_nothing_to_repair():
    act = makers.repairable()
    services.expire_publications(by=clock_posting(), today=act.closes_on + timedelta(days=1))
    assert "期满" in eligibility_of(act.fact.of_kind, makers.today()).words
    gone = factories.record("withdrawn")
    assert not eligibility_of(gone, makers.today()).may
