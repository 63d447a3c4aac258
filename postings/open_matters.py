"""The posts held in a body that ends pass to its successor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from common.open_matters import OpenMatter, open_matters
from common.workflow import Actor, write_notable
from organisations.models import Department
from postings.models import Posting


def register() -> None:
    """Enter the kind; called once when the app is ready."""
    open_matters.register(OpenMatter("seats", "在任岗位", _seats, _move_seats, order=80))


def _seats(units: Iterable[Any]) -> QuerySet[Any]:
    held = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    return Posting.objects.filter(held, unit__in=units)


def _move_seats(units: Iterable[Any], heir: Department, by: Actor, reason: str) -> int:
    """Seat the people of an ended body in its successor; deputies and open cases stay with their postings."""
    seats = list(_seats(units))
    for posting in seats:
        posting.unit = heir
        posting.save(update_fields=["unit"])
        write_notable(posting, "reorganise", by=by, reason=reason, unit=heir.credit_code)
    return len(seats)
