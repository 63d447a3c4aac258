"""The rules of tolerance on plain values: what bars a decision, what it must say something to, which record it reaches."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from discipline.tolerance.weighing import Found, bar_to_excluding, bar_to_granting, doubts_of

ROWS = list(csv.DictReader((Path(__file__).parent / "weighing.csv").open(encoding="utf-8", newline="")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row.values()))
def test_a_decision_keeps_out_the_record_of_whom_it_frees_and_no_other(row):
    words = bar_to_excluding(
        row["outcome"],
        row["liable"],
        is_of_official=row["is_of_official"] == "1",
        is_accountability=row["is_accountability"] == "1",
    )
    assert (words == "") is (row["keeps_out"] == "1"), words
    assert words == "" or "照常纳入" in words


@pytest.mark.parametrize(
    ("answer", "is_settled", "barred", "doubted"),
    [
        ("for", True, False, False),
        ("against", True, False, True),
        ("open", True, False, True),
        ("absent", True, False, False),
        ("present", True, True, False),
        ("present", False, False, True),
    ],
)
def test_only_a_confirmed_item_of_the_negative_list_bars_and_all_else_is_for_a_person(
    answer, is_settled, barred, doubted
):
    found = [Found("动机态度", "for", True), Found("谋取私利", answer, is_settled)]
    assert bool(bar_to_granting(found)) is barred
    assert bool(doubts_of(found)) is doubted
    for words in filter(None, (bar_to_granting(found), doubts_of(found))):
        assert "谋取私利" in words
        assert "动机态度" not in words
