"""rules.md 4.7 tells every value that a new installation starts with, and none that it does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from common.models import RuleValue

RULES = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
ROW = re.compile(r"^\| `(\w+/\w+)` \| [^|]+ \| ([^|]+) \| ([SUD]) \|", re.MULTILINE)


def words(row: RuleValue) -> str:
    value: Any = row.value
    match row.kind:
        case "publicity":
            return f"{value['min_months']}–{value['max_months']} {row.unit}"
        case "file_purpose":
            return "told" if value["told"] else "not told"
        case "inquiry_purpose":
            return ", ".join(name for name, is_allowed in value.items() if is_allowed)
        case "grading":
            return "4.1"
        case "measure":
            return f"{value['body']}; bars {value['bars']}; ends by {', '.join(value['ends'])}"
        case "incentive":
            return f"{value['body']}; {value['months']} month"
        case "objection_remedy":
            return str(value)
        case "repair_bar" | "repair_rejection" | "repair_recipient":
            return "listed" if value else "not listed"
        case "tolerance_ground" | "tolerance_look" | "tolerance_bar" | "tolerance_rejection":
            return value or "not listed"
        case "leniency_rejection" | "leniency_refusal":
            return str(value)
        case "leniency_scale":
            return f"lighten from {value['lightens_from']} %, spare from {value['spares_from']} %"
    return ", ".join(value) if isinstance(value, list) else f"{value} {row.unit}"


@pytest.mark.django_db
def test_the_table_of_starting_values_is_what_a_new_installation_has() -> None:
    told = ROW.findall(RULES.read_text(encoding="utf-8"))
    rows = RuleValue.objects.exclude(kind__in=("competence", "information_class"))  # tables of their own
    there = [(f"{row.kind}/{row.key}", words(row), row.mark) for row in rows]
    assert sorted(told) == sorted(there)


@pytest.mark.django_db
def test_the_matrix_of_the_rules_is_the_one_that_grades() -> None:
    lines = re.findall(
        r"^\| (?:none, or below|from 1\d*).*?\| (\S+) \| (\S+) \| (\S+) \|$", RULES.read_text("utf-8"), re.M
    )
    grades = {"minor": "轻微", "ordinary": "一般", "serious": "严重"}
    matrix = RuleValue.objects.get(kind="grading").value["matrix"]
    assert lines == [tuple(grades[row[impact]] for impact in ("small", "larger", "major")) for row in matrix]
