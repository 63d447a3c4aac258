"""Reminders of the clocks of tolerance: who is told of which."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from common.case_file_rules import acted_through
from common.models import Deadline
from common.roles import CREDIT_OFFICE, FINDING_BODIES, Role
from discipline.reminding import remind_of
from discipline.tolerance.deadlines import CORRECTION, HEARING, KINDS
from discipline.tolerance.models import Tolerance
from discipline.tolerance.services.telling import DUE, may_know
from postings.telling import seats

HANDLERS = CREDIT_OFFICE | FINDING_BODIES
OF_THE_DEPARTMENT = frozenset({CORRECTION.key, HEARING.key})


def remind(today: date) -> int:
    """Tell whoever has a case in hand of each clock that passes soon or has passed; each once. Return how many were told."""
    cases = Tolerance.objects.select_related("fact__department", "body_unit")
    return remind_of(cases, KINDS, DUE, _told, today)


def _told(case: Tolerance, row: Deadline) -> set[UUID]:
    """Return who deals with it; of a clock of the department its representatives once it may know, nobody's of an official's case."""
    told = set() if row.kind == HEARING.key else acted_through(case, posting_role__in=HANDLERS)
    is_of_department = row.kind in OF_THE_DEPARTMENT
    role = Role.REPRESENTATIVE if is_of_department else Role.FINDING_BODY
    unit = case.fact.department if is_of_department and may_know(case) else None
    unit = unit if is_of_department else case.body_unit
    return told | set(seats(role, unit).values_list("pk", flat=True)) if unit else told
