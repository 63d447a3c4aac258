"""What of a text that enters is kept: a table of marks, and properties of any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from privacy.entered_text import entered, entered_name, is_unusual
from privacy.folding import is_ignorable

KEPT = [
    "《关于规范……的通知》（苏政发〔2023〕55号），“诚信”、‘守信’：一——二；三？四！",
    "①面积100㎡，Ⅱ类，5×3＝15，³²，℃，￥5，100％，№3",
    "第一行\n第二行\t制表\r\n　缩进",
    "é à ü 𠮷 𰻝 㐂",
    "བོད་ཡིག",
    "ئۇيغۇرچە",
    "",
]
"""Punctuation, lines, rare ideographs, letters with their accents, scripts whose vowels are combining marks."""
CHANGED = [
    ("tag characters", "1\U000e00413\U000e007f8", "138"),
    ("variation selectors", "葛\U000e0100城\ufe0f1\ufe0e", "葛城1"),
    ("Hangul fillers", "1\u31643\u115f8\u1160\uffa0", "138"),
    ("empty braille", "1\u28003", "1 3"),
    ("combining marks on digits and ideographs", "1\u03013\u20dd8\u20e3张\u0336三", "138张三"),
    ("marks before anything", "\u0301张", "张"),
    ("zero width", "张\u200b三\u200c\u200d\u2060\ufeff", "张三"),
    ("direction", "\u202e张\u2066三\u2069\u061c\u200f", "张三"),
    ("soft hyphen, grapheme joiner, Mongolian separators", "1\u00ad3\u034f8\u180e\u180b", "138"),
    ("control characters", "张\x00三\x07\x1b\x7f\x9f", "张三"),
    ("old line ends", "甲\x0b乙\x0c丙\x85丁\u2028戊\u2029己", "甲\n乙\n丙\n丁\n戊\n己"),
    ("blanks of other widths", "1\u00a03\u20038\u205f\u1680", "138".replace("", " ").strip() + "  "),
    ("digits and letters of full width", "２０２６年ＡＢｃ", "2026年ABc"),
    ("mathematical digits and letters", "𝟏𝟑𝟖𝗔", "138A"),
    ("radicals and compatibility ideographs", "⼀⽉⻤豈", "一月⻤豈"),
    ("noncharacters and halves of pairs", "1\ufffe3\ud8008", "138"),
    ("annotations and musical formats", "1\ufff93\ufffa\U0001d1738", "138"),
]


@pytest.mark.parametrize("text", KEPT)
def test_what_people_wrote_on_purpose_is_kept(text):
    assert entered(text) == unicodedata.normalize("NFC", text) == text


@pytest.mark.parametrize(("text", "kept"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED])
def test_what_only_a_machine_reads_is_lost(text, kept):
    assert entered(text) == kept


@given(st.text(st.characters(exclude_categories=[])))
@example("e\u0334\u0301")
@example("\u1100\u0301\u1161")
def test_nothing_unseen_is_left_and_a_second_time_nothing_changes(text):
    once = entered(text)
    assert entered(once) == once
    assert not any(is_ignorable(sign) or unicodedata.category(sign) in {"Cf", "Cs"} for sign in once)
    assert not any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r" for sign in once)


def test_what_is_ordinary_at_first_sight_would_not_be_changed_either():
    ordinary = [chr(code) for code in range(0x10000) if not is_unusual(chr(code))]
    assert len(ordinary) > 27_000
    assert not [sign for sign in ordinary if unicodedata.category(sign) in {"Cf", "Mn", "Me", "Cs", "Cn"}]
    assert not [sign for sign in ordinary if unicodedata.normalize("NFC", sign) != sign]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("判决\u202e书\n.pdf", "判决书 .pdf"), ("\u200b\u200b", ""), ("  说明\t１.docx ", "说明 1.docx")],
)
def test_the_name_of_a_file_has_one_line(name, kept):
    assert entered_name(name) == kept
