"""What the rule proposes for a case, by the conduct that it keeps and the scale of the day; a person decides."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal

from common.models import RuleValue
from common.rule_values import rule
from discipline.leniency.models import Leniency
from discipline.leniency.rule import Conduct, Harm, Scale, Weighed, leniency
from discipline.leniency.rule_kinds import SCALE

CONDUCT = tuple(field.name for field in fields(Conduct))
"""The columns of a case that say what is proved of its department's conduct."""


def conduct_of(case: Leniency) -> Conduct:
    """Return what a case keeps of the conduct."""
    kept = {name: getattr(case, name) for name in CONDUCT}
    return Conduct(**{**kept, "harm": Harm(case.harm)})


def scale_on(day: date) -> Scale:
    """Return the scale in force on `day`."""
    return _read(rule(SCALE, "recovered", day))


def scale_of(case: Leniency) -> Scale | None:
    """Return the very scale by which a case was weighed, None where it was not yet."""
    row = RuleValue.objects.filter(kind=SCALE, key="recovered", version=case.scale_version).first()
    return _read(row) if row else None


def weigh(conduct: Conduct, day: date) -> Weighed:
    """Return what the rule of the day proposes for a conduct, with reasons and figures."""
    return leniency(conduct, scale_on(day))


def _read(row: RuleValue) -> Scale:
    lightens, spares = (Decimal(row.value[name]) for name in ("lightens_from", "spares_from"))
    return Scale(lightens, spares, row.version, row.is_settled)
