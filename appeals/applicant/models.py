from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from common.history import track
from common.models import Keyed


class OnlineApplicantQuerySet(models.QuerySet["OnlineApplicant"]):
    """Questions put to the receipts."""

    def cases_of(self, receipt: str) -> models.QuerySet[Any, Any]:
        """Return the keys of the cases that bear a receipt's number, as an applicant tells it on the telephone."""
        return self.filter(receipt=receipt.strip().upper()).values("object_id")

    def of(self, case: models.Model) -> OnlineApplicant | None:
        """Return the receipt of a case, None where it did not come over the net."""
        return self.filter(object_type=case._meta.label_lower, object_id=case.pk).first()


class OnlineApplicant(Keyed):
    """The receipt of a case that came by the public form: where its applicant finds answers, and who can read them.

    Neither tells who it is: the query code stays with the applicant. 个人信息保护法 51
    """

    message = models.UUIDField("来件编号", unique=True)
    token_hash = models.BinaryField("查询码摘要", max_length=32, unique=True)
    receipt = models.CharField("回执号", max_length=20, unique=True)
    reply_key = models.BinaryField("答复公钥", max_length=32)
    object_type = models.CharField(max_length=80)
    object_id = models.UUIDField()
    at = models.DateTimeField("收到时间", auto_now_add=True)

    objects = OnlineApplicantQuerySet.as_manager()

    class Meta:
        verbose_name = "网上回执"
        verbose_name_plural = "网上回执"
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id"], name="online_applicant_one_each"),
            models.CheckConstraint(
                name="online_applicant_of_known_kind",
                condition=Q(object_type__in=["appeals.objection", "appeals.lead"]),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


track(OnlineApplicant, exclude=("token_hash", "reply_key"))


def by_receipt(word: str) -> Q:
    """Return the condition that a case came in under the receipt of this number."""
    return Q(pk__in=OnlineApplicant.objects.cases_of(word))
