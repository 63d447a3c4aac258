"""Which messages of the public site the office has taken, and those that it could not hand on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.models import Keyed


class Fault(models.TextChoices):
    """Why a message was not handed on."""

    UNOPENED = "unopened", "解不开：没有对应的私钥，或内容受损"
    MALFORMED = "malformed", "解开后不是完整的来件"
    NO_RECEIVER = "no_receiver", "这一类来件没有接收人"
    REFUSED = "refused", "接收时被拒绝"
    FAILED = "failed", "接收时程序出错"


class ReceivedMessageQuerySet(models.QuerySet["ReceivedMessage"]):
    """Questions put to what was taken."""

    def kept(self) -> ReceivedMessageQuerySet:
        """Return what could not be handed on and lies here still."""
        return self.exclude(fault="")


class ReceivedMessage(Keyed):
    """One message that the office has taken out of the store: the row by which it is never handed on twice.

    `sealed` stays only where it was not handed on; then nobody reads it here, it waits to be handed on again.
    """

    message = models.UUIDField("来件编号")
    digest = models.CharField(max_length=64)
    kind = models.CharField("类别", max_length=40)
    received_at = models.DateTimeField("收到时间")
    taken_at = models.DateTimeField("取回时间", auto_now_add=True)
    fault = models.CharField("未转交的原因", max_length=16, choices=Fault.choices, blank=True)
    said = models.CharField("说明", max_length=300, blank=True)
    sealed = models.BinaryField("密文", null=True)

    objects = ReceivedMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "来件"
        verbose_name_plural = "来件"
        ordering = ["received_at", "id"]
        constraints = [
            # One who writes rows of the store may give two messages one number: both are taken.
            models.UniqueConstraint(fields=["message", "digest"], name="message_taken_once"),
            models.CheckConstraint(
                condition=Q(fault="", sealed__isnull=True) | (~Q(fault="") & Q(sealed__isnull=False)),
                name="message_kept_unless_handed_on",
            ),
        ]

    def __str__(self) -> str:
        return str(self.message)
