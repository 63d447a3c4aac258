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
_RESULT = (
    "{{ 单位 }}：{{ 认定机关 }}的 {{ 源文书 }} 经{{ 途径 }}，{{ 处理机关 }}作出 {{ 处理文书 }}，结果为{{ 结果 }}（{{ 编号 }}）。\n"
    "经审查，于 {{ 决定日期 }} 决定：{{ 后续 }}。\n所涉信息：{{ 记录 }}。\n理由：{{ 理由 }}"
)
_DECLINED = (
    "{{ 单位 }}：你单位报告 {{ 认定机关 }}的 {{ 源文书 }} 正在{{ 途径 }}（{{ 处理机关 }} {{ 受理文书 }}，{{ 编号 }}），"
    "经核对不予登记。\n理由：{{ 理由 }}\n补齐受理文书后可以再次报告；记录和公示不因此变动。"
)
_LETTERS = (
    ("challenge_result", "源文书变动处理告知书", _RESULT),
    ("challenge_remitted", "源文书发回重作告知书", _RESULT),
    ("challenge_declined", "源文书变动不予登记告知书", _DECLINED),
)
TEMPLATES: list[dict[str, Any]] = [
    *(
        {"key": key, "title": title, "kind": "告知书", "body": body, "effective_from": FOUNDED}
        for key, title, body in _LETTERS
    ),
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
"""The places are filled by `challenges.services.clarifying` and `notifying`."""
INSERT_TEMPLATES = """
INSERT INTO letters_lettertemplate (id, key, version, title, kind, body, effective_from)
SELECT uuidv7(), key, 1, title, kind, body, effective_from
FROM jsonb_to_recordset(%s) AS given (key text, title text, kind text, body text, effective_from date)
"""
