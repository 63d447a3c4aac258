import random
import re
from datetime import date, datetime, time

import pytest

from common.key_domains import KeyDomain
from exchange.importers import values
from exchange.importers.layouts import LAYOUTS, SEVERITIES, UNIT_KINDS, Form
from exchange.importers.values import choice_reader, date_reader, money_reader, plain, read_code, text_reader
from identifiers import document_numbers
from identifiers.credit_codes import SubjectKind
from organisations.vocabulary import Level
from policy.vocabulary import Cause, Impact, Openness, Severity, SourceKind

GOOD = "1132038292873866XH"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-29", "2026-01-29"),
        ("2026/1/9", "2026-01-09"),
        ("2026.9.13", "2026-09-13"),
        ("20260513", "2026-05-13"),
        ("2026年1月9日", "2026-01-09"),
        ("2026 年 1 月 9 日", "2026-01-09"),
        ("2026年1月9号", "2026-01-09"),
        ("２０２６－０１－０２", "2026-01-02"),
        (" 2026-01-02\u00a0", "2026-01-02"),
        ("'2026-01-02", "2026-01-02"),
        ("2026-01-02 00:00:00", "2026-01-02"),
        ("2026-01-02T03:04", "2026-01-02"),
        ("46263", "2026-08-29"),
        ("46263.75", "2026-08-29"),
        ("2028-02-29", "2028-02-29"),
        ("", ""),
        ("\u3000", ""),
    ],
)
def test_a_date_is_read_in_every_form_of_the_returns(written, read):
    assert date_reader()(written) == (read, "")


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("2026-13-41", "不是真实存在"),
        ("2026-02-29", "不是真实存在"),
        ("20260231", "不是真实存在"),
        ("2026-00-10", "不是真实存在"),
        ("2026", "不完整"),
        ("2026年", "不完整"),
        ("2026-03", "不完整"),
        ("2026年3月", "不完整"),
        ("3月5日", "不完整"),
        ("202603", "不完整"),
        ("26.3.5", "四位"),
        ("29/01/2026", "不是日期"),
        ("2026-01.02", "不是日期"),
        ("去年冬天", "不是日期"),
        ("9999999", "不是日期"),
        ("1905-07-18", "超出合理范围"),
        ("10000", "超出合理范围"),
    ],
)
def test_an_impossible_or_half_date_is_refused_with_the_remedy(written, word):
    value, fault = date_reader()(written)
    assert value == ""
    assert word in fault
    assert "2026-01-31" in fault


def test_serial_numbers_of_a_1904_workbook_count_from_1904():
    assert date_reader(counts_from_1904=True)("44801") == ("2026-08-29", "")


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("17.68", "176800.00"),
        ("1,160.00", "11600000.00"),
        ("1，160", "11600000.00"),
        ("１２．５", "125000.00"),
        ("￥12.5", "125000.00"),
        ("人民币12万元整", "120000.00"),
        ("125,000元", "125000.00"),
        (".5", "5000.00"),
        ("1e-05", "0.10"),
        ("0.00005", "0.50"),
        ("-0", "0.00"),
        ("", ""),
    ],
)
def test_an_amount_in_ten_thousands_is_stored_in_yuan(written, yuan):
    assert money_reader("万元")(written) == (yuan, "")


@pytest.mark.parametrize("unit", [("元", "12.50"), ("千元", "12500.00"), ("亿元", "1250000000.00")])
def test_the_unit_of_the_header_counts(unit):
    assert money_reader(unit[0])("12.5")[0] == unit[1]


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("约0.55", "不是数字"),
        ("1,16", "不是数字"),
        ("nan", "不是数字"),
        ("inf", "不是数字"),
        ("12%", "不是数字"),
        ("1e999", "不是数字"),
        ("9" * 60, "不是数字"),
        ("-92.19", "负数"),
        ("(92.19)", "负数"),
        ("−3", "负数"),
        ("1e+20", "过大"),
    ],
)
def test_what_is_no_amount_is_refused(written, word):
    value, fault = money_reader("万元")(written)
    assert value == ""
    assert word in fault


@pytest.mark.parametrize(
    "written", [GOOD, GOOD.lower(), " 11320382 92873866XH\u00a0", "１１３２０３８２９２８７３８６６ＸＨ"]
)
def test_a_credit_code_is_stored_in_one_form(written):
    assert read_code(written) == (GOOD, "")


@pytest.mark.parametrize("written", ["1.1320382928738E+17", "113203829287386", "1132038292873866XI"])
def test_a_wrong_credit_code_says_what_to_do(written):
    assert read_code(written)[1].startswith("统一社会信用代码")


def test_a_choice_tolerates_blanks_and_names_what_is_possible():
    read = choice_reader(SEVERITIES)
    assert read(" 严　重\n") == ("serious", "")
    assert read("") == ("", "")
    value, fault = read("特别严重")
    assert value == ""
    assert "轻微、一般、严重" in fault


def test_text_keeps_what_looks_like_a_formula_and_loses_the_blanks_around_it():
    assert text_reader(50)('\u3000=HYPERLINK("x")\u00a0') == ('=HYPERLINK("x")', "")


def test_a_field_of_ten_thousand_characters_passes_and_one_more_is_refused_with_its_length():
    assert text_reader(10_000)("长" * 10_000)[1] == ""
    assert "10001 字" in text_reader(10_000)("长" * 10_001)[1]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (46100.0, "46100"),
        (0.1, "0.1"),
        (1.1320382928738e17, "1.1320382928738E+17"),
        (2.5e20, "2.5E+20"),
        (True, "TRUE"),
        (None, ""),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2), "2026-01-02"),  # noqa: DTZ001 - what a sheet holds
        (datetime(2026, 1, 2, 3, 4), "2026-01-02 03:04:00"),  # noqa: DTZ001
        (time(3, 4), "03:04:00"),
    ],
)
def test_cells_become_the_text_that_people_see(cell, text):
    assert plain(cell) == text


@pytest.mark.parametrize(
    ("key", "choices"),
    [
        ("source_kind", SourceKind.choices),
        ("cause", Cause.choices),
        ("domain", KeyDomain.choices),
        ("impact", Impact.choices),
        ("declared_severity", Severity.choices),
        ("disclosure", Openness.choices),
    ],
)
def test_the_words_of_a_return_are_those_of_the_records(key, choices):
    column = LAYOUTS["dishonesty"].column(key)
    assert column.form == Form.CHOICE
    assert dict(column.choices) == {label: value for value, label in choices}


def test_the_words_of_a_roster_are_those_of_the_departments():
    assert {value: label for label, value in LAYOUTS["departments"].column("level").choices.items()} == dict(
        Level.choices
    )
    assert {kind.label: kind.value for kind in SubjectKind}.items() <= UNIT_KINDS.items()
    assert set(UNIT_KINDS.values()) <= set(SubjectKind)


PIECES = "无同上略待南京市〔2026〕1号A９0.5-/ \t\n\u3000\u200b'\"=＝#万元,，。NULLE+()（）年月日"


@pytest.mark.parametrize(
    "reader",
    [
        values.text_reader(12),
        values.text_reader(12, is_free=False),
        values.text_reader(12, is_free=False, is_number=True),
        values.cell_reader(values.read_code),
        values.cell_reader(values.date_reader()),
        values.cell_reader(values.money_reader("万元")),
    ],
)
def test_what_is_plain_at_a_glance_is_read_as_what_is_looked_at_closely(reader, monkeypatch):
    dice = random.Random(18)
    cells = ["".join(dice.choices(PIECES, k=dice.randrange(8))) for _ in range(5_000)]
    cells += [f"{dice.randrange(10**9)}.{dice.randrange(10**4)}" for _ in range(500)] + ["县" * 12, "县" * 13]
    at_a_glance = list(map(reader, cells))
    for name in ("_PLAIN_TEXT", "_PLAIN_CELL", "_PLAIN_SUM"):
        monkeypatch.setattr(values, name, re.compile("(?!)"))
    assert at_a_glance == list(map(reader, cells))


def test_a_document_number_is_its_own_key_only_where_nothing_of_it_is_folded(monkeypatch):
    dice = random.Random(18)
    numbers = [
        "".join(dice.choices(PIECES + "[]（）【】〈〉ａａa—‐", k=dice.randrange(8))) for _ in range(5_000)
    ]
    at_a_glance = list(map(document_numbers.document_key, numbers))
    monkeypatch.setattr(document_numbers, "_NORMAL", re.compile("(?!)"))
    assert at_a_glance == list(map(document_numbers.document_key, numbers))
