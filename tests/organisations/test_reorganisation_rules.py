"""The pure rules of reorganisations, by tables."""

from __future__ import annotations

from datetime import date

import pytest

from organisations.reorganisations import Body, Outline, ends_sources, faults, last_day

TODAY = date(2026, 11, 23)
OLD, HEIR, OTHER = (
    Body("11320100000000001A", "甲局"),
    Body("11320100000000002A", "乙局"),
    Body("11320100000000003A", "丙局"),
)
GONE = Body("11320100000000004A", "丁局", is_active=False)
GOOD_CODE = "113200000140003191"


def outline(kind, sources=(OLD,), heirs=(), **rest):
    given = {"dated_on": date(2026, 11, 1), "effective_on": date(2026, 12, 1), **rest}
    return Outline(kind, tuple(sources), tuple(heirs), **given)


@pytest.mark.parametrize(
    "sound",
    [
        outline("rename", new_name="甲甲局"),
        outline("rename", new_name="甲甲局", new_code=GOOD_CODE),
        outline("recode", new_code=GOOD_CODE),
        outline("merge", (OLD, OTHER), (HEIR,)),
        outline("split", heirs=(HEIR, OTHER)),
        outline("abolish"),
        outline("abolish", heirs=(HEIR,)),
        outline("rename", new_name="甲甲局", effective_on=date(2025, 1, 1), dated_on=date(2024, 12, 1)),
    ],
)
def test_a_sound_change_has_no_faults(sound):
    assert faults(sound, today=TODAY) == {}


@pytest.mark.parametrize(
    ("unsound", "field"),
    [
        (outline("rename"), "new_name"),
        (outline("rename", new_name="甲局"), "new_name"),
        (outline("recode"), "new_code"),
        (outline("recode", new_code="11320000014000319I"), "new_code"),
        (outline("recode", new_code=OLD.code), "new_code"),
        (outline("merge"), "heirs"),
        (outline("merge", (OLD, HEIR), (HEIR,)), "heirs"),
        (outline("split", heirs=(HEIR,)), "heirs"),
        (outline("split", (OLD, OTHER), (HEIR, HEIR)), "sources"),
        (outline("rename", heirs=(HEIR,), new_name="甲甲局"), "heirs"),
        (outline("merge", (GONE,), (HEIR,)), "sources"),
        (outline("merge", (OLD,), (GONE,)), "sources"),
        (outline("abolish", ()), "sources"),
        (outline("abolish", dated_on=None), "document_dated_on"),
        (outline("abolish", dated_on=date(2026, 11, 24)), "document_dated_on"),
        (outline("abolish", effective_on=None), "effective_on"),
        (outline("abolish", effective_on=date(2028, 1, 1)), "effective_on"),
    ],
)
def test_each_fault_is_told_at_its_field(unsound, field):
    assert field in faults(unsound, today=TODAY)


def test_a_code_that_another_body_uses_is_refused():
    assert "new_code" in faults(outline("recode", new_code=GOOD_CODE), today=TODAY, taken={GOOD_CODE})


def test_no_body_is_abolished_while_somebody_must_answer_for_it():
    assert "heirs" in faults(outline("abolish"), today=TODAY, open_duties=3)
    assert faults(outline("abolish", heirs=(HEIR,)), today=TODAY, open_duties=3) == {}


def test_a_former_name_ends_the_day_before_the_new_one_begins():
    assert last_day(date(2026, 3, 1)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("kind", "ends"),
    [("rename", False), ("recode", False), ("merge", True), ("split", True), ("abolish", True)],
)
def test_which_kinds_end_a_body(kind, ends):
    assert ends_sources(kind) is ends
