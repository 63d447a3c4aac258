"""Reminders of the clocks of the warning chain: the department and whoever has it in hand."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from common.case_file_rules import acted_through
from common.models import Deadline
from common.roles import CREDIT_OFFICE, Role
from discipline.reminding import remind_of
from postings.services import clock_posting
from postings.telling import seats
from supervision.warnings.deadlines import CHECK, KINDS
from supervision.warnings.models import JudgmentWarning
from supervision.warnings.services.ending import recount
from supervision.warnings.services.telling import DUE


def remind(today: date) -> int:
    """Count anew what a correction moved, then tell of each clock that passes soon or has passed; each once."""
    recount(by=clock_posting())
    return remind_of(JudgmentWarning.objects.select_related("department"), KINDS, DUE, _told, today)


def _told(case: JudgmentWarning, row: Deadline) -> set[UUID]:
    office = acted_through(case, posting_role__in=CREDIT_OFFICE)
    if row.kind == CHECK.key:
        return office
    return office | set(seats(Role.REPRESENTATIVE, case.department).values_list("pk", flat=True))
