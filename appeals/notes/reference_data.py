"""The dated rules of department notes that every installation starts with."""

from datetime import date
from typing import Any

_BASIS = {"basis": "本门户建议值，无上位规定", "effective_from": date(2023, 6, 29)}
RULES: list[dict[str, Any]] = [
    {
        **_BASIS,
        "kind": "note_clock",
        "key": "examine",
        "label": "单位说明办理期限",
        "value": 10,
        "unit": "working_day",
        "mark": "U",
    },
    {
        **_BASIS,
        "kind": "reminder",
        "key": "note_due",
        "label": "单位说明期限到期前提醒",
        "value": 1,
        "unit": "calendar_day",
        "mark": "D",
    },
    {
        **_BASIS,
        "kind": "note_length",
        "key": "text",
        "label": "单位说明最多字数",
        "value": 500,
        "unit": "character",
        "mark": "D",
    },
]
