"""Questions put to addresses that are called, and to the calls."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from following.keys.vocabulary import KeyStatus


class WebhookQuerySet(models.QuerySet[Any]):
    """Questions put to the addresses that are called."""

    def called(self, today: datetime) -> Self:
        """Return those that are called: not ended, and of a key that is good."""
        day = timezone.localdate(today)
        return self.filter(ended_at=None, key__status=KeyStatus.ACTIVE, key__valid_until__gt=day)


class CallQuerySet(models.QuerySet[Any]):
    """Questions put to the calls."""

    def due(self, now: datetime) -> Self:
        """Return what is to be sent now, oldest first: of a key that is good, for another's calls end with it."""
        day = timezone.localdate(now)
        good = Q(webhook__key__status=KeyStatus.ACTIVE, webhook__key__valid_until__gt=day)
        return self.filter(good, next_at__lte=now, webhook__ended_at=None).order_by("made_at", "id")
