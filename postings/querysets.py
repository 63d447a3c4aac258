"""Named questions. Who may see what is one method, `visible_to(posting)`, used everywhere."""

from __future__ import annotations

from common.roles import SELF
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from organisations.scopes import official_scope


class OwnAccessQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> OwnAccessQuerySet:
        """Return the invitations of files in scope; a person sees those to themselves."""
        if posting.role == SELF:
            return self.filter(user=posting.user_id)
        return self.filter(official_scope(posting, "official__"))
