from django.db import models

from common.models.identity import Keyed


class Outbox(Keyed):
    """News for others, written in the act's own transaction; exchange fans it out and collects receipts."""

    topic = models.CharField("主题", max_length=60)
    subject_id = models.UUIDField()
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], name="outbox_waiting", condition=models.Q(taken_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.subject_id}"
