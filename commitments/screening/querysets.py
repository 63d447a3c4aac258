"""Questions put to watch lists and to what was compared with them; who may see what is one method each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When

from commitments.screening.vocabulary import UNTOLD, Extent, VersionStatus
from common.key_domains import KeyDomain
from common.roles import ALL_SEEING_ROLES, BLIND_ROLES, Role
from common.trail import Actor
from common.workflow import WorkflowQuerySet

LIST_KEEPERS = frozenset({Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR})
"""Lists name natural persons too: they are the credit office's, never a department's and never public."""


def keeps_lists(posting: Actor) -> bool:
    """Say whether a posting is of the province's credit office: a list counts in the whole province."""
    is_province = posting.region is not None and posting.region.parent_id is None
    return is_province and posting.role in LIST_KEEPERS


def sees_persons(posting: Actor) -> bool:
    """Say whether natural persons on a list are shown to a posting: to who keeps the lists, and to the auditor."""
    return keeps_lists(posting) or posting.role in ALL_SEEING_ROLES


class VersionQuerySet(WorkflowQuerySet):
    """Questions put to versions of lists."""

    def visible_to(self, posting: Actor) -> Self:
        """Return every version to the credit office and the auditor, none to others."""
        return self.all() if posting.role in LIST_KEEPERS | ALL_SEEING_ROLES else self.none()

    def live(self) -> Self:
        """Return all that are not void."""
        return self.exclude(status=VersionStatus.VOID)

    def newest(self, kind: str, today: date) -> Any:  # noqa: ANN401 - a row of the model above
        """Return the version of a list that counts on a day, None where there is none."""
        rows = self.filter(kind=kind, status=VersionStatus.IN_FORCE, as_of__lte=today)
        # To correct one entry is not to have the list of that day: its age counts on.
        return rows.exclude(extent=Extent.ERROR).order_by("-as_of", "-id").first()


class EntryQuerySet(models.QuerySet[Any]):
    """Questions put to the rows of lists."""

    def standing(self, kinds: Collection[str], today: date) -> Self:
        """Return what is on these lists on a day: an entry that was removed stands no more from that day on."""
        still = Q(removed_on=None) | Q(removed_on__gt=today)
        return self.filter(still, is_current=True, kind__in=list(kinds), listed_on__lte=today)


def check_scope(posting: Actor, prefix: str = "") -> Q:
    """Return the condition that a comparison is one's own, or of one's region, or of the sector authority of tenders."""
    if posting.role in BLIND_ROLES:
        return Q(pk__in=[])
    if posting.role in ALL_SEEING_ROLES:
        return Q()
    mine = Q(**{f"{prefix}asked_through": posting.pk})
    if posting.unit_id:
        mine |= Q(**{f"{prefix}unit": posting.unit_id})
    if posting.role in LIST_KEEPERS and posting.region is not None:
        mine |= Q(**{f"{prefix}region__path__startswith": posting.region.path})
    if posting.domain == KeyDomain.BIDDING:
        mine |= Q(**{f"{prefix}region__isnull": False})
    return mine


class CheckQuerySet(models.QuerySet[Any]):
    """Questions put to comparisons."""

    def visible_to(self, posting: Actor) -> Self:
        """Return those that the posting may see."""
        return self.filter(check_scope(posting))


class HitQuerySet(WorkflowQuerySet):
    """Questions put to hits."""

    def visible_to(self, posting: Actor) -> Self:
        """Return the hits of the comparisons that the posting may see."""
        return self.filter(check_scope(posting, "body__check_case__"))

    def telling(self, posting: Actor) -> Self:
        """Add `told_kind`, the list that a hit stands on: empty where the posting is not told of it."""
        if posting.role in LIST_KEEPERS | ALL_SEEING_ROLES:
            return self.annotate(told_kind=F("entry__kind"))
        return self.annotate(
            told_kind=Case(When(status__in=UNTOLD, then=Value("")), default=F("entry__kind"))
        )
