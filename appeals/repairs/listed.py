"""What the dated lists of repair name on a day: what cannot be repaired, grounds of rejection, recipients."""

from __future__ import annotations

from datetime import date

from appeals.repairs.rule_kinds import BAR, RECIPIENT, REJECTION
from common.models import RuleValue


def _listed(kind: str, day: date) -> list[RuleValue]:
    return [row for row in RuleValue.objects.at(kind, day).values() if row.value]


def bar_of(source: str, day: date) -> str:
    """Return why records of this source cannot be repaired, with its basis, "" where no entry names it."""
    found = next((row for row in _listed(BAR, day) if row.key == source), None)
    return f"{found.label}（{found.basis}）{found.doubt}" if found else ""


def grounds_of_rejection(day: date) -> list[tuple[str, str]]:
    """Return the listed grounds, those of what cannot be repaired after the others, as choices of words."""
    rows = [*_listed(REJECTION, day), *_listed(BAR, day)]
    return [(row.label, f"{row.label}（{row.basis}）{row.doubt}") for row in rows]


def recipients(day: date) -> list[RuleValue]:
    """Return whom a repair is told to."""
    return _listed(RECIPIENT, day)
