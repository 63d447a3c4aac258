"""Credit codes and document numbers (rules.md 1.1, 1.2, 1.3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from identifiers.credit_codes import (
    ALPHABET,
    SubjectKind,
    check_character,
    check_credit_code,
    credit_code_kind,
    inner_digit_warning,
    normalise_credit_code,
)
from identifiers.document_numbers import document_key

written = st.text("019AaXzＡｚ０９苏〔［【（）】］〕()[]-－— \u3000\u200b\ufeff\n第号①", max_size=40)

GOOD = [
    "91110000600037341L",
    "1134160073302996XP",
    "113200000140003191",
    "12320100466006770K",
    "51320000500006772D",
    "54320102ME12345670",
    "N2320102MF1234567N",
    "Y13200007178234901",
]


@pytest.mark.parametrize("code", GOOD)
def test_a_code_that_satisfies_the_standard_is_accepted(code):
    assert check_credit_code(code) is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("5432O102ME12345670", "第5位“O”"),
        ("11320000014000319I", "第18位“I”"),
        ("", "未填"),
        ("  　", "未填"),
        ("11320000", "现为8位"),
        ("1132000001400031911", "现为19位"),
        ("113200000140003192", "校验码不符"),
        ("11A200000140003191", "第3至8位"),
        ("1.132E+17", "文本格式"),
        ("1132000001400031中1", "“中”"),
        ("11320000014000319²1", "现为19位"),
    ],
)
def test_a_bad_code_is_refused_with_the_remedy(code, said):
    message = check_credit_code(code)
    assert message is not None
    assert said in message
    assert "请" in message


@pytest.mark.parametrize(
    "written",
    [
        " 91110000600037341l ",
        "９１１１００００６０００３７３４１Ｌ",
        "9111 0000 6000 3734 1L",
        "91110000\u3000600037341L",
        "91110000-600037341-L",
        "91110000－600037341—L",
        "\ufeff91110000600037341L\u200b",
        "91110000\u00a0600037341L\n",
        "'91110000600037341L",
    ],
)
def test_spaces_hyphens_width_and_case_do_not_matter(written):
    assert normalise_credit_code(written) == "91110000600037341L"
    assert check_credit_code(written) is None


def test_a_code_that_a_spreadsheet_turned_into_a_number_keeps_its_digits():
    assert normalise_credit_code("113200000140003191.0") == "113200000140003191"


@given(written)
def test_normalising_twice_changes_nothing_more(text):
    once = normalise_credit_code(text)
    assert normalise_credit_code(once) == once


@given(st.from_regex(r"[0-9]{8}[0-9A-HJ-NP-RTUWXY]{9}", fullmatch=True), st.sampled_from(ALPHABET))
def test_digit_prefixed_codes_are_judged_as_the_reference_implementation_does(body, last):
    for code in (body + last, body + check_character(body)):
        assert (check_credit_code(code) is None) == uscc.is_valid(code)


@given(
    st.from_regex(r"[1-9ANY][1-9][0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}", fullmatch=True),
    st.integers(0, 16).filter(lambda place: not 2 <= place < 8),
    st.integers(1, 30),
)
def test_one_wrong_character_never_goes_unseen(body, place, shift):
    code = body + check_character(body)
    assert check_credit_code(code) is None
    wrong = ALPHABET[(ALPHABET.index(code[place]) + shift) % 31]
    assert check_credit_code(code[:place] + wrong + code[place + 1 :]) is not None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("113200000140003191", SubjectKind.ORGAN),
        ("12320100466006770K", SubjectKind.INSTITUTION),
        ("13", SubjectKind.MASS_ORGANISATION),
        ("51320000500006772D", SubjectKind.SOCIAL_ORGANISATION),
        ("54320102ME12345670", SubjectKind.SELF_GOVERNING),
        ("n2320102mf1234567n", SubjectKind.COLLECTIVE),
        ("91110000600037341L", SubjectKind.MARKET),
        ("Y13200007178234901", SubjectKind.OTHER),
        ("99999999MA10000001", SubjectKind.OTHER),
        ("", SubjectKind.OTHER),
    ],
)
def test_the_prefix_tells_the_kind(code, kind):
    assert credit_code_kind(code) is kind


def test_every_kind_has_a_chinese_word():
    assert dict(SubjectKind.choices())["organ"] == "机关"
    assert len(SubjectKind.choices()) == len(SubjectKind)


def test_an_odd_prefix_alone_is_no_ground_for_refusal():
    assert check_credit_code("99999999MA10000001") is None


@pytest.mark.parametrize("code", ["113200000140003191", "91110000600037341L"])
def test_a_good_inner_organisation_code_brings_no_warning(code):
    assert inner_digit_warning(code) is None


@pytest.mark.parametrize("inner", ["014000310", "01400031X", "0140003"])
def test_a_bad_inner_organisation_code_warns(inner):
    assert inner_digit_warning("11320000" + inner + "1") is not None


@pytest.mark.parametrize(
    ("inner", "digit"), [("00000006", "1"), ("00000000", "0"), ("00000005", "1"), ("0000000A", "2")]
)
def test_the_inner_digit_is_the_one_of_the_national_standard(inner, digit):
    remainder = sum((int(c, 36)) * w for c, w in zip(inner, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    expected = {0: "0", 1: "X"}.get(remainder, str(11 - remainder))
    assert inner_digit_warning("11320000" + inner + expected + "1") is None
    assert (inner_digit_warning("11320000" + inner + digit + "1") is None) == (digit == expected)


@pytest.mark.parametrize(
    "written",
    [
        "苏财罚〔2026〕6号",
        "苏财罚（2026）6号",
        "苏财罚(2026)6号",
        "苏财罚[2026]6号",
        "苏财罚［2026］6号",
        "苏财罚【2026】6号",
        "苏财罚﹝2026﹞6号",
        " 苏财罚 〔２０２６〕 ６ 号\u3000",
        "苏财罚〔2026〕\u200b6号\n",
    ],
)
def test_every_way_of_writing_one_document_number_is_one_key(written):
    assert document_key(written) == "苏财罚〔2026〕6号"


def test_a_case_number_keeps_its_year_and_letters():
    assert document_key("（2026）苏01行终4号") == document_key("(2026) 苏01行终4号") == "〔2026〕苏01行终4号"
    assert document_key("js-zf（2026）1") == document_key("JS—ZF[2026]1")


def test_distinct_numbers_stay_distinct():
    numbers = [
        "苏财罚〔2026〕6号",
        "苏财罚〔2026〕16号",
        "苏财罚〔2025〕6号",
        "苏财罚〔2026〕1-6号",
        "苏罚〔2026〕6号",
        "苏财罚〔2026〕6-1号",
        "苏财罚〔2026〕61号",
    ]
    assert len({document_key(number) for number in numbers}) == len(numbers)


@given(st.integers(2000, 2099), st.integers(2000, 2099), st.integers(1, 9999), st.integers(1, 9999))
def test_two_keys_are_equal_only_for_the_same_year_and_serial(year, other_year, serial, other_serial):
    same = document_key(f"苏问责〔{year}〕{serial}号") == document_key(
        f"苏问责（{other_year}） {other_serial} 号"
    )
    assert same == ((year, serial) == (other_year, other_serial))


@given(written)
def test_a_key_is_its_own_key(text):
    assert document_key(document_key(text)) == document_key(text)
