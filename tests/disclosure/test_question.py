"""Addresses of a search: what is read from them and what is written back."""

from __future__ import annotations

import json

import pytest
from django.http import QueryDict

from disclosure.question import LONGEST, MOST_WORDS, Question, clean
from identifiers.written_forms import fold


def read(**params):
    return Question.read(
        {name: value if isinstance(value, list) else [value] for name, value in params.items()}
    )


def test_a_question_survives_its_own_address():
    asked = read(
        q="拖欠 100%",
        city=["320100", "320200"],
        domain="procurement",
        year="2026",
        month="2026-11",
        sort="old",
    )
    assert Question.read(dict(QueryDict(asked.address()[1:]).lists())) == asked


def test_choices_are_sorted_so_that_equal_questions_have_equal_addresses():
    assert read(city=["320200", "320100"]).address() == read(city=["320100", "320200", "320100"]).address()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("city", "' OR 1=1 --"),
        ("city", "3201001"),
        ("domain", "discipline"),
        ("severity", "严重"),
        ("year", "99999"),
        ("month", "2026-13"),
        ("closing", "2026-1"),
        ("department", "11320000014000319I"),
        ("sort", "new; DROP TABLE"),
    ],
)
def test_what_has_not_the_shape_of_a_filter_is_left_out(name, value):
    assert read(**{name: value}) == Question()


def test_control_characters_fall_away_and_long_input_is_cut():
    assert clean("拖\x00欠\u202e  工程\n款") == "拖 欠 工程 款"
    assert len(clean("欠" * 10_000)) == LONGEST


def test_only_so_many_words_are_asked():
    assert len(read(q=" ".join(f"词{number}" for number in range(50))).words) == MOST_WORDS


def test_a_choice_is_taken_and_given_up_again():
    asked = read(city="320100")
    assert asked.toggled("city", "320200").city == ("320100", "320200")
    assert asked.toggled("city", "320100") == Question()


def test_the_page_is_written_only_from_the_second_on():
    assert read(q="拖欠").address(page=1) == read(q="拖欠").address()
    assert read(q="拖欠").address(page=3).endswith("&page=3")


def test_full_width_and_capitals_are_one_form():
    assert fold("ＡＢＣ（２０２６）") == "abc(2026)"


def test_a_document_replaces_the_words_in_what_the_database_is_asked():
    asked = json.loads(Question(q="苏01罚〔2026〕7号", document="K").as_json())
    assert asked["words"] == []
    assert asked["document"] == "K"


@pytest.mark.parametrize("day", [f"202610{day:02}" for day in range(1, 32)])
def test_a_list_goes_on_after_every_day_of_a_month(day):
    place = f"{day}-1793473508949674-d96958688de643fd8da7bd759cf56c35"
    assert read(after=place).place[0] == f"{day[:4]}-{day[4:6]}-{day[6:]}"


@pytest.mark.parametrize("day", ["20261100", "20261131", "20260230", "20261301"])
def test_a_day_that_is_none_is_no_place_in_a_list(day):
    assert read(after=f"{day}-1-d96958688de643fd8da7bd759cf56c35").place == []
