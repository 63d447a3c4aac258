"""Reminders of the clocks of a request for repair: who is told, and who besides once a confirmed one has passed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from appeals.objections.services.notices import nearest
from appeals.repairs.deadlines import EXAMINE, HEARING, KINDS, SUPPLEMENT
from appeals.repairs.models import Repair
from appeals.repairs.services.telling import DUE
from common.case_file_rules import acted_through
from common.models import Deadline
from common.roles import OFFICERS, Role
from discipline.reminding import remind_of
from postings.telling import seats

OF_THE_DEPARTMENT = frozenset({SUPPLEMENT.key, HEARING.key})


def remind(today: date) -> int:
    """Tell of each clock that passes soon or has passed, each once; the director of one that is late by a settled rule."""
    cases = Repair.objects.select_related("fact", "department", "deciding_unit")
    return remind_of(cases, KINDS, DUE, lambda case, row: _told(case, row, today), today)


def _told(case: Repair, row: Deadline, today: date) -> set[UUID]:
    """Return the department of its own clocks; else who has it in hand and the body that decides, where it acts here."""
    if row.kind in OF_THE_DEPARTMENT:
        return set(seats(Role.REPRESENTATIVE, case.department).values_list("pk", flat=True))
    told = acted_through(case, posting_role__in=OFFICERS) or nearest(Role.OFFICER, case.fact)
    if row.kind == EXAMINE.key and case.deciding_unit is not None:
        told |= set(seats(Role.FINDING_BODY, case.deciding_unit).values_list("pk", flat=True))
    is_late = row.due_on < today and row.rule.is_settled
    return told | nearest(Role.DIRECTOR, case.fact) if is_late else told
