"""The dated rules of facts and publications that every installation starts with（rules.md 4.7）."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)
ORDER_36 = date(2026, 4, 1)
_PUBLICITY = "《信用修复管理办法》（国家发展改革委令第36号）"
_DESIGN = "本门户建议值，无上位规定"

RULES: list[dict[str, Any]] = [
    {
        "kind": "publicity",
        "key": "minor",
        "label": "公示期·轻微",
        "value": {"min_months": 0, "max_months": 3},
        "unit": "month",
        "basis": _PUBLICITY,
        "effective_from": ORDER_36,
        "mark": "S",
    },
    {
        "kind": "publicity",
        "key": "ordinary",
        "label": "公示期·一般",
        "value": {"min_months": 3, "max_months": 12},
        "unit": "month",
        "basis": _PUBLICITY,
        "effective_from": ORDER_36,
        "mark": "S",
    },
    {
        "kind": "publicity",
        "key": "serious",
        "label": "公示期·严重",
        "value": {"min_months": 12, "max_months": 36},
        "unit": "month",
        "basis": _PUBLICITY,
        "effective_from": ORDER_36,
        "mark": "S",
    },
    {
        "kind": "publicity",
        "key": "judgment",
        "label": "公示期·败诉与拒不执行",
        "value": {"min_months": 0, "max_months": 12},
        "unit": "month",
        "basis": _DESIGN,
        "effective_from": FOUNDED,
        "mark": "D",
    },
    {
        "kind": "publicity",
        "key": "commendation",
        "label": "公示期·守信记录",
        "value": {"min_months": 0, "max_months": 36},
        "unit": "month",
        "basis": _DESIGN,
        "effective_from": FOUNDED,
        "mark": "D",
    },
    {
        "kind": "grading",
        "key": "matrix",
        "label": "严重程度分级",
        "value": {
            "bounds": [100000, 1000000],
            "matrix": [
                {"small": "minor", "larger": "ordinary", "major": "serious"},
                {"small": "ordinary", "larger": "ordinary", "major": "serious"},
                {"small": "serious", "larger": "serious", "major": "serious"},
            ],
        },
        "unit": "",
        "basis": _DESIGN,
        "effective_from": FOUNDED,
        "mark": "D",
    },
    {
        "kind": "statement",
        "key": "period",
        "label": "陈述申辩期",
        "value": 5,
        "unit": "working_day",
        "basis": _DESIGN,
        "effective_from": FOUNDED,
        "mark": "D",
    },
    {
        "kind": "query",
        "key": "any",
        "label": "查询期",
        "value": 5,
        "unit": "year",
        "basis": "《江苏省社会信用条例》（条文待核实）",
        "effective_from": FOUNDED,
        "mark": "U",
    },
    *(
        {
            "kind": "sanction",
            "key": key,
            "label": f"惩戒期·{label}",
            "value": months,
            "unit": "month",
            "basis": _DESIGN,
            "effective_from": FOUNDED,
            "mark": "D",
        }
        for key, label, months in [("minor", "轻微", 3), ("ordinary", "一般", 12), ("serious", "严重", 36)]
    ),
    {
        "kind": "reminder",
        "key": "publication_ending",
        "label": "公示期满前提醒",
        "value": 30,
        "unit": "calendar_day",
        "basis": _DESIGN,
        "effective_from": FOUNDED,
        "mark": "D",
    },
    {
        "kind": "withdrawal",
        "key": "penalty",
        "label": "撤回期限·行政处罚",
        "value": 3,
        "unit": "working_day",
        "basis": "《中华人民共和国行政处罚法》第四十八条、第八十五条",
        "effective_from": FOUNDED,
        "mark": "S",
    },
    {
        "kind": "withdrawal",
        "key": "other",
        "label": "撤回期限·其他来源",
        "value": 3,
        "unit": "working_day",
        "basis": "参照《中华人民共和国行政处罚法》第四十八条，无直接规定",
        "effective_from": FOUNDED,
        "mark": "D",
    },
]
