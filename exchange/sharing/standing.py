"""Whether the thing that a message tells of stands when it is looked at: what is over by then leaves for nobody as news."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from appeals.repairs.models import Repair
from appeals.repairs.services.telling import UNDONE
from commitments.models import Breach
from commitments.services import pushing as breaches
from commitments.vocabulary import BreachStatus
from policy.vocabulary import RecordStatus
from records.models import Publication

OVER = "所说的事项现在已经终止或者暂停，不作为新的消息共享"


def _standing() -> Mapping[str, QuerySet[Any]]:
    """Return by topic the subjects that stand now; a topic that is not here tells of what does not end."""
    shown = Publication.objects.public().filter(closes_on__gt=timezone.localdate())
    undone = Repair.objects.filter(fact__status=RecordStatus.CONFIRMED)
    broken = Breach.objects.filter(status=BreachStatus.CONFIRMED)
    return {
        "publication.opened": shown,
        "publication.resumed": shown,
        UNDONE: undone,
        breaches.CONFIRMED: broken,
    }


def is_over(topic: str, subject: UUID) -> bool:
    """Say whether a message is news of something that does not stand any more."""
    rows = _standing().get(topic)
    return rows is not None and not rows.filter(pk=subject).exists()


def still_stands() -> Q:
    """Return the condition on deliveries that what they tell of stands."""
    found = ~Q(topic__in=_standing())
    for topic, rows in _standing().items():
        found |= Q(Exists(rows.filter(pk=OuterRef("message__subject_id"))), topic=topic)
    return found
