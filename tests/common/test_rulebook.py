"""The kinds of rules: how a value is typed, said and compared before it applies."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import Incomplete
from common.rulebook import (
    SHOWN_EXAMPLES,
    Change,
    Effect,
    MonthsShape,
    PeriodShape,
    Rulebook,
    RuleKind,
    SetShape,
    Shape,
    compare_dates,
)

TODAY = date(2026, 11, 23)
LEVELS = SetShape((("province", "省"), ("city", "市"), ("county", "县")), "级别")
DAYS = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 12, 31)))


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        (day(5), day(5), "不变"),
        (None, None, "不变"),
        (day(5), None, "不再适用"),
        (None, day(5), "开始适用"),
        (day(5), day(1), "提前"),
        (day(5), day(0), "提前，并且已经届满"),
        (day(5), day(-9), "提前，并且已经届满"),
        (day(-1), day(-9), "提前"),
        (day(5), day(9), "推后"),
        (day(-9), day(9), "推后"),
    ],
)
def test_a_clock_moves_in_one_of_six_ways(before, after, way):
    assert compare_dates("期", [(3, before, after)], today=TODAY).lines == [(way, 3)]


def test_the_biggest_groups_are_shown_first_and_unmoved_ones_never():
    rows = [
        (1, day(1), day(2)),
        (5, day(3), day(4)),
        (2, day(1), day(2)),
        (9, day(7), day(7)),
        (1, None, day(3)),
    ]
    effect = compare_dates("期", rows, today=TODAY, note="按当时的版本")
    assert effect.examples == [
        (5, "2026-11-26", "2026-11-27"),
        (3, "2026-11-24", "2026-11-25"),
        (1, "无", "2026-11-26"),
    ]
    assert (effect.total, effect.note) == (18, "按当时的版本")


def test_only_so_many_examples_are_shown_but_all_are_counted():
    rows = [(1, day(n), day(n + 1)) for n in range(SHOWN_EXAMPLES + 5)]
    effect = compare_dates("期", rows, today=TODAY)
    assert (len(effect.examples), effect.total) == (SHOWN_EXAMPLES, SHOWN_EXAMPLES + 5)


@given(st.lists(st.tuples(st.integers(1, 50), DAYS, DAYS), max_size=30))
def test_nothing_is_counted_twice_or_left_out(rows):
    effect = compare_dates("期", rows, today=TODAY)
    assert effect.total == sum(number for _, number in effect.lines) == sum(number for number, _, _ in rows)


@pytest.mark.parametrize(
    ("shape", "value", "unit", "words"),
    [
        (PeriodShape(), 5, "working_day", "5 个工作日"),
        (PeriodShape(), 30, "calendar_day", "30 日"),
        (PeriodShape(), 3, "year", "3 年"),
        (PeriodShape(), 3, "fortnight", "3 fortnight"),
        (MonthsShape(), {"min_months": 3, "max_months": 12}, "month", "最短 3 个月，最长 12 个月"),
        (MonthsShape(), {"min_months": None, "max_months": 12}, "month", "最短 0 个月，最长 12 个月"),
        (LEVELS, ["county", "province"], "", "省、县"),
        (LEVELS, [], "", "无"),
    ],
)
def test_a_value_is_said_as_people_read_it(shape, value, unit, words):
    assert shape.words(value, unit) == words


@pytest.mark.parametrize(
    ("shape", "value", "unit"),
    [
        (PeriodShape(), 5, "working_day"),
        (MonthsShape(), {"min_months": 3, "max_months": 12}, "month"),
        (LEVELS, ["province", "county"], ""),
    ],
)
def test_a_value_typed_back_from_its_form_is_the_same(shape, value, unit):
    assert shape.pack(shape.initial(value, unit)) == (value, unit)
    assert set(shape.initial(value, unit)) == set(shape.fields())


def test_choices_are_kept_in_the_order_of_the_list_whatever_was_ticked_first():
    assert LEVELS.pack({"chosen": ["county", "city"]}) == (["city", "county"], "")


def test_a_shortest_above_the_longest_is_told_at_its_field():
    with pytest.raises(Incomplete) as refused:
        MonthsShape().pack({"min_months": 13, "max_months": 12})
    assert set(refused.value.fields) == {"min_months"}


def test_a_period_form_offers_only_the_units_of_its_kind():
    choices = PeriodShape(("month", "year")).fields()["unit"].choices
    assert list(choices) == [("month", "月"), ("year", "年")]


def _kind(key: str, order: int = 50, *effects: object) -> RuleKind:
    return RuleKind(key, key, PeriodShape(), effects=effects, order=order)  # type: ignore[arg-type]


def test_kinds_stand_in_their_order_and_the_same_key_replaces():
    book = Rulebook()
    book.register(_kind("b", 20), _kind("c", 10), _kind("a", 20), _kind("c", 30))
    assert [kind.key for kind in book.in_order()] == ["a", "b", "c"]


def test_a_value_of_an_unknown_kind_is_still_said():
    assert Rulebook().words("gone", [1, 2], "") == "[1, 2]"


def test_an_upper_app_adds_its_effect_once_and_silent_effects_are_left_out():
    book = Rulebook()
    change = Change("a", "x", 5, "month", day(1), TODAY)
    own, added = Effect("自己", 1, []), Effect("上层", 2, [])
    book.register(_kind("a", 50, lambda asked: own, lambda asked: None), _kind("b"))
    for _ in range(2):
        book.add_effect("a", "upper", lambda asked: added if asked is change else None)
    assert book.effects(change) == [own, added]
    assert book.effects(Change("b", "x", 5, "month", day(1), TODAY)) == []


def test_a_shape_that_leaves_a_part_out_cannot_be_made():
    class Half(Shape):
        def words(self, value: object, unit: str) -> str:
            return ""

    with pytest.raises(TypeError, match="abstract"):
        Half()
