"""The catalogue of measures that every installation starts with（rules.md 3.11）, its clock, and its letters."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from discipline.measures.catalogue import KIND
from discipline.measures.rule_kinds import CLOCK

FOUNDED = date(2023, 6, 29)
TABLE = Path(__file__).parents[1] / "reference" / "measures.csv"


def _catalogue() -> Iterator[dict[str, Any]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lists = {name: row[name].split() for name in ("levels", "ends")}
            yield {
                "kind": KIND,
                "key": row["key"],
                "label": row["label"],
                "value": {"body": row["body"], "bars": row["bars"], "months": int(row["months"]), **lists},
                "unit": "",
                "basis": row["article"],
                "effective_from": FOUNDED,
                "mark": row["mark"],
            }


_LIFT = {
    "kind": CLOCK,
    "key": "lift",
    "label": "实施机关解除措施的期限",
    "value": 10,
    "unit": "working_day",
    "basis": "本门户建议值，无上位规定",
    "effective_from": FOUNDED,
    "mark": "D",
}
RULES: list[dict[str, Any]] = [*_catalogue(), _LIFT]
_TEXTS = [
    (
        "measure_end",
        "解除惩戒措施通知书",
        "通知书",
        "{{ 实施机关 }}：\n你机关依 {{ 决定文书 }} 对 {{ 单位 }} 实施的“{{ 措施 }}”（{{ 编号 }}），"
        "所依据的失信记录 {{ 记录 }} 已因{{ 终止方式 }}终止。\n"
        "按照惩戒措施目录，这项措施应当随之解除。请在 {{ 期限 }} 内办理，并将解除文书告知本机关。",
    ),
]
TEMPLATES: list[dict[str, Any]] = [
    {"key": key, "title": title, "kind": kind, "body": body, "effective_from": FOUNDED.isoformat()}
    for key, title, kind, body in _TEXTS
]
INSERT_TEMPLATES = """
INSERT INTO letters_lettertemplate (id, key, version, title, kind, body, effective_from)
SELECT uuidv7(), key, 1, title, kind, body, effective_from
FROM jsonb_to_recordset(%s) AS given (key text, title text, kind text, body text, effective_from date)
"""
