from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.consents import Consent
from common.models.identity import Keyed


class LinkEnd(models.TextChoices):
    """How a one-time link came to its end, other than by its time."""

    USED = "used", "已用"
    REPLACED = "replaced", "被新的代替"
    LOCKED = "locked", "同意码多次输错"


class OneTimeLinkQuerySet(models.QuerySet["OneTimeLink"]):
    """Questions put to one-time links."""

    def alive(self, now: datetime) -> OneTimeLinkQuerySet:
        """Return those by which a password can still be set."""
        return self.filter(end="", expires_at__gt=now)


class OneTimeLink(Keyed):
    """The way in which a person sets an own password（一次性链接）, in two halves that nobody but the person holds together.

    The link goes through whoever asked, the code through whoever agreed; each is shown to them once and kept as a
    keyed hash. Without a consent: made on the server, for the first or the last administrator.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="one_time_links", verbose_name="人员"
    )
    consent = models.OneToOneField(
        Consent, models.PROTECT, null=True, related_name="link", verbose_name="同意事项"
    )
    link_hash = models.CharField("链接的散列", max_length=64, blank=True, db_index=True)
    code_hash = models.CharField("同意码的散列", max_length=64, blank=True)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    expires_at = models.DateTimeField("失效时间")
    failures = models.PositiveSmallIntegerField("输错次数", default=0)
    end = models.CharField("终止", max_length=10, choices=LinkEnd.choices, blank=True)
    ended_at = models.DateTimeField("终止时间", null=True)

    objects = OneTimeLinkQuerySet.as_manager()

    person_id: Any
    get_end_display: Callable[[], str]

    class Meta:
        verbose_name = "一次性链接"
        verbose_name_plural = "一次性链接"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], name="one_time_link_one_a_person", condition=Q(end="")
            ),
            models.CheckConstraint(
                name="one_time_link_end_has_time",
                condition=Q(end="", ended_at=None) | (~Q(end="") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="one_time_link_used_whole",
                condition=~Q(end=LinkEnd.USED) | (~Q(link_hash="") & ~Q(code_hash="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}的一次性链接"

    @property
    def link_words(self) -> str:
        """Say whether the first half has been drawn."""
        return "请求人已领取" if self.link_hash else "请求人还没有领取"

    @property
    def code_words(self) -> str:
        """Say whether the second half has been drawn."""
        return "同意人已领取" if self.code_hash else "同意人还没有领取"

    @property
    def state_words(self) -> str:
        """Say whether it can be used still, and until when or why not."""
        if self.end:
            return f"{self.get_end_display()}，已失效"
        until = f"{timezone.localtime(self.expires_at):%Y-%m-%d %H:%M}"
        return f"{until} 之前有效" if self.expires_at > timezone.now() else f"{until} 已过时失效"
