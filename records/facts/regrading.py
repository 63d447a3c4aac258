"""The computed grade of a record, from the dated rules（rules.md 4.1, 0.2k）."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from common.rule_values import rule
from policy.grading import Grade, GradingRules, severity


def grading_rules(day: date) -> GradingRules:
    """Return the grading matrix in force on `day`."""
    row = rule("grading", "matrix", day)
    return GradingRules.from_values(row.value, version=row.version)


def regrade(*, loss: Decimal | None, impact: str, is_aggravated: bool, day: date) -> Grade:
    """Return the grade that the rules of `day` give to a loss in 元; Incomplete when the impact is missing."""
    return severity(loss, impact or None, is_aggravated, grading_rules(day))
