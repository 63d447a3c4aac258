"""Find what has opened and what has ended since the last look, and make up a call of it for every address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from following.webhooks.models import KEPT_FOR, Announced, Delivery, Webhook

MOST = 500
"""Ids of one call; of more, further calls are made up."""
OPENED = """
INSERT INTO following_announced (public_id)
SELECT public_id FROM open.record UNION ALL SELECT public_id FROM open.judgment UNION ALL SELECT public_id FROM open.commendation
ON CONFLICT DO NOTHING RETURNING public_id
"""
BEGUN = UUID(int=0)
"""Stands among the ids from the first look on, so that an empty site is told from one that was never looked at."""
ENDED = """
DELETE FROM following_announced was
WHERE was.public_id <> '00000000-0000-0000-0000-000000000000' AND NOT EXISTS (
  SELECT FROM (SELECT public_id FROM open.record UNION ALL SELECT public_id FROM open.judgment
               UNION ALL SELECT public_id FROM open.commendation) stand
  WHERE stand.public_id = was.public_id)
RETURNING was.public_id
"""


@transaction.atomic
def note_changes(now: datetime) -> int:
    """Make up the calls; return how many. Where nobody is called, nothing is remembered."""
    Delivery.objects.filter(made_at__lt=now - KEPT_FOR).delete()
    hooks = list(Webhook.objects.called(now))
    if not hooks:
        Announced.objects.all().delete()
        return 0
    _, is_first = Announced.objects.get_or_create(public_id=BEGUN)
    opened, ended = _ids(OPENED), _ids(ENDED)
    if is_first:
        return 0
    made = [
        Delivery(webhook=hook, opened=new, ended=old, made_at=now, next_at=now)
        for hook in hooks
        for new, old in _portions(opened, ended)
    ]
    Delivery.objects.bulk_create(made)
    return len(made)


def _portions(opened: list[UUID], ended: list[UUID]) -> list[tuple[list[UUID], list[UUID]]]:
    many = max(len(opened), len(ended))
    return [(opened[at : at + MOST], ended[at : at + MOST]) for at in range(0, many, MOST)]


def _ids(statement: str) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return sorted(UUID(str(id)) for (id,) in cursor.fetchall())
