from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common.ends import End
from common.models.identity import Keyed
from common.roles import OVERSEERS
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from postings.models.deputies import ANYONE
from postings.models.postings import Posting


class HandoverStatus(models.TextChoices):
    """Whether the receiver has given the receipt."""

    LISTED = "listed", "待接收"
    ACCEPTED = "accepted", "已接收"
    DECLINED = "declined", "未接收"
    CANCELLED = "cancelled", "已撤回"


S = HandoverStatus


class HandoverQuerySet(WorkflowQuerySet):
    """Questions put to handovers."""

    def visible_to(self, posting: Actor) -> HandoverQuerySet:
        """Return the handovers from and to a posting; who keeps order sees that they happen, not what is in them."""
        if posting.role in OVERSEERS:
            return self.all()
        return self.filter(Q(giver=posting.pk) | Q(receiver=posting.pk))

    def waiting(self) -> HandoverQuerySet:
        """Return those whose receipt is not given yet."""
        return self.filter(status=S.LISTED)


class Handover(Workflow):
    """Open cases pass from one posting to another, with a list and the receiver's receipt（交接）.

    House, "Who acts"; 苏政发〔2023〕55号 二(二)
    """

    giver = models.ForeignKey(Posting, models.PROTECT, related_name="handed_over", verbose_name="移交岗位")
    receiver = models.ForeignKey(Posting, models.PROTECT, related_name="received", verbose_name="接收岗位")
    kinds = models.JSONField("移交的事项类别", default=list)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.LISTED, editable=False)
    listed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    listed_at = models.DateTimeField("列单时间", auto_now_add=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField("接收时间", null=True, editable=False)
    digest = models.CharField("清单指纹", max_length=64, blank=True, editable=False)

    objects = HandoverQuerySet.as_manager()

    ENDS = {S.ACCEPTED: End.CONCLUDED, S.DECLINED: End.DECLINED, S.CANCELLED: End.CANCELLED}
    ENTER = Verb("列出交接清单", (), S.LISTED, ANYONE)
    TRANSITIONS = {
        "accept": Verb("接收", (S.LISTED,), S.ACCEPTED, ANYONE),
        "decline": Verb("不予接收", (S.LISTED,), S.DECLINED, ANYONE, needs_reason=True),
        "cancel": Verb("撤回交接", (S.LISTED,), S.CANCELLED, ANYONE, needs_reason=True),
    }

    giver_id: uuid.UUID
    receiver_id: uuid.UUID

    class Meta:
        verbose_name = "交接"
        verbose_name_plural = "交接"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="handover_to_another", condition=~Q(receiver=F("giver"))),
            models.UniqueConstraint(fields=["giver"], name="handover_one_open", condition=Q(status=S.LISTED)),
            models.CheckConstraint(
                name="handover_has_receipt",
                condition=(
                    Q(status=S.ACCEPTED, accepted_by__isnull=False, accepted_at__isnull=False) & ~Q(digest="")
                )
                | (~Q(status=S.ACCEPTED) & Q(accepted_by__isnull=True, accepted_at__isnull=True, digest="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.receiver}"

    @property
    def receipt_number(self) -> str:
        """Return the number of the receipt: its day in Beijing and the head of the list's fingerprint."""
        if self.accepted_at is None:
            return ""
        return f"JJ-{timezone.localtime(self.accepted_at):%Y%m%d}-{self.digest[:8].upper()}"


class HandedCase(Keyed):
    """One line of a handover's list, as it stood when it was listed."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="cases")
    kind = models.CharField("类别", max_length=40)
    object_type = models.CharField(max_length=80)
    object_id = models.UUIDField()
    label = models.CharField("事项", max_length=200)

    class Meta:
        verbose_name = "交接事项"
        verbose_name_plural = "交接事项"
        ordering = ["kind", "label", "id"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "kind", "object_id"], name="case_listed_once")
        ]

    def __str__(self) -> str:
        return self.label


class Responsibility(Keyed):
    """Who answers for an open case after a handover; without a row it is whoever began it."""

    kind = models.CharField("类别", max_length=40)
    object_id = models.UUIDField()
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="responsibilities")
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "承接"
        verbose_name_plural = "承接"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_answers_for_a_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

    @classmethod
    def lies_with(cls, posting_id: uuid.UUID, kind: str, object_id: uuid.UUID) -> bool:
        """Say whether a case was handed over to a posting and is still with it."""
        return cls.objects.filter(kind=kind, object_id=object_id, posting_id=posting_id).exists()
