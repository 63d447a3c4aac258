"""Which bodies act in this system: a measure of such a body is lifted at once, one of another waits for its document."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from common.roles import Role
from postings.models import Posting


def acting_here(units: Collection[UUID], day: date) -> set[UUID]:
    """Return those of the units for which somebody decides here."""
    if not units:
        return set()
    acting = Posting.objects.in_force(day).filter(unit__in=units, role=Role.FINDING_BODY)
    return set(acting.values_list("unit_id", flat=True))
