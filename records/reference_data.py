"""The reference data that every installation starts with: regions, rules, holidays（rules.md 2, 4）."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).resolve().parent / "reference"
FOUNDED = date(2023, 6, 29)
ORDER_36 = date(2026, 4, 1)

_PUBLICITY = "《信用修复管理办法》（国家发展改革委令第36号）"
_DESIGN = "本门户建议值，无上位规定"
_SANCTIONS = "《中华人民共和国公职人员政务处分法》第八条；《中华人民共和国公务员法》第六十四条"
_QUERY = "《江苏省人民政府关于加强政务诚信建设的实施意见》（苏政发〔2023〕55号）二(三)"

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
        "kind": "reminder",
        "key": "posting_ending",
        "label": "岗位到期前提醒交接",
        "value": 14,
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
    *(
        {
            "kind": "influence",
            "key": key,
            "label": f"影响期·{label}",
            "value": months,
            "unit": "month",
            "basis": basis,
            "effective_from": FOUNDED,
            "mark": mark,
        }
        for key, label, months, basis, mark in [
            ("warning", "警告", 6, _SANCTIONS, "S"),
            ("demerit", "记过", 12, _SANCTIONS, "S"),
            ("major_demerit", "记大过", 18, _SANCTIONS, "S"),
            ("demotion", "降级", 24, _SANCTIONS, "S"),
            ("removal", "撤职", 24, _SANCTIONS, "S"),
            ("admonition", "诫勉", 6, "《中国共产党问责条例》及诫勉的有关规定（条文待核实）", "U"),
        ]
    ),
    *(
        {
            "kind": "file_purpose",
            "key": key,
            "label": label,
            "value": {"offered": True, "told": told},
            "unit": "",
            "basis": basis,
            "effective_from": FOUNDED,
            "mark": mark,
        }
        for key, label, told, basis, mark in [
            ("recruit", "录用", True, _QUERY, "S"),
            ("transfer", "调任", True, _QUERY, "S"),
            ("honours", "评优评先", True, _QUERY, "S"),
            ("appointment", "任前查核", True, _DESIGN, "D"),
            ("discipline", "纪律审查", False, _DESIGN, "D"),
            ("keeping", "档案维护", True, _DESIGN, "D"),
            ("own_request", "本人申请", True, _DESIGN, "D"),
            ("audit", "审计监督", True, _DESIGN, "D"),
        ]
    ),
    {
        "kind": "file_window",
        "key": "minutes",
        "label": "打开公务员档案一次的有效时间",
        "value": 30,
        "unit": "minute",
        "basis": _DESIGN,
        "effective_from": FOUNDED,
        "mark": "D",
    },
]


def divisions() -> list[dict[str, str]]:
    """Return the 1 + 13 + 95 divisions and the townships, parents before children."""
    rows: list[dict[str, str]] = []
    for name in ("jiangsu_divisions.csv", "jiangsu_townships.csv"):
        with (REFERENCE / name).open(encoding="utf-8-sig") as file:
            rows += csv.DictReader(file)
    return sorted(
        rows,
        key=lambda row: (len(row["code"]), not row["code"].endswith("0000"), not row["code"].endswith("00")),
    )
