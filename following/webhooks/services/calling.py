"""One run: what has opened and ended is noted, what is due is sent, and the holders are told how it went."""

from __future__ import annotations

from datetime import datetime

from following.keys.models import ApiKey
from following.webhooks.models import Delivery
from following.webhooks.services.keeping import tell
from following.webhooks.services.noticing import note_changes
from following.webhooks.services.sending import send_due


def call(now: datetime) -> int:
    """Return how many calls were taken."""
    note_changes(now)
    keys = list(ApiKey.objects.filter(webhooks__deliveries__in=Delivery.objects.due(now)).distinct())
    taken = send_due(now)
    if keys:
        tell(keys)
    return taken
