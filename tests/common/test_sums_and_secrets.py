"""Small pure rooms: sums in 万元, texts cut at suspects, sort keys, sealed numbers."""

from __future__ import annotations

import base64
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from common.cipher import KeyTrouble, UnknownKey, decrypt, encrypt, keyed_hash, resealed
from common.forms import WanField
from contents.highlight import Piece, pieces
from contents.money import WAN, sum_words, wan
from identifiers.collation import pinyin_key
from privacy.suspects import Suspect

YUAN = st.decimals(min_value=0, max_value=Decimal("99999999999.99"), places=2)
TEXTS = st.text(max_size=60)
OTHER_KEY = base64.b64encode(bytes(range(32))).decode()
NEW_KEY = base64.b64encode(bytes(range(32, 64))).decode()


def _suspect(start: int, end: int, text: str, label: str = "手机号") -> Suspect:
    return Suspect(start, end, "phone", label, text[start:end], "*")


@given(YUAN)
def test_a_sum_told_in_wan_is_the_same_sum_when_typed_again(yuan):
    assert WanField().clean(wan(yuan)) == yuan


@given(YUAN)
def test_a_kept_sum_prefilled_in_a_form_is_kept_unchanged(yuan):
    field = WanField()
    assert field.clean(field.prepare_value(yuan)) == yuan


@given(YUAN)
def test_a_sum_in_wan_has_no_idle_zeros_and_no_exponent(yuan):
    told = wan(yuan)
    assert Decimal(told.replace(",", "")) * WAN == yuan
    assert not ("." in told and told.endswith(("0", ".")))
    assert "E" not in told


@pytest.mark.parametrize("typed", ["", "  ", None])
def test_an_empty_sum_is_none_where_it_may_be(typed):
    assert WanField(required=False).clean(typed) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-1", "金额不能为负数"),
        ("二十", "请填写数字，单位万元"),
        ("NaN", "请填写数字，单位万元"),
        ("Infinity", "请填写数字，单位万元"),
        ("0.0000001", "最多六位小数，精确到分"),
        ("123456789012345", "金额过大，请核对单位是否为万元"),
    ],
)
def test_a_wrong_sum_is_answered_in_words(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        WanField().clean(typed)
    assert refused.value.messages == [sentence]


@given(st.data(), TEXTS)
def test_a_text_cut_at_any_findings_is_whole_again_when_put_together(data, text):
    ends = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(ends, ends).map(sorted).map(tuple), max_size=5))
    cut = pieces(text, [_suspect(start, end, text) for start, end in spans if start < end])
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text for piece in cut)


def test_findings_in_any_order_are_marked_where_they_stand():
    text = "联系 13800000000 或 025-12345678"
    phone, fixed = _suspect(3, 14, text), _suspect(17, 29, text, "座机")
    expected = [Piece("联系 "), Piece("13800000000", "手机号"), Piece(" 或 "), Piece("025-12345678", "座机")]
    assert pieces(text, [fixed, phone]) == expected


def test_of_two_overlapping_findings_the_first_is_marked_once():
    text = "0123456789"
    cut = pieces(text, [_suspect(2, 6, text, "甲"), _suspect(4, 8, text, "乙")])
    assert cut == [Piece("01"), Piece("2345", "甲"), Piece("6789")]


def test_an_empty_text_has_no_pieces():
    assert pieces("", []) == []


@pytest.mark.parametrize(
    ("first", "then"),
    [("鞍山局", "北京局"), ("南京市财政局", "苏州市财政局"), ("三局", "一局"), ("省A局", "省B局")],
)
def test_names_sort_as_a_reader_of_pinyin_expects(first, then):
    assert pinyin_key(first) < pinyin_key(then)


@given(st.text(max_size=300))
def test_a_sort_key_always_fits_its_column(name):
    assert len(pinyin_key(name)) <= 400


def test_names_of_one_sound_keep_apart_by_their_characters():
    assert pinyin_key("市一局") != pinyin_key("市医局")
    assert pinyin_key("是局").split()[:2] == pinyin_key("事局").split()[:2]


@given(TEXTS)
def test_a_sealed_text_opens_again(text):
    assert decrypt(encrypt(text)) == text


def test_the_same_text_is_sealed_differently_each_time_and_never_readable():
    sealed = {encrypt("320102199001011234") for _ in range(20)}
    assert len(sealed) == 20
    assert not any(b"19900101" in one for one in sealed)


@pytest.mark.parametrize("place", [0, 11, 40, -3])
def test_a_sealed_text_with_one_changed_byte_does_not_open(place):
    sealed = bytearray(encrypt("320102199001011234"))
    sealed[place] ^= 1
    with pytest.raises(UnknownKey):
        decrypt(bytes(sealed))


def test_another_installation_cannot_open_it_and_says_what_is_missing():
    sealed = encrypt("320102199001011234")
    with override_settings(FIELD_KEYS=[OTHER_KEY]), pytest.raises(UnknownKey, match="1 个密钥都解不开"):
        decrypt(sealed)


def test_what_an_older_key_sealed_still_opens_and_the_first_key_seals():
    with override_settings(FIELD_KEYS=[OTHER_KEY]):
        old = encrypt("320102199001011234")
    with override_settings(FIELD_KEYS=[NEW_KEY, OTHER_KEY]):
        assert decrypt(old) == "320102199001011234"
        new = encrypt("320102199001011234")
    with override_settings(FIELD_KEYS=[NEW_KEY]):
        assert decrypt(new) == "320102199001011234"


def test_what_is_sealed_anew_needs_the_first_key_alone_and_is_then_left_as_it_is():
    with override_settings(FIELD_KEYS=[OTHER_KEY]):
        old = encrypt("320102199001011234")
    with override_settings(FIELD_KEYS=[NEW_KEY, OTHER_KEY]):
        new = resealed(old)
        assert new != old
        assert resealed(new) == new
    with override_settings(FIELD_KEYS=[NEW_KEY]):
        assert decrypt(new) == "320102199001011234"


@pytest.mark.parametrize(("keys", "words"), [([], "没有加密密钥"), ([NEW_KEY, "x"], "第 2 个密钥不是")])
def test_keys_that_are_none_are_told_by_their_place(keys, words):
    with override_settings(FIELD_KEYS=keys), pytest.raises(KeyTrouble, match=words):
        encrypt("320102199001011234")


def test_a_number_is_found_again_by_its_hash_in_this_installation_only():
    here = keyed_hash("320102199001011234")
    assert here == keyed_hash("320102199001011234")
    assert here != keyed_hash("320102199001011235")
    assert len(here) == 64
    with override_settings(HASH_KEY=OTHER_KEY):
        assert keyed_hash("320102199001011234") != here


@pytest.mark.parametrize(
    ("amount", "words"),
    [(Decimal("355000"), "35.5 万元"), ("0", "0 万元"), ("1200.50", "0.12005 万元"), ("不详", "不详")],
)
def test_a_sum_is_said_with_its_unit(amount, words):
    assert sum_words(amount) == words
