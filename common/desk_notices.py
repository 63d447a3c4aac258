"""What the shared mechanisms put on the desk: notices for everyone, the field history for the auditor."""

from __future__ import annotations

from django.urls import reverse

from common.desk import EVERYONE, Place, Queue, registry
from common.models import Notice
from common.roles import Role


def register() -> None:
    """Enter places and queue; called once when the app is ready."""
    registry.register(NOTICES, HISTORY, UNREAD)


NOTICES = Place("notices", "提醒", "", "common:notices", EVERYONE, order=5)
HISTORY = Place("history", "字段历史", "监督", "common:history", frozenset({Role.AUDITOR}), order=80)
UNREAD = Queue(
    "notices",
    "未读提醒",
    "到期、交接、沟通",
    EVERYONE,
    lambda posting: Notice.objects.waiting_for(posting.pk),
    lambda posting: reverse("common:notices"),
    place="notices",
    order=95,
)
