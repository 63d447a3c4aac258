"""What the queues of facts share: their addresses, and the drafts for which a posting answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from common.trail import Actor
from postings.models import Responsibility


def in_queue(place: str, key: str, name: str = "queue") -> Callable[[Any], str]:
    """Return the address of a list that shows just the rows of one queue."""
    return lambda posting: f"{reverse(place)}?{urlencode({name: key})}"


def own_drafts(kind: str, posting: Actor) -> Q:
    """Return the condition on drafts that one entered, or that were handed over to one's posting."""
    handed = Responsibility.objects.filter(kind=f"{kind}_draft", posting=posting.pk).values("object_id")
    return Q(entered_by=posting.user_id) | Q(pk__in=handed)
