"""What the dated lists of tolerance name on a day; an entry without words is not listed."""

from __future__ import annotations

from datetime import date

from common.models import RuleValue
from discipline.tolerance.rule_kinds import GROUND


def listed(kind: str, day: date) -> list[RuleValue]:
    """Return the entries of one list in force on `day`, in their order."""
    return [row for row in RuleValue.objects.at(kind, day).values() if row.value]


def choices_of(kind: str, day: date) -> list[tuple[str, str]]:
    """Return the entries as choices: key, words and 待核实 where nobody has confirmed them."""
    return [(row.key, f"{row.value}{row.doubt}") for row in listed(kind, day)]


def grounds(day: date) -> list[tuple[str, str]]:
    """Return the grounds of tolerance（容错情形）."""
    return choices_of(GROUND, day)
