"""Questions put to the challenges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from challenges.documents import finder_of, key_of
from challenges.transitions import STANDING, TOLD, UNDER_WAY
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from organisations.models import Department
from records.facts.models.kinds import FactKind
from records.scopes import case_scope

PREPARED = Q(status__in=STANDING, decided_by=None) & ~Q(outcome="")
"""The organ's document is registered, and the director has not decided yet."""


class ChallengeQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return those of which at least one record is in scope."""
        return self.filter(case_scope(posting) | Q(self._any(case_scope(posting))))

    def open(self) -> Self:
        """Return those that wait for somebody."""
        return self.filter(status__in=UNDER_WAY)

    def telling(self) -> Self:
        """Return those of which every record of the document tells."""
        return self.filter(status__in=TOLD)

    def of(self, fact: FactKind) -> Self:
        """Return those of the document that a fact rests on, the newest first."""
        named = Q(document_key=key_of(fact), finder=finder_of(fact)) | Q(self._any(Q(fact=fact.pk)))
        return self.filter(named | Q(fact=fact.pk)).order_by("-pk")

    def of_departments(self, units: Iterable[Department]) -> Self:
        """Return those about records of these departments."""
        return self.filter(self._any(Q(fact__department__in=units)))

    def _any(self, condition: Q) -> Exists:
        records = apps.get_model("challenges", "ChallengedRecord")._base_manager
        return Exists(records.filter(condition, challenge=OuterRef("pk")))
