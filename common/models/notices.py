from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import models

from .identity import Keyed


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions put to notices."""

    def waiting_for(self, posting_id: uuid.UUID) -> NoticeQuerySet:
        """Return what one posting has not put away yet, the nearest due first."""
        return self.filter(recipient=posting_id, done_at__isnull=True).order_by("due_on", "id")

    def to_mail(self, postings: Collection[uuid.UUID]) -> NoticeQuerySet:
        """Return what waits for these postings and of which no mail has told yet."""
        return self.filter(recipient__in=postings, done_at__isnull=True, mailed_at__isnull=True)


class Notice(Keyed):
    """A task or reminder for one posting. The same matter is asked once: (recipient, topic, object)."""

    recipient = models.UUIDField(db_index=True)
    topic = models.CharField(max_length=60)
    object_type = models.CharField(max_length=80)
    object_id = models.UUIDField()
    text = models.CharField("提醒", max_length=300)
    due_on = models.DateField("到期", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField("已读", null=True, blank=True)
    mailed_at = models.DateTimeField("邮件告知", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        constraints = [
            models.UniqueConstraint(fields=["recipient", "topic", "object_id"], name="notice_asked_once")
        ]

    def __str__(self) -> str:
        return self.text


class MailMode(models.TextChoices):
    """How often mail tells one person of notices."""

    NONE = "none", "不发邮件，只在门户里提醒"
    EACH = "each", "有新提醒时发邮件"
    DAILY = "daily", "每天 08:30 汇总成一封"


class NoticeSetting(Keyed):
    """How one person is told of notices; in the portal always. No row: by mail not at all."""

    person = models.UUIDField(unique=True)
    mail = models.CharField("邮件", max_length=10, choices=MailMode.choices, default=MailMode.NONE)
    digested_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "提醒设置"
        verbose_name_plural = "提醒设置"

    def __str__(self) -> str:
        return f"{self.person} {self.get_mail_display()}"
