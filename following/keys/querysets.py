"""Who may see which keys, and what waits."""

from __future__ import annotations

from typing import Self

from common.roles import ALL_SEEING_ROLES, CREDIT_OFFICE
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from following.keys.vocabulary import KeyStatus


def keeps_keys(posting: Actor) -> bool:
    """Say whether a posting is of the province's credit office: the public site is the whole province's."""
    is_province = posting.region is not None and posting.region.parent_id is None
    return is_province and posting.role in CREDIT_OFFICE


class KeyQuerySet(WorkflowQuerySet):
    """Questions put to the keys."""

    def visible_to(self, posting: Actor) -> Self:
        """Return every key to the credit office and the auditor, none to others."""
        return self.all() if posting.role in CREDIT_OFFICE | ALL_SEEING_ROLES else self.none()

    def to_decide(self, posting: Actor) -> Self:
        """Return what waits for a posting: for the province's alone."""
        return self.waiting() if keeps_keys(posting) else self.none()

    def waiting(self) -> Self:
        """Return those that nobody has decided on."""
        return self.filter(status=KeyStatus.WAITING)
