"""The computed grade of a record, from the dated rules（rules.md 4.1, 0.2k）."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from common.models import RuleValue
from records.grading import Grade, GradingRules, severity
from records.vocabulary import Impact, Severity


def grading_rules(day: date) -> GradingRules:
    """Return the grading matrix in force on `day`."""
    values = RuleValue.objects.at("grading", day)
    return GradingRules.from_values({key: row.value for key, row in values.items()}, version=values["matrix"].version)


def regrade(*, loss: Decimal | None, impact: str, is_aggravated: bool, day: date) -> Grade:
    """Return the grade that the rules of `day` give."""
    return severity(
        loss=loss, impact=Impact(impact or Impact.SMALL), aggravated=is_aggravated, rules=grading_rules(day)
    )


__all__ = ["Severity", "grading_rules", "regrade"]
