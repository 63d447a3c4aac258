"""Questions put to the cases of tolerance."""

from __future__ import annotations

from typing import Self

from django.db.models import Q

from common.roles import REPRESENTATIVES, Role
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from discipline.tolerance.vocabulary import ToleranceStatus
from organisations.scopes import department_scope
from records.facts.models.kinds import FactKind
from records.scopes import case_scope

S = ToleranceStatus
UNDECIDED = (S.PENDING, S.ROUTING, S.INVESTIGATING, S.CONSULTING, S.DECIDING)
"""The states in which nothing is decided."""
OPEN = (*UNDECIDED, S.TOLERATED)
"""The states in which the case waits for somebody; after 予以容错 the director says whether the record enters."""
HAD = (S.TOLERATED, S.EXCLUDED, S.INCLUDED)
"""The states in which a tolerance stands."""
DECIDED = (*HAD, S.REFUSED, S.REVOKED)


class ToleranceQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return those about records in scope; the body that decides sees what was put to it.

        A department goes on reading of a tolerance that was revoked while its record goes back to review.
        """
        seen = case_scope(posting)
        if posting.role == Role.FINDING_BODY and posting.unit_id:
            seen |= Q(body_unit=posting.unit_id) | Q(body_unit__successor=posting.unit_id)
        if posting.role in REPRESENTATIVES:
            own = Q(fact__department__isnull=False) & department_scope(posting, "fact__department__")
            seen |= own & Q(status=S.REVOKED)
        return self.filter(seen)

    def listed_to(self, posting: Actor) -> Self:
        """Return what may stand in a list or be found: never a case about an official（rules.md 0.2b）."""
        return self.visible_to(posting).filter(fact__official__isnull=True)

    def of(self, fact: FactKind) -> Self:
        """Return those about one fact, the newest first."""
        return self.filter(fact=fact.pk).order_by("-pk")
