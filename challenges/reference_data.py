"""The dated rules and the letter of challenges that every installation starts with（rules.md 4.7）."""

from __future__ import annotations

from datetime import date
from typing import Any

FOUNDED = date(2023, 6, 29)
_DESIGN = "本门户建议值，无上位规定"
_REVIEW = "参照《行政复议法》第六十二条的审理期限，条文待核实"
_ROWS = (
    ("challenge_clock", "register", "源文书变动·登记", 5, "working_day", _DESIGN, "D"),
    ("challenge_clock", "follow_up", "源文书变动·了解进展", 60, "calendar_day", _REVIEW, "U"),
    ("reminder", "challenge_due", "源文书变动期限提前提醒", 1, "calendar_day", _DESIGN, "D"),
)
_COLUMNS = ("kind", "key", "label", "value", "unit", "basis", "mark")
RULES: list[dict[str, Any]] = [
    {**dict(zip(_COLUMNS, row, strict=True)), "effective_from": FOUNDED} for row in _ROWS
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "key": "challenge_clarified",
        "title": "源文书撤销澄清告知书",
        "kind": "告知书",
        "body": (
            "{{ 单位 }}：应你单位 {{ 申请日期 }} 的请求，现予澄清。\n"
            "{{ 认定机关 }}的 {{ 源文书 }}，经{{ 途径 }}，已由{{ 处理机关 }}以 {{ 处理文书 }} 撤销或者改判。\n"
            "以该文书为依据的下列信息已于 {{ 撤销日期 }} 撤销，公示、共享和惩戒同时终止：{{ 记录 }}。\n"
            "说明：{{ 说明 }}\n本告知书可以向有关单位出示。"
        ),
        "effective_from": FOUNDED,
    },
]
"""The places are filled by `challenges.services.clarifying`."""
INSERT_TEMPLATES = """
INSERT INTO letters_lettertemplate (id, key, version, title, kind, body, effective_from)
SELECT uuidv7(), key, 1, title, kind, body, effective_from
FROM jsonb_to_recordset(%s) AS given (key text, title text, kind text, body text, effective_from date)
"""
