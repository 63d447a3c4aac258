from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from django.db import models
from django.db.models import Q

from common.models.deadlines import in_doubt
from common.models.identity import Keyed
from common.notice_kinds import groups, topics


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions put to notices."""

    def waiting_for(self, posting_id: uuid.UUID) -> NoticeQuerySet:
        """Return what one posting has not put away yet, the nearest due first."""
        return self.filter(recipient=posting_id, done_at__isnull=True).with_doubt().order_by("due_on", "id")

    def with_doubt(self) -> NoticeQuerySet:
        """Add whether the day was counted by a value that nobody has confirmed."""
        return self.annotate(in_doubt=in_doubt("due_on", "object_id"))

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

    in_doubt: bool
    """What `with_doubt` adds."""

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        constraints = [
            models.UniqueConstraint(fields=["recipient", "topic", "object_id"], name="notice_asked_once")
        ]

    def __str__(self) -> str:
        return self.text


class MailMode(models.TextChoices):
    """How mail tells one person of notices of one kind: at once, in the morning's digest, not at all."""

    EACH = "each", "立即发信"
    DAILY = "daily", "每日摘要"
    NONE = "none", "不发信"


class NoticeSettingQuerySet(models.QuerySet["NoticeSetting"]):
    """Questions put to the settings of people."""

    def wishing(self, mode: str) -> NoticeSettingQuerySet:
        """Return those in which any kind of notice is to be mailed in this way."""
        wished = Q(mail=mode)
        for group in groups():
            wished |= Q(**{f"kinds__{group.key}": mode})
        return self.filter(wished)

    def not_digested(self, today: date) -> NoticeSettingQuerySet:
        """Return those of people who got no digest yet today."""
        return self.filter(Q(digested_on__isnull=True) | Q(digested_on__lt=today))


class NoticeSetting(Keyed):
    """How one person is told of notices by mail; in the portal always. No row: by mail not at all.

    `mail` is the default; `kinds` is {group of kinds: mode} for those groups alone that were chosen apart.
    """

    person = models.UUIDField(unique=True)
    mail = models.CharField("默认", max_length=10, choices=MailMode.choices, default=MailMode.NONE)
    kinds = models.JSONField("单独选择", default=dict, blank=True)
    digested_on = models.DateField(null=True, blank=True)

    objects = NoticeSettingQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒设置"
        verbose_name_plural = "提醒设置"

    def __str__(self) -> str:
        return f"{self.person} {self.get_mail_display()}"

    def mode_of(self, group: str) -> str:
        """Return how mail tells of the kinds of one group."""
        return str(self.kinds.get(group, self.mail))

    def told_by(self, mode: str) -> Q:
        """Return the condition on notices that mail tells of in this way; a kind without a group goes by the default."""
        own = {topic for group in groups() if self.mode_of(group.key) == mode for topic in group.topics}
        return ~Q(topic__in=topics().keys() - own) if self.mail == mode else Q(topic__in=own)
