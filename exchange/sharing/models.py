from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from common.models import Outbox
from common.models.identity import Keyed
from common.roles import ALL_SEEING_ROLES, CREDIT_OFFICE
from common.trail import Actor
from exchange.sharing.vocabulary import Verdict
from organisations.vocabulary import Sharing


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, posting: Actor) -> Self:
        """Return what left and what did not, for the credit office and the auditor: topics and classes, no contents."""
        return self.all() if posting.role in ALL_SEEING_ROLES | CREDIT_OFFICE else self.none()

    def cleared(self) -> Self:
        """Return the messages that may be handed on to their recipients."""
        return self.filter(verdict=Verdict.CLEARED)


class Delivery(Keyed):
    """Whether a message of the outbox may leave, by its class in the catalogue on the day that it was looked at.

    Nothing is handed on but what stands here as cleared. A held one is looked at again once its class is shared, while what
    it tells of stands. `thing` is the fact that it is about, by which what takes it back finds it.
    苏政发〔2023〕55号 二(四)
    """

    message = models.OneToOneField(Outbox, models.PROTECT, related_name="+", verbose_name="消息")
    topic = models.CharField("主题", max_length=60)
    thing = models.UUIDField("所涉事项", db_index=True)
    recipient = models.CharField("接收单位", max_length=200, blank=True)
    information_class = models.CharField("信息分类", max_length=60, blank=True)
    class_name = models.CharField("分类名称", max_length=130, blank=True)
    sharing = models.CharField("共享属性", max_length=12, choices=Sharing.choices, blank=True)
    is_recall = models.BooleanField("是否撤回原来的消息", default=False)
    verdict = models.CharField("处理", max_length=8, choices=Verdict.choices)
    reason = models.CharField("不共享的原因", max_length=300, blank=True)
    looked_on = models.DateField("核对日期")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "共享"
        verbose_name_plural = "共享"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="delivery_cleared_by_its_class",
                condition=Q(verdict=Verdict.HELD)
                | Q(is_recall=True)
                | Q(sharing=Sharing.FREE)
                | Q(sharing=Sharing.CONDITIONAL) & ~Q(recipient=""),
            ),
            models.CheckConstraint(
                name="delivery_held_says_why", condition=Q(verdict=Verdict.CLEARED, reason="") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.get_verdict_display()}"
