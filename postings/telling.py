"""Who hears of a case: those who act for a body here, or for whoever took it over."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from common.roles import Role
from common.services import tell
from common.workflow import Workflow
from organisations.models import Department
from postings.models import Posting


def seats(role: Role, unit: Department) -> QuerySet[Posting]:
    """Return the postings in force by which somebody acts for a body or for its successor."""
    units = {unit.pk, unit.successor_id} - {None}
    return Posting.objects.in_force(timezone.localdate()).filter(Q(unit__in=units), role=role)


def acts_here(unit: Department | None) -> bool:
    """Say whether somebody acts for a body in this system."""
    return unit is not None and seats(Role.FINDING_BODY, unit).exists()


def tell_unit(
    case: Workflow, role: Role, unit: Department | None, topic: str, text: str, due_on: date | None = None
) -> int:
    """Tell those who act for a body; return how many, 0 where nobody does or there is no body."""
    found = seats(role, unit).values_list("pk", flat=True) if unit else []
    return tell(found, topic=topic, about=case, text=text, due_on=due_on) if unit else 0
