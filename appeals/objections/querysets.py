"""Who may see which objections, and what waits."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db.models import Q

from appeals.applicant.models import by_receipt
from appeals.objections.vocabulary import ApplicantKind, ObjectionStatus
from common.roles import Role
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from organisations.scopes import NOTHING
from organisations.search import body, found_in
from policy.vocabulary import RecordStatus
from records.scopes import case_scope

S = ObjectionStatus
MARKED = (S.ROUTING, S.VERIFYING, S.DECIDING, S.MENDING)
"""Accepted and not over: while one of these stands the fact bears 「异议处理中」."""
OPEN = (S.SUBMITTED, S.SUPPLEMENT, *MARKED)
UNSETTLED_FACT = (
    *(RecordStatus.DRAFT, RecordStatus.PENDING_REVIEW, RecordStatus.PENDING_NOTICE),
    *(RecordStatus.STATEMENT, RecordStatus.RETURNED),
)
"""The fact was taken up again after tolerance: a person says whether the objection goes on."""


class ObjectionQuerySet(WorkflowQuerySet):
    """Questions put to the objections."""

    def visible_to(self, posting: Actor) -> Self:
        """Return what a posting may see: offices by place, a department its own, a finding body what was sent to it."""
        if posting.role == Role.FINDING_BODY:
            return self.filter(_sent_to(posting))
        own = Q(applicant_kind=ApplicantKind.SUBJECT) if posting.role == Role.REPRESENTATIVE else Q()
        return self.filter(case_scope(posting) & own)

    def open(self) -> Self:
        """Return those that nobody has closed."""
        return self.filter(status__in=OPEN)

    def marking(self) -> Self:
        """Return those for which the fact bears the mark."""
        return self.filter(status__in=MARKED)

    def unsure(self) -> Self:
        """Return the open ones whose fact is under review anew."""
        return self.open().filter(fact__status__in=UNSETTLED_FACT)

    def waiting_for_applicant(self) -> Self:
        """Return those in which the side that objects was asked for something."""
        return self.filter(Q(status=S.SUPPLEMENT) | Q(status__in=MARKED, is_asked=True))

    def told(self, words: str) -> Self:
        """Return those whose number holds `words`, or that came in under the receipt of this number."""
        return self.filter(found_in(words, "number", by_receipt, body("fact__department")))

    def earlier(self, fact: UUID, kind: str) -> Self:
        """Return the decided ones about a fact on the same kind of ground."""
        return self.filter(fact=fact, kind=kind, status=S.CLOSED)


def _sent_to(posting: Actor) -> Q:
    """Return the condition that an objection was sent to the posting's unit, or passed on to it as the superior."""
    if not posting.unit_id:
        return NOTHING
    own = Q(verifying_unit=posting.unit_id) | Q(verifying_unit__successor=posting.unit_id)
    return own | Q(verifying_unit__superior=posting.unit_id, escalated_on__isnull=False)
