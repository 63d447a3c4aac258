"""The dated rules of postings that every installation starts with（rules.md 4.7）."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)
_DESIGN = "本门户建议值，无上位规定"

RULES: list[dict[str, Any]] = [
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
        "kind": "waiting",
        "key": "any",
        "label": "没有法定期限的待办，几日内办理",
        "value": 10,
        "unit": "calendar_day",
        "basis": _DESIGN,
        "effective_from": FOUNDED,
        "mark": "D",
    },
]
