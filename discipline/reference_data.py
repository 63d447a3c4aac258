"""The dated rules of consequences that every installation starts with: the table of competence（rules.md 0.2f）and terms（procedures C.12）."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from discipline.competence import KIND, LEVELS, key_of
from discipline.vocabulary import Basis, CompetentAct

FOUNDED = date(2023, 6, 29)
TABLE = Path(__file__).parent / "reference" / "competence.csv"
ALL = "*"
_DESIGN = "本门户建议值，无上位规定"


def _competence() -> Iterator[dict[str, Any]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for basis in _each(row["basis"], Basis.values):
                for level in _each(row["level"], LEVELS):
                    yield _line(row, basis, level)


def _each(written: str, every: Iterable[str]) -> list[str]:
    return list(every) if written == ALL else written.split()


def _line(row: dict[str, str], basis: str, level: str) -> dict[str, Any]:
    act = CompetentAct(row["act"])
    return {
        "kind": KIND,
        "key": key_of(act, basis, level),
        "label": f"{act.label}·{Basis(basis).label}·{LEVELS[level]}",
        "value": row["bodies"].split(),
        "unit": "",
        "basis": row["article"],
        "effective_from": FOUNDED,
        "mark": row["mark"],
    }


def _terms() -> Iterator[dict[str, Any]]:
    for kind, key, label, amount, unit in (
        ("reminder", "rectification_due", "整改期限到期前提醒", 5, "calendar_day"),
        ("rectification", "explanation", "书面说明期限", 10, "working_day"),
        ("rectification", "minor", "整改期限·轻微", 30, "calendar_day"),
        ("rectification", "ordinary", "整改期限·一般", 60, "calendar_day"),
        ("rectification", "serious", "整改期限·严重", 90, "calendar_day"),
    ):
        yield {
            "kind": kind,
            "key": key,
            "label": label,
            "value": amount,
            "unit": unit,
            "basis": _DESIGN,
            "effective_from": FOUNDED,
            "mark": "D",
        }


RULES: list[dict[str, Any]] = [*_competence(), *_terms()]
