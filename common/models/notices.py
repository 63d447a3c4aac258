from __future__ import annotations

import uuid

from django.db import models

from .identity import Keyed


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting_for(self, posting_id: uuid.UUID) -> NoticeQuerySet:
        """Return what one posting has not put away yet, the nearest due first."""
        return self.filter(recipient=posting_id, done_at__isnull=True).order_by("due_on", "id")


class Notice(Keyed):
    """A task or reminder for one posting. The same matter is asked once: (recipient, topic, object)."""

    recipient = models.UUIDField(db_index=True)
    topic = models.CharField(max_length=60)
    object_type = models.CharField(max_length=80)
    object_id = models.UUIDField()
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "topic", "object_id"], name="notice_asked_once")
        ]

    def __str__(self) -> str:
        return self.text
