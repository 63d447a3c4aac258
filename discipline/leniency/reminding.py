"""Reminders of the clocks of leniency: who is told of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from common.case_file_rules import acted_through
from common.models import Deadline
from common.roles import CREDIT_OFFICE, FINDING_BODIES, Role
from discipline.leniency.deadlines import KINDS
from discipline.leniency.models import Leniency
from discipline.leniency.services.telling import DUE
from discipline.reminding import remind_of
from postings.telling import seats


def remind(today: date) -> int:
    """Tell whoever has a case in hand of each clock that passes soon or has passed; each once. Return how many were told."""
    return remind_of(Leniency.objects.select_related("measure__body_unit"), KINDS, DUE, _told, today)


def _told(case: Leniency, row: Deadline) -> set[UUID]:
    """Return who deals with it, and the body that applies the measure, where it acts here."""
    told = acted_through(case, posting_role__in=CREDIT_OFFICE | FINDING_BODIES)
    unit = case.measure.body_unit
    return told | set(seats(Role.FINDING_BODY, unit).values_list("pk", flat=True)) if unit else told
