"""The dated rules of reporting that every installation starts with（rules.md 4.7）."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)
_DESIGN = "本门户建议值，无上位规定"
_RULES: list[dict[str, Any]] = [
    {
        "kind": "reporting_due",
        "key": "quarter",
        "label": "季度归集报送期限",
        "value": 15,
        "unit": "working_day",
    },
    {
        "kind": "reporting_units",
        "key": "levels",
        "label": "须按季报送的单位级别",
        "value": ["province", "city"],
        "unit": "",
    },
    {
        "kind": "reminder",
        "key": "reporting_due",
        "label": "归集报送截止前提醒",
        "value": 7,
        "unit": "calendar_day",
    },
]
RULES = [{**rule, "basis": _DESIGN, "effective_from": FOUNDED, "mark": "D"} for rule in _RULES]
