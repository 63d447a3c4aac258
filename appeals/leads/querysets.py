"""Who may see which leads, and what waits."""

from __future__ import annotations

from typing import Self

from django.db.models import Q

from appeals.leads.vocabulary import LeadStatus
from common.roles import ALL_SEEING_ROLES, CREDIT_OFFICE
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from organisations.scopes import NOTHING
from records.scopes import case_scope


class LeadQuerySet(WorkflowQuerySet):
    """Questions put to the leads."""

    def visible_to(self, posting: Actor) -> Self:
        """Return what a posting may see: the credit office of the place; of nothing that is on file, that of the province.

        No department and no finding body reads who wrote about it.
        """
        if posting.role in ALL_SEEING_ROLES:
            return self
        if posting.role not in CREDIT_OFFICE:
            return self.filter(NOTHING)
        is_of_province = posting.region is not None and posting.region.parent_id is None
        unplaced = Q(fact__isnull=True) if is_of_province else NOTHING
        return self.filter(Q(fact__isnull=False) & case_scope(posting) | unplaced)

    def open(self) -> Self:
        """Return those that nobody has answered."""
        return self.filter(status=LeadStatus.PENDING)
