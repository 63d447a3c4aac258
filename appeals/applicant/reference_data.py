"""The dated rule of answers over the net that every installation starts with."""

from __future__ import annotations

from datetime import date
from typing import Any

RULES: list[dict[str, Any]] = [
    {
        "kind": "applicant_answers",
        "key": "kept",
        "label": "网上答复的保留",
        "value": 12,
        "unit": "month",
        "basis": "本门户建议值，无上位规定",
        "effective_from": date(2023, 6, 29),
        "mark": "D",
    },
]
