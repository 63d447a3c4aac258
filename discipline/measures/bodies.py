"""Which bodies act in this system: a measure of such a body is lifted at once, one of another waits for its document."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from common.roles import Role
from postings.models import Posting


def units_acting(day: date) -> QuerySet[Posting, UUID | None]:
    """Return every unit for which somebody decides here."""
    acting = Posting.objects.in_force(day).filter(role=Role.FINDING_BODY, unit__isnull=False)
    return acting.values_list("unit_id", flat=True)


def acting_here(units: Collection[UUID], day: date) -> set[UUID]:
    """Return those of the units for which somebody decides here."""
    if not units:
        return set()
    return {unit for unit in units_acting(day).filter(unit__in=units) if unit}
