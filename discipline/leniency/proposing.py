"""What the rule proposes for a case, by the conduct that it keeps and the dated scale; a person decides."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal

from common.models import RuleValue
from common.rule_values import rule
from common.rulebook import rulebook
from discipline.leniency.models import Leniency
from discipline.leniency.rule import Conduct, Harm, Scale, Weighed, leniency
from discipline.leniency.rule_kinds import SCALE

CONDUCT = tuple(field.name for field in fields(Conduct))
"""The columns of a case that say what is proved of its department's conduct."""


def conduct_of(case: Leniency) -> Conduct:
    """Return what a case keeps of the conduct."""
    kept = {name: getattr(case, name) for name in CONDUCT}
    return Conduct(**{**kept, "harm": Harm(case.harm)})


def scale_of(case: Leniency, today: date) -> RuleValue:
    """Return the very scale by which a case was weighed; that of today while it was not yet."""
    if case.scale_version is None:
        return rule(SCALE, "recovered", today)
    return RuleValue.objects.get(kind=SCALE, key="recovered", version=case.scale_version)


def scale_words(row: RuleValue) -> str:
    """Return a version of the scale in words."""
    return f"{rulebook.words(SCALE, row.value, row.unit)}{row.doubt}（第 {row.version} 版）"


def weigh(conduct: Conduct, row: RuleValue) -> Weighed:
    """Return what the rule proposes for a conduct by this scale, with reasons and figures."""
    lightens, spares = (Decimal(row.value[name]) for name in ("lightens_from", "spares_from"))
    return leniency(conduct, Scale(lightens, spares, row.version, row.is_settled))
