"""The dated rules of facts and publications that every installation starts with（rules.md 4.7）."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)
ORDER_36 = date(2026, 4, 1)
_PUBLICITY = "《信用修复管理办法》（国家发展改革委令第36号）"
_WITHDRAWAL = "《中华人民共和国行政处罚法》第四十八条"
_PENALTIES, _ELSE = f"{_WITHDRAWAL}、第八十五条", f"参照{_WITHDRAWAL}，无直接规定"
_DESIGN = "本门户建议值，无上位规定"
_MATRIX = {
    "bounds": [100000, 1000000],
    "matrix": [
        {"small": "minor", "larger": "ordinary", "major": "serious"},
        {"small": "ordinary", "larger": "ordinary", "major": "serious"},
        {"small": "serious", "larger": "serious", "major": "serious"},
    ],
}


def _months(shortest: int, longest: int) -> dict[str, int]:
    return {"min_months": shortest, "max_months": longest}


_COLUMNS = ("kind", "key", "label", "value", "unit", "basis", "effective_from", "mark")
_ROWS: list[tuple[Any, ...]] = [
    ("publicity", "minor", "公示期·轻微", _months(0, 3), "month", _PUBLICITY, ORDER_36, "S"),
    ("publicity", "ordinary", "公示期·一般", _months(3, 12), "month", _PUBLICITY, ORDER_36, "S"),
    ("publicity", "serious", "公示期·严重", _months(12, 36), "month", _PUBLICITY, ORDER_36, "S"),
    ("publicity", "judgment", "公示期·败诉与拒不执行", _months(0, 12), "month", _DESIGN, FOUNDED, "D"),
    ("publicity", "commendation", "公示期·守信记录", _months(0, 36), "month", _DESIGN, FOUNDED, "D"),
    ("grading", "matrix", "严重程度分级", _MATRIX, "", _DESIGN, FOUNDED, "D"),
    ("statement", "period", "陈述申辩期", 5, "working_day", _DESIGN, FOUNDED, "D"),
    ("query", "any", "查询期", 5, "year", "《江苏省社会信用条例》（条文待核实）", FOUNDED, "U"),
    ("sanction", "minor", "惩戒期·轻微", 3, "month", _DESIGN, FOUNDED, "D"),
    ("sanction", "ordinary", "惩戒期·一般", 12, "month", _DESIGN, FOUNDED, "D"),
    ("sanction", "serious", "惩戒期·严重", 36, "month", _DESIGN, FOUNDED, "D"),
    ("reminder", "publication_ending", "公示期满前提醒", 30, "calendar_day", _DESIGN, FOUNDED, "D"),
    ("reminder", "hold_ending", "暂停到拟定日期前提醒", 3, "calendar_day", _DESIGN, FOUNDED, "D"),
    ("withdrawal", "penalty", "撤回期限·行政处罚", 3, "working_day", _PENALTIES, FOUNDED, "S"),
    ("withdrawal", "other", "撤回期限·其他来源", 3, "working_day", _ELSE, FOUNDED, "D"),
]
RULES: list[dict[str, Any]] = [dict(zip(_COLUMNS, row, strict=True)) for row in _ROWS]
