"""Reminders of the clocks of tolerance: some days before, and once the day has passed（rules.md 0.2m）."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from common.calendar import Period, add_period
from common.case_file_rules import acted_through
from common.models import Deadline, Notice
from common.roles import CREDIT_OFFICE, FINDING_BODIES, REPRESENTATIVES
from common.rule_values import rule
from common.services import tell
from discipline.tolerance.deadlines import CORRECTION, HEARING, KINDS
from discipline.tolerance.models import Tolerance
from discipline.tolerance.services.telling import DUE, may_know
from postings.models import Posting

HANDLERS = CREDIT_OFFICE | FINDING_BODIES
OF_THE_DEPARTMENT = frozenset({CORRECTION.key, HEARING.key})


def remind(today: date) -> int:
    """Tell whoever has a case in hand of each clock that passes soon or has passed; each once. Return how many were told."""
    days = int(rule("reminder", "tolerance_due", today).value)
    until = add_period(today, Period(days, "calendar_day"))
    due = Deadline.objects.open().filter(kind__in=[kind.key for kind in KINDS], due_on__lte=until)
    rows = list(due.select_related("rule"))
    cases = Tolerance.objects.select_related("fact__department", "body_unit")
    found = cases.in_bulk([row.object_id for row in rows])
    return sum(_remind(found[row.object_id], row, today) for row in rows)


def _remind(case: Tolerance, row: Deadline, today: date) -> int:
    told = set() if row.kind == HEARING.key else acted_through(case, posting_role__in=HANDLERS)
    told |= _side(case, today) if row.kind in OF_THE_DEPARTMENT else _body(case, today)
    known = Notice.objects.filter(topic=DUE, object_id=case.pk, due_on=row.due_on)
    new = told - set(known.values_list("recipient", flat=True))
    words = "已过" if row.due_on < today else "将到"
    text = f"{case.number} {row.label}{words}（{row.due_on}）{row.rule.doubt}"
    return tell(new, topic=DUE, about=case, text=text, due_on=row.due_on)


def _side(case: Tolerance, today: date) -> set[UUID]:
    """Return the postings of the department's representatives, once it may know; nobody's of an official's case."""
    unit = case.fact.department_id if may_know(case) else None
    seats = Posting.objects.in_force(today).filter(Q(role__in=REPRESENTATIVES), unit=unit)
    return set(seats.values_list("pk", flat=True)) if unit else set()


def _body(case: Tolerance, today: date) -> set[UUID]:
    """Return the postings of the body that decides, where it acts here."""
    if case.body_unit is None:
        return set()
    seats = Posting.objects.in_force(today).filter(role__in=FINDING_BODIES, unit=case.body_unit)
    return set(seats.values_list("pk", flat=True))
