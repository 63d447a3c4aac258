"""The table of competence as it stands on a day."""

from __future__ import annotations

from datetime import date

from common.models import RuleValue
from common.rule_values import rule
from discipline.competence import KIND, Competence, key_of, keys
from discipline.vocabulary import Basis, CompetentAct, CompetentBody


def competence_on(act: CompetentAct, basis: Basis, level: str, day: date) -> Competence:
    """Return who may do `act` on `basis` about a body of `level`; raises NotEligible where the line has no value that day."""
    return _read(act, basis, level, rule(KIND, key_of(act, basis, level), day))


def table_on(day: date) -> list[Competence]:
    """Return every line in force on `day`, in the order of acts, bases and levels."""
    found = RuleValue.objects.at(KIND, day)
    return [_read(*line, found[key_of(*line)]) for line in keys() if key_of(*line) in found]


def _read(act: CompetentAct, basis: Basis, level: str, value: RuleValue) -> Competence:
    bodies = tuple(body for body in CompetentBody if body in value.value)
    return Competence(act, basis, level, bodies, value.basis, value.is_settled, value.version)
