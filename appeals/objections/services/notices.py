"""Who hears of what in an objection."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from appeals.applicant.services.telling import Asks, tell_online
from appeals.objections.models import Objection
from appeals.objections.querysets import OPEN
from common.case_file_rules import acted_through
from common.roles import Role
from common.services import tell
from postings.models import Posting
from records.models import Fact


def tell_officers(case: Objection, topic: str, text: str, due_on: date | None = None) -> int:
    """Tell the officers who have the case in hand, before anybody has those of its place."""
    return tell(officers_of(case), topic=topic, about=case, text=text, due_on=due_on)


def officers_of(case: Objection) -> set[UUID]:
    """Return the officers who acted on a case, where none has the nearest whose place it is."""
    mine = acted_through(case, posting_role=Role.OFFICER)
    return mine or nearest(Role.OFFICER, case.fact)


def nearest(role: Role, fact: Fact) -> set[UUID]:
    """Return the postings of a role whose region is the nearest above the department."""
    return Posting.objects.nearest(role, fact.department, timezone.localdate())


def verifiers_of(case: Objection) -> set[UUID]:
    """Return the postings that act here for the verifying body."""
    return _finding_bodies(
        Q(unit=case.verifying_unit_id) | Q(unit__predecessors=case.verifying_unit_id), case
    )


def superiors_of(case: Objection) -> set[UUID]:
    """Return the postings that act here for the body above the verifying one."""
    return _finding_bodies(Q(unit__subordinates=case.verifying_unit_id), case)


def applicants_of(case: Objection) -> Iterable[UUID]:
    """Return the postings of the department that objects, none where a person concerned does."""
    department = case.fact.department
    if not case.is_by_subject or department is None:
        return set()
    own = Q(unit=department.pk) | Q(unit__predecessors=department.pk)
    held = Posting.objects.in_force(timezone.localdate()).filter(own, role=Role.REPRESENTATIVE)
    return set(held.values_list("pk", flat=True))


def tell_applicant(
    case: Objection, topic: str, text: str, *, more: str = "", asks: Asks | None = None
) -> None:
    """Tell the side that objects: the department's postings, or under the query code whoever sent it over the net."""
    tell(applicants_of(case), topic=topic, about=case, text=text)
    is_over = case.status not in OPEN
    waits = Objection.objects.waiting_for_applicant().filter(pk=case.pk).exists()
    tell_online(case, case.number, f"{text}{more}", asks=asks, is_over=is_over, settles=not waits)


def _finding_bodies(of: Q, case: Objection) -> set[UUID]:
    if case.verifying_unit_id is None:
        return set()
    held = Posting.objects.in_force(timezone.localdate()).filter(of, role=Role.FINDING_BODY)
    return set(held.values_list("pk", flat=True))


def nearest_directors(case: Objection) -> set[UUID]:
    """Return the directors of the nearest place, who are told where no body above the verifying one acts here."""
    return nearest(Role.DIRECTOR, case.fact)


def correctors_of(case: Objection) -> set[UUID]:
    """Return who may propose the correction: the finding body, and the clerks of the nearest place."""
    return verifiers_of(case) | nearest(Role.CLERK, case.fact)
