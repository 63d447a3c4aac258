"""The posts held in a body that ends pass to its successor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.services import end_sessions
from common.open_matters import OpenMatter, open_matters
from common.workflow import Actor, write_notable
from organisations.models import Department
from postings.models import Posting


def register() -> None:
    """Enter the kind; called once when the app is ready."""
    open_matters.register(OpenMatter("postings", "在任岗位", _postings, _move_postings, order=80))


def _postings(units: Iterable[Any]) -> QuerySet[Any]:
    held = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    return Posting.objects.filter(held, unit__in=units)


def _move_postings(units: Iterable[Any], heir: Department, by: Actor, reason: str) -> int:
    """Move the postings of an ended body to its successor; deputies and open cases stay with their postings.

    Their holders sign in anew, but for whoever does this.
    """
    postings = list(_postings(units).select_related("user"))
    for posting in postings:
        posting.unit = heir
        posting.save(update_fields=["unit"])
        write_notable(posting, "reorganise", by=by, reason=reason, unit=heir.credit_code)
        if posting.user_id != by.user_id:
            end_sessions(posting.user, "岗位有变动")
    return len(postings)
