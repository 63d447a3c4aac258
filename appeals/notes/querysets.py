"""Who may see which department notes, and what is asked of them."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from appeals.notes.vocabulary import NoteStatus
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from records.scopes import case_scope

S = NoteStatus
IN_REVIEW = (S.SUBMITTED, S.RETURNED, S.SIGNING, S.DECIDING)
"""The states in which somebody still has to act."""
OPEN = (*IN_REVIEW, S.STANDING)
"""The states that end with the publication."""


class NoteQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return those on records in scope; a department's representative sees those of the own unit."""
        return self.filter(case_scope(posting))

    def of(self, fact: UUID) -> Self:
        """Return those on one fact, the newest first."""
        return self.filter(fact=fact).order_by("-pk")

    def in_review(self) -> Self:
        """Return those on which somebody still has to act."""
        return self.filter(status__in=IN_REVIEW)

    def of_kind(self, kind: str) -> Self:
        """Return the statements, or the letters of commitment."""
        return self.filter(kind=kind)

    def standing(self) -> Self:
        """Return those that stand beside their record."""
        return self.filter(status=S.STANDING)
