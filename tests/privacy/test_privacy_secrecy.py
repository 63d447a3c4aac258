"""Marks of state secrets (rules.md 0.2w)."""

from __future__ import annotations

import pytest

from privacy.secrecy import secrecy_mark


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        ("秘密★5年", "秘密"),
        (" 绝密 ★ 长期", "绝密"),
        ("机密", "机密"),
        ("【机密】", "机密"),
        ("（秘密）", "秘密"),
        ("密级：秘密", "秘密"),
        ("机密级", "机密"),
        ("秘密 5年", "秘密"),
        ("秘\u3000密☆", "秘密"),
        ("机密\u200b★10年", "机密"),
        ("本件系秘密★3年，不得外传", "秘密"),
        ("秘密\n★", "秘密"),
    ],
)
def test_a_mark_is_the_whole_cell_or_stands_before_a_star(value, mark):
    assert secrecy_mark(value) == mark


@pytest.mark.parametrize(
    "value",
    [
        "涉及商业秘密",
        "工作秘密",
        "商业秘密",
        "国家秘密",
        "违反保守秘密规定",
        "绝密档案管理不善",
        "秘密审查",
        "公开",
        "★",
        "",
        None,
        5,
        3.5,
    ],
)
def test_the_words_in_running_text_are_no_mark(value):
    assert secrecy_mark(value) is None
