"""What waits for the system administrator: messages that could not be handed on."""

from __future__ import annotations

from django.urls import reverse

from common.registry import Queue, registry
from common.roles import SYSTEM_ADMINS
from intake.models import ReceivedMessage


def register() -> None:
    """Enter the queue."""
    registry.register(
        Queue(
            "kept_messages",
            "未转交的来件",
            "公众网站收到、没能交给办理部门的来件；先排除原因，再重新转交",
            SYSTEM_ADMINS,
            lambda posting: ReceivedMessage.objects.kept(),
            lambda posting: reverse("intake:kept"),
            place="kept_messages",
        )
    )
