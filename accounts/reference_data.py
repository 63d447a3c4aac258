"""The dated rules of signing in that every installation starts with（rules.md 4.7）."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)


def _rule(kind: str, key: str, label: str, value: object, unit: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": key,
        "label": label,
        "value": value,
        "unit": unit,
        "basis": "本门户建议值，无上位规定",
        "effective_from": FOUNDED,
        "mark": "D",
    }


RULES: list[dict[str, Any]] = [
    _rule("session", "idle", "登录后闲置多久自动结束", 30, "minute"),
    _rule("session", "whole", "一次登录最长多久", 480, "minute"),
    _rule("second_factor", "people", "登录须用第二因素的人员", ["administrators", "others"], ""),
]
