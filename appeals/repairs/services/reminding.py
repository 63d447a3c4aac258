"""What the clock does about requests for repair every morning: remind whose turn it is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from appeals.repairs.deadlines import ACCEPT, HEARING, KINDS, SUPPLEMENT
from appeals.repairs.models import Repair
from appeals.repairs.services.telling import DUE
from common.case_file_rules import acted_through
from common.models import Deadline
from common.roles import Role
from discipline.reminding import remind_of
from discipline.telling import seats
from postings.models import Posting


def remind(today: date) -> int:
    """Tell whoever a request waits for that its clock passes soon or has passed, each once; return how many were told."""

    def told(case: Repair, row: Deadline) -> set[UUID]:
        if row.kind in {SUPPLEMENT.key, HEARING.key}:
            return set(seats(Role.REPRESENTATIVE, case.department).values_list("pk", flat=True))
        department = case.fact.department
        nearest = Posting.objects.nearest(Role.OFFICER, department, today)
        mine = acted_through(case, posting_role=Role.OFFICER) or nearest
        if row.kind == ACCEPT.key:
            return mine
        if case.deciding_unit is None:
            return mine | Posting.objects.nearest(Role.DIRECTOR, department, today)
        return mine | set(seats(Role.FINDING_BODY, case.deciding_unit).values_list("pk", flat=True))

    return remind_of(
        Repair.objects.select_related("fact__department__region", "deciding_unit"), KINDS, DUE, told, today
    )
