"""What the queues of facts share: their addresses, and the drafts for which a posting answers."""

from __future__ import annotations

from django.db.models import Q

from common.trail import Actor
from postings.desk import in_queue
from postings.models import Responsibility

__all__ = ["in_queue", "own_drafts"]


def own_drafts(kind: str, posting: Actor) -> Q:
    """Return the condition on drafts that one entered, or that were handed over to one's posting."""
    handed = Responsibility.objects.filter(kind=f"{kind}_draft", posting=posting.pk).values("object_id")
    return Q(entered_by=posting.user_id) | Q(pk__in=handed)
