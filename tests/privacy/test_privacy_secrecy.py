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
        ("关于某项目的函【机密】第三号", "机密"),
        ("（秘密）关于某项目的函", "秘密"),
        ("见附件〔绝密·长期〕", "绝密"),
        ("见附件[机密 5年]", "机密"),
        ("该文件为机密级，不得复制", "机密"),
        ("封面注明密级：秘密，保密期限五年", "秘密"),
        ("其密级为绝密", "绝密"),
    ],
)
def test_a_mark_is_the_whole_cell_or_is_marked_as_a_level_inside(value, mark):
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
        "披露（商业秘密）被处罚",
        "违反《秘密工作条例》",
        "擅自变更秘密级别",
        "未按工作秘密级管理",
        "未标注密级的文件",
        "未标注密级。秘密抽查时发现",
        "（机密文件）保管不善",
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
