"""The data that every installation starts with: every rule can be said and typed, every region has its place."""

from __future__ import annotations

from collections import Counter

import pytest

import dossiers.reference_data
import postings.reference_data
import records.reference_data
from common.rulebook import rulebook
from days.calendar import UNIT_LABELS
from organisations.reference_data import divisions
from policy.grading import GradingRules
from policy.vocabulary import Impact, Severity
from policy.windows import WindowRule

RULES = [*records.reference_data.RULES, *postings.reference_data.RULES, *dossiers.reference_data.RULES]
LINES = [(row["kind"], row["key"]) for row in RULES]
ROWS = pytest.mark.parametrize("row", RULES, ids=["/".join(line) for line in LINES])


@ROWS
def test_a_rule_has_words_a_form_and_comes_back_from_it_unchanged(row):
    shape = rulebook.kinds[row["kind"]].shape
    assert rulebook.words(row["kind"], row["value"], row["unit"])
    assert shape.pack(shape.initial(row["value"], row["unit"])) == (row["value"], row["unit"])


@ROWS
def test_a_rule_says_how_sure_it_is_and_only_a_sourced_one_names_a_law(row):
    assert row["mark"] in {"S", "U", "D"}
    if row["mark"] == "S":
        assert row["basis"].startswith("《")
    if row["mark"] == "U":
        assert "待核实" in row["basis"]


@ROWS
def test_every_clock_carries_its_unit(row):
    assert row["unit"] in UNIT_LABELS or row["kind"] in {"grading", "file_purpose", "file_window"}


def test_no_line_stands_twice_on_the_day_the_portal_begins():
    assert max(Counter(LINES).values()) == 1


@pytest.mark.parametrize("kind", ["publicity", "sanction"])
def test_every_grade_has_its_line(kind):
    assert set(Severity.values) <= {key for found, key in LINES if found == kind}


def test_what_is_graver_stands_and_bars_longer():
    windows = [
        next(r["value"] for r in RULES if (r["kind"], r["key"]) == ("publicity", g)) for g in Severity.values
    ]
    shown = [WindowRule.from_value(value, version=1) for value in windows]
    assert [rule.max_months for rule in shown] == sorted(rule.max_months for rule in shown) == [3, 12, 36]
    assert all((rule.min_months or 0) <= rule.max_months for rule in shown)
    bars = [
        next(r["value"] for r in RULES if (r["kind"], r["key"]) == ("sanction", g)) for g in Severity.values
    ]
    assert bars == sorted(bars)


def test_the_matrix_grades_every_loss_and_impact_and_never_milder_for_more():
    value = next(row["value"] for row in RULES if row["kind"] == "grading")
    GradingRules.from_values(value, version=1)
    rank = {grade: number for number, grade in enumerate(Severity.values)}
    table = [[rank[row[impact]] for impact in Impact.values] for row in value["matrix"]]
    assert len(table) == len(value["bounds"]) + 1
    assert all(line == sorted(line) for line in table)
    assert all(list(column) == sorted(column) for column in zip(*table, strict=True))


@pytest.fixture(scope="module")
def places():
    return divisions()


def test_the_province_comes_first_and_every_place_after_the_one_above_it(places):
    assert places[0]["code"] == "320000"
    seen = set()
    for row in places:
        assert not row["parent"] or row["parent"] in seen, row
        seen.add(row["code"])


def test_every_code_stands_once_and_begins_with_that_of_the_province(places):
    codes = Counter(row["code"] for row in places)
    assert max(codes.values()) == 1
    assert all(code.startswith("32") and code.isdigit() and len(code) in {6, 9, 12} for code in codes)


def test_there_are_one_province_thirteen_cities_and_ninety_five_counties(places):
    six = [row["code"] for row in places if len(row["code"]) == 6]
    cities = [code for code in six if code.endswith("00") and not code.endswith("0000")]
    assert (len(six), len(cities)) == (109, 13)
    assert {code[:4] for code in six if not code.endswith("00")} == {code[:4] for code in cities}


def test_names_are_chinese_and_none_is_empty(places):
    assert all(row["name"] and "\u4e00" <= row["name"][0] <= "\u9fff" for row in places)
