from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from common.cipher import decrypt
from common.models import Keyed
from common.models.sealed import SealedField
from following.keys.models import ApiKey
from following.webhooks.querysets import CallQuerySet, WebhookQuerySet
from intake.webhook_requests import LONGEST_URL

WAITS = tuple(timedelta(minutes=many) for many in (1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60))
"""How long a call that failed waits, each time longer; the last wait is repeated."""
LONGEST_FAILURE = timedelta(days=3)
"""How long an address may take nothing, after which it is called no more."""
KEPT_FOR = timedelta(days=30)


class Webhook(Keyed):
    """An address that is called when something opens or ends; the holder of a key named it. Its secret signs each call."""

    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="webhooks", verbose_name="密钥")
    url = models.URLField("地址", max_length=LONGEST_URL)
    secret_sealed = SealedField("签名密码")
    made_at = models.DateTimeField("登记时间", default=timezone.now)
    failing_since = models.DateTimeField("从何时起失败", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    ended_because = models.CharField("结束的原因", max_length=100, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = "推送地址"
        verbose_name_plural = "推送地址"
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "url"], name="webhook_once_for_a_key", condition=models.Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def secret(self) -> str:
        """Return the secret, to sign a call with."""
        return decrypt(bytes(self.secret_sealed))

    def end(self, now: datetime, because: str) -> None:
        """Call it no more; a second time it changes nothing."""
        Webhook.objects.filter(pk=self.pk, ended_at=None).update(ended_at=now, ended_because=because)
        self.refresh_from_db()


class Delivery(Keyed):
    """One call: which ids opened, which ended, how often it was tried, what was answered. It names nothing else."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", verbose_name="推送地址")
    opened = ArrayField(models.UUIDField(), verbose_name="开始公示", default=list)
    ended = ArrayField(models.UUIDField(), verbose_name="不再公示", default=list)
    made_at = models.DateTimeField("时间", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    next_at = models.DateTimeField("下次尝试", null=True, blank=True)
    sent_at = models.DateTimeField("送达时间", null=True, blank=True)
    answered = models.CharField("结果", max_length=60, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = "推送"
        verbose_name_plural = "推送"
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due", condition=models.Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.webhook} {self.made_at:%Y-%m-%d %H:%M}"

    def note_sent(self, now: datetime, answered: str) -> None:
        """Keep that the address took it."""
        self._note(attempts=self.attempts + 1, next_at=None, sent_at=now, answered=answered)
        Webhook.objects.filter(pk=self.webhook_id).update(failing_since=None)

    def note_failed(self, now: datetime, answered: str) -> None:
        """Keep that it did not, and when it is tried again; after days of nothing else the address is called no more."""
        wait = WAITS[min(self.attempts, len(WAITS) - 1)]
        self._note(attempts=self.attempts + 1, next_at=now + wait, answered=answered)
        hook = self.webhook
        hook.failing_since = hook.failing_since or now
        hook.save(update_fields=["failing_since"])
        if now - hook.failing_since >= LONGEST_FAILURE:
            hook.end(now, "连续三天没有送达")

    def _note(self, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=list(changes))


class Announced(models.Model):
    """What stood in public when the calls were last made up: the ids alone."""

    public_id = models.UUIDField(primary_key=True)

    class Meta:
        verbose_name = "已推送的公示"
        verbose_name_plural = "已推送的公示"

    def __str__(self) -> str:
        return str(self.public_id)


def body_of(delivery: Delivery, opened: list[UUID]) -> dict[str, Any]:
    """Return what a call says: ids alone."""
    return {
        "id": str(delivery.pk),
        "at": delivery.made_at.isoformat(timespec="seconds"),
        "opened": [str(id) for id in opened],
        "ended": [str(id) for id in delivery.ended],
    }
