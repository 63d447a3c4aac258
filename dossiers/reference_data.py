"""The dated rules of civil servants' files that every installation starts with（rules.md 4.7）."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)
_DESIGN = "本门户建议值，无上位规定"
_SANCTIONS = "《中华人民共和国公职人员政务处分法》第八条；《中华人民共和国公务员法》第六十四条"
_QUERY = "《江苏省人民政府关于加强政务诚信建设的实施意见》（苏政发〔2023〕55号）二(三)"

RULES: list[dict[str, Any]] = [
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
