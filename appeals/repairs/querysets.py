"""Questions put to the requests for repair."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Q

from appeals.repairs.vocabulary import RepairStatus
from common.roles import Role
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from records.scopes import case_scope

S = RepairStatus
UNDECIDED = (S.PENDING, S.SUPPLEMENT, S.ROUTING, S.EXAMINING, S.DECIDING)
"""The states in which a request is in hand."""


class RepairQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return those about records in scope; a body that decides sees what was put to it, too."""
        seen = case_scope(posting)
        if posting.role == Role.FINDING_BODY and posting.unit_id:
            unit = posting.unit_id
            seen |= Q(deciding_unit=unit) | Q(deciding_unit__successor=unit)
        return self.filter(seen)

    def open(self) -> Self:
        """Return those in hand."""
        return self.filter(status__in=UNDECIDED)

    def of(self, fact: Any) -> Self:  # noqa: ANN401 - a fact of whatever kind
        """Return those about one fact, the newest first."""
        return self.filter(fact=fact.pk).order_by("-pk")
