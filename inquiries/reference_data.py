"""The dated rules of official inquiries that every installation starts with（rules.md 4.7）."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)
_DESIGN = "本门户建议值，无上位规定"
_QUERY = "《江苏省人民政府关于加强政务诚信建设的实施意见》（苏政发〔2023〕55号）二(三)"
_RECRUIT = f"{_QUERY}；《中华人民共和国公务员法》第二十六条"


def _purpose(*, persons: bool, bodies: bool, needs_reply: bool, names_measure: bool) -> dict[str, bool]:
    return {
        "offered": True,
        "persons": persons,
        "bodies": bodies,
        "needs_reply": needs_reply,
        "names_measure": names_measure,
    }


_SELECTION = _purpose(persons=True, bodies=False, needs_reply=True, names_measure=True)
_AWARD = _purpose(persons=True, bodies=True, needs_reply=False, names_measure=False)
_ROWS: tuple[tuple[str, str, str, object, str, str, str], ...] = (
    ("inquiry_purpose", "recruit", "录用", _SELECTION, "", _RECRUIT, "S"),
    ("inquiry_purpose", "transfer", "调任", _SELECTION, "", _RECRUIT, "S"),
    ("inquiry_purpose", "honours", "评优评先", _AWARD, "", _QUERY, "S"),
    ("inquiry_clock", "answer", "授权查询·答复", 5, "working_day", _DESIGN, "D"),
    ("inquiry_retention", "persons", "授权查询·个人信息保存", 24, "month", _DESIGN, "D"),
    ("reminder", "inquiry_due", "授权查询答复期限提前提醒", 1, "calendar_day", _DESIGN, "D"),
)
_COLUMNS = ("kind", "key", "label", "value", "unit", "basis", "mark")
RULES: list[dict[str, Any]] = [
    {**dict(zip(_COLUMNS, row, strict=True)), "effective_from": FOUNDED} for row in _ROWS
]
