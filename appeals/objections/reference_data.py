"""The dated rules and the letters of objections that every installation starts with（rules.md 4.2, 4.7）."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)
_JIANGSU = "《江苏省社会信用条例》（条文待核实）"
_DESIGN = "本门户建议值，无上位规定"
_REVIEW = "《行政复议法》第二十条；《行政诉讼法》第四十六条"

CLOCKS = (
    ("accept", "异议·受理", 3, _JIANGSU, "U"),
    ("own_error", "异议·自身差错的核查", 3, _JIANGSU, "U"),
    ("verify", "异议·需要核查的答复", 7, _JIANGSU, "U"),
    ("supply", "异议·补正", 5, _DESIGN, "D"),
    ("explain", "异议·补充说明", 5, _DESIGN, "D"),
)
REMEDIES = (
    (
        "judgment",
        "后续救济·司法判决",
        "对裁判不服的，可以自裁判生效之日起六个月内向上一级人民法院申请再审",
        "《行政诉讼法》第九十条；《民事诉讼法》第二百一十六条",
    ),
    (
        "penalty",
        "后续救济·行政处罚",
        "对处罚决定不服的，可以自知道之日起六十日内向复议机关申请行政复议，或者六个月内向人民法院起诉",
        _REVIEW,
    ),
    (
        "discipline",
        "后续救济·处分",
        "对处分不服的，可以自收到决定之日起三十日内向原处分机关申请复核，对复核不服的十五日内向上一级申诉",
        "《公务员法》第九十五条；《公职人员政务处分法》第五十五条",
    ),
    (
        "accountability",
        "后续救济·问责处理",
        "对问责决定不服的，可以自收到之日起一个月内向作出决定的机关提出书面申诉",
        "《中国共产党问责条例》（条文待核实）",
    ),
    (
        "other",
        "后续救济·其他",
        "对处理结果不服的，可以自收到告知之日起十五个工作日内向上一级信用办申请复查",
        _DESIGN,
    ),
    (
        "rejected",
        "后续救济·不予受理",
        "有新的证据或者理由的，可以重新提出；对不予受理不服的，可以自收到告知之日起十五个工作日内向上一级信用办申请复查",
        _DESIGN,
    ),
)
RULES: list[dict[str, Any]] = [
    *(
        {
            "kind": "objection",
            "key": key,
            "label": label,
            "value": days,
            "unit": "working_day",
            "basis": basis,
            "effective_from": FOUNDED,
            "mark": mark,
        }
        for key, label, days, basis, mark in CLOCKS
    ),
    *(
        {
            "kind": "objection_remedy",
            "key": key,
            "label": label,
            "value": text,
            "unit": "",
            "basis": basis,
            "effective_from": FOUNDED,
            "mark": "D" if basis == _DESIGN else "U",
        }
        for key, label, text, basis in REMEDIES
    ),
    {
        "kind": "reminder",
        "key": "objection_due",
        "label": "异议期限提前提醒",
        "value": 1,
        "unit": "calendar_day",
        "basis": _DESIGN,
        "effective_from": FOUNDED,
        "mark": "D",
    },
]
INSERT_TEMPLATES = """
INSERT INTO letters_lettertemplate (id, key, version, title, kind, body, effective_from)
SELECT uuidv7(), key, 1, title, '告知书', body, effective_from
FROM jsonb_to_recordset(%s) AS given (key text, title text, body text, effective_from date)
"""
TEMPLATES: list[dict[str, Any]] = [
    {
        "key": "objection_rejected",
        "title": "异议不予受理告知书",
        "body": (
            "您于{{ 申请日期 }}就{{ 信息 }}提出的异议（{{ 编号 }}，类型：{{ 类型 }}），经审查，因{{ 情形 }}，"
            "决定不予受理。\n理由：{{ 理由 }}\n{{ 救济 }}。"
        ),
        "effective_from": FOUNDED,
    },
    {
        "key": "objection_result",
        "title": "异议处理结果告知书",
        "body": (
            "您于{{ 申请日期 }}就{{ 信息 }}提出的异议（{{ 编号 }}，类型：{{ 类型 }}），经{{ 核查机关 }}核查，"
            "结论为{{ 结论 }}，处理结果：{{ 结果 }}。\n理由：{{ 理由 }}\n{{ 救济 }}。"
        ),
        "effective_from": FOUNDED,
    },
]
"""The places are filled by `appeals.objections.services.telling`."""
