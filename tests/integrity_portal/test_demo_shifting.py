"""The demo return moves by whole months, cell by cell, in the form in which each date was written."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from days.calendar import add_months
from integrity_portal.demo import shifting

HEADER = ["序号", "发生日期", "认定日期", "失信行为描述", "生效日期"]
DEMO = Path(shifting.__file__).parent / "dishonesty_records.xlsx"
MONTHS = st.integers(-24, 60)
DAYS = st.dates(date(1995, 1, 1), date(2050, 12, 31))


def _cell(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a cell of a workbook has no zone


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def _book(path: Path, *rows: list[Any], above: int = 0) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for number in range(above):
        sheet.append([f"说明第 {number + 1} 行：填报日期 2026-10-09"])
    for row in (HEADER, *rows):
        sheet.append(row)
    book.save(path)
    return path


def _rows(path: Path) -> list[list[Any]]:
    return [list(row) for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 11, 1), 0),
        (date(2026, 11, 30), 0),
        (date(2026, 12, 1), 1),
        (date(2027, 1, 31), 2),
        (date(2027, 11, 23), 12),
        (date(2026, 10, 31), -1),
    ],
)
def test_only_the_change_of_month_counts(today, months):
    assert shifting.months_since_made(today) == months


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (datetime(2026, 8, 15), datetime(2026, 9, 15)),  # noqa: DTZ001
        (_serial(date(2026, 8, 15)), _serial(date(2026, 9, 15))),
        ("2026-08-15", "2026-09-15"),
        ("2026/8/15", "2026-09-15"),
        ("2026年8月15日", "2026-09-15"),
        ("20260815", "2026-09-15"),
        ("2026-08-31", "2026-09-30"),
        ("2026-12-31", "2027-01-31"),
        ("2027-01-31", "2027-02-28"),
    ],
)
def test_a_date_moves_in_the_form_it_had(tmp_path, before, after):
    source = _book(tmp_path / "a.xlsx", [1, before, before, "拖欠", before])
    moved = _rows(shifting.shifted_return(source, tmp_path / "new" / "b.xlsx", 1))
    assert moved[1] == [1, after, after, "拖欠", after]


@pytest.mark.parametrize(
    "unreadable", ["2026-02-30", "2026年8月", "26.8.1", "不详", "", None, "1900-01-01", True, "8月15日", 12]
)
def test_what_is_no_date_stays_for_the_import_to_find(tmp_path, unreadable):
    source = _book(tmp_path / "a.xlsx", [1, unreadable, "2026-08-01", "拖欠", unreadable])
    before = _rows(source)[1]
    after = _rows(shifting.shifted_return(source, tmp_path / "b.xlsx", 3))[1]
    assert [after[1], after[4]] == [before[1], before[4]]
    assert after[2] == "2026-11-01"


def test_words_and_dates_of_other_columns_and_above_the_header_stay(tmp_path):
    row = [20260815, "2026-08-01", "2026-08-02", "2026-08-03 起拖欠", "2026-08-04"]
    source = _book(tmp_path / "a.xlsx", row, above=3)
    after = _rows(shifting.shifted_return(source, tmp_path / "b.xlsx", 2))
    assert after[:4] == _rows(source)[:4]
    assert after[4] == [20260815, "2026-10-01", "2026-10-02", "2026-08-03 起拖欠", "2026-10-04"]


def test_in_its_own_month_the_return_is_taken_as_it_is(tmp_path):
    assert shifting.shifted_return(DEMO, tmp_path / "b.xlsx", 0) == DEMO
    assert not (tmp_path / "b.xlsx").exists()


def test_the_source_is_left_as_it_was_and_a_second_copy_says_the_same(tmp_path):
    source = _book(tmp_path / "a.xlsx", [1, "2026-08-15", "2026-08-16", "拖欠", "2026-08-17"])
    bytes_before = source.read_bytes()
    first = _rows(shifting.shifted_return(source, tmp_path / "b.xlsx", 4))
    assert _rows(shifting.shifted_return(source, tmp_path / "b.xlsx", 4)) == first
    assert source.read_bytes() == bytes_before


def test_the_whole_demo_return_keeps_its_rows_and_moves_most_of_its_dates(tmp_path):
    before, after = _rows(DEMO), _rows(shifting.shifted_return(DEMO, tmp_path / "b.xlsx", 5))
    assert len(after) == len(before)
    top = next(number for number, row in enumerate(before) if set(row) >= shifting.DATE_COLUMNS)
    dated = {number for number, name in enumerate(before[top]) if name in shifting.DATE_COLUMNS}
    changed = {
        (row, column)
        for row, (old, new) in enumerate(zip(before, after, strict=True))
        for column, (one, other) in enumerate(zip(old, new, strict=True))
        if one != other
    }
    assert {column for _, column in changed} == dated
    assert min(row for row, _ in changed) > top
    assert 1000 < len(changed) < 1200


@given(day=DAYS, months=MONTHS)
def test_every_form_of_a_day_moves_to_the_same_day(day, months):
    moved = add_months(day, months)
    assert shifting._shifted(_cell(day), months) == _cell(moved)
    assert shifting._shifted(_serial(day), months) == _serial(moved)
    assert shifting._shifted(day.isoformat(), months) == moved.isoformat()
    assert shifting._shifted(f"{day.year}年{day.month}月{day.day}日", months) == moved.isoformat()


@given(one=DAYS, other=DAYS, months=MONTHS)
def test_moving_keeps_the_order_of_days(one, other, months):
    earlier, later = sorted([one, other])
    assert shifting._shifted(_cell(earlier), months) <= shifting._shifted(_cell(later), months)
