"""Reminders: some days before a promise or a step falls due, and once its day has passed（rules.md 0.2m）.

Before, those who act for the promising body hear of it（of the time to verify, those who verify）; after, the credit office and its director as well（escalation）.
A day by an unconfirmed value is told with 待核实 and goes no higher.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from commitments.deadlines import ROAD, VERIFY, all_kinds
from commitments.models import Breach, Commitment, Dispute
from common.case_file_rules import entered_through
from common.models import Deadline, Notice
from common.roles import Role
from common.rule_values import rule
from common.services import tell
from days.calendar import Period, add_period
from organisations.models import Department
from postings.models import Posting

SOON, PASSED = "commitment.soon", "commitment.passed"
BREACH_SOON, BREACH_PASSED = "breach.soon", "breach.passed"
TOPICS = {SOON: "承诺将到期", PASSED: "承诺已到期没有兑现"}
BREACH_TOPICS = {BREACH_SOON: "违约核实将到期", BREACH_PASSED: "违约核实的期限已过"}


def remind(today: date) -> int:
    """Tell whom it concerns of each clock that passes soon or has passed, each day once; return how many were told."""
    road = {kind.key for kind in ROAD}
    steps = [kind.key for kind in all_kinds() if kind.key not in road]
    number = _of(steps, "commitment_due", (SOON, PASSED), today)
    return number + _of(road, "breach_due", (BREACH_SOON, BREACH_PASSED), today)


def _of(kinds: Collection[str], key: str, topics: tuple[str, str], today: date) -> int:
    days = int(rule("reminder", key, today).value)
    until = add_period(today, Period(days, "calendar_day"))
    rows = Deadline.objects.open().filter(kind__in=kinds, due_on__lte=until, paused_on=None)
    return sum(_tell(row, topics, today) for row in rows.select_related("rule"))


def _tell(row: Deadline, topics: tuple[str, str], today: date) -> int:
    case = _case_of(row)
    is_over = row.due_on < today
    topic = topics[is_over]
    told = _answering(case, row, today) | (_escalated(case, row, today) if is_over else set())
    known = Notice.objects.filter(topic=topic, object_id=case.pk, due_on=row.due_on)
    new = told - set(known.values_list("recipient", flat=True))
    words = "已过" if is_over else "将到"
    text = f"{case.number} {row.label}{words}（{row.due_on}）{row.rule.doubt}"
    return tell(new, topic=topic, about=case, text=text, due_on=row.due_on)


def _case_of(row: Deadline) -> Commitment | Breach:
    if row.object_type == Dispute._meta.label_lower:
        dispute = Dispute.objects.select_related("commitment__department__region").get(pk=row.object_id)
        return dispute.commitment
    if row.object_type == Breach._meta.label_lower:
        breaches: QuerySet[Breach] = Breach.objects.select_related("commitment__department__region")
        return breaches.get(pk=row.object_id)
    promises: QuerySet[Commitment] = Commitment.objects.select_related("department__region")
    return promises.get(pk=row.object_id)


def _answering(case: Commitment | Breach, row: Deadline, today: date) -> set[UUID]:
    """Return whose turn it is: the promising body's, of the time to verify the body's that verifies or the office's."""
    if row.kind != VERIFY.key or isinstance(case, Commitment):
        return _seats(case.department, today)
    verifiers = Posting.objects.in_force(today).filter(role=Role.FINDING_BODY, unit__isnull=False)
    found = set(verifiers.filter(unit=case.body_unit_id).values_list("pk", flat=True))
    return found or office_of(case.department.region.path, today)


def office_of(path: str, today: date) -> set[UUID]:
    """Return the officers of a place, of the nearest place above it where it has none itself."""
    officers = Posting.objects.in_force(today).filter(role=Role.OFFICER, pk__in=_above(path, today))
    places = dict(officers.values_list("pk", "region__path"))
    nearest = max(places.values(), key=len, default="")
    return {key for key, place in places.items() if place == nearest}


def _seats(department: Department, today: date) -> set[UUID]:
    """Return those who act for a body or for its successor."""
    units = {department.pk, department.successor_id} - {None}
    side = Posting.objects.in_force(today).filter(role=Role.REPRESENTATIVE, unit__in=units)
    return set(side.values_list("pk", flat=True))


def _escalated(case: Commitment | Breach, row: Deadline, today: date) -> set[UUID]:
    """Return who hears of a passed day besides: whoever entered the case; the directors above it where the day is settled."""
    told = set(entered_through(case))
    if not row.rule.is_settled:
        return told
    path = case.department.region.path
    above = Q(region__isnull=False) & Q(pk__in=_above(path, today))
    found = Posting.objects.in_force(today).filter(above, role__in=[Role.OFFICER, Role.DIRECTOR])
    return told | set(found.values_list("pk", flat=True))


def _above(path: str, today: date) -> list[UUID]:
    rows = Posting.objects.in_force(today).filter(
        role__in=[Role.OFFICER, Role.DIRECTOR], region__isnull=False
    )
    return [key for key, region in rows.values_list("pk", "region__path") if path.startswith(region)]
