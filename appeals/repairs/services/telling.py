"""Who is told of a request for repair: its department, the body that decides, recipients downstream."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from appeals.repairs.listed import recipients
from appeals.repairs.models import Repair, RepairPush
from common.models import Outbox
from common.roles import Role
from common.services import tell
from organisations.models import Department
from postings.models import Posting

DECIDED, WAITS, DUE = "repair.decided", "repair.waits", "repair.due"
GRANTED, UNDONE = "repair.granted", "repair.undone"


def tell_department(case: Repair, text: str, due_on: date | None = None) -> int:
    """Tell those who act for the department, and for whoever took it over."""
    return _tell(case, Role.REPRESENTATIVE, case.department, DECIDED, text, due_on)


def tell_decider(case: Repair) -> int:
    """Tell the body that decides, where it acts here."""
    if case.deciding_unit is None:
        return 0
    text = f"{case.number} 等待审查和决定"
    return _tell(case, Role.FINDING_BODY, case.deciding_unit, WAITS, text, case.due_on)


def acting_here(unit: Department | None, today: date) -> bool:
    """Say whether somebody acts for a body in this system."""
    return unit is not None and _postings(Role.FINDING_BODY, unit, today).exists()


def push(case: Repair, *, is_undoing: bool = False) -> list[RepairPush]:
    """Put the news into the outbox, one row a recipient, each waiting for its receipt（rules.md 3.9）."""
    made = []
    for row in recipients(timezone.localdate()):
        message = Outbox.objects.create(
            topic=UNDONE if is_undoing else GRANTED,
            subject_id=case.pk,
            payload={"to": row.key, "record_no": case.fact.number, "repair_no": case.number},
        )
        made.append(
            RepairPush.objects.create(repair=case, outbox=message, receiver=row.label, is_undoing=is_undoing)
        )
    return made


def _tell(case: Repair, role: Role, unit: Department, topic: str, text: str, due_on: date | None) -> int:
    found = _postings(role, unit, timezone.localdate()).values_list("pk", flat=True)
    return tell(found, topic=topic, about=case, text=text, due_on=due_on)


def _postings(role: Role, unit: Department, today: date) -> QuerySet[Posting]:
    units = {unit.pk, unit.successor_id} - {None}
    return Posting.objects.in_force(today).filter(Q(unit__in=units), role=role)
