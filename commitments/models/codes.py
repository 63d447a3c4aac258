from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commitments.models.commitments import USER, Commitment
from common.models.identity import Keyed
from intake.ratings import RATINGS


class RatingCode(Keyed):
    """A code by which whoever was served rates a promise, once. Of the resident nothing is kept; the code itself neither.

    procedures E.27
    """

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="rating_codes", verbose_name="承诺"
    )
    served_number = models.CharField("办件编号", max_length=60)
    served_on = models.DateField("办结日期")
    token_hash = models.BinaryField("评价码的散列", max_length=32, unique=True, editable=False)
    issued_by = models.ForeignKey(verbose_name="发放人", **USER)
    issued_on = models.DateField("发放日期")
    expires_on = models.DateField("有效至")
    used_on = models.DateField("评价日期", null=True, blank=True)
    score = models.PositiveSmallIntegerField("评价", choices=RATINGS, null=True, blank=True)

    class Meta:
        verbose_name = "评价码"
        verbose_name_plural = "评价码"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "served_number"], name="rating_one_a_matter"),
            models.CheckConstraint(
                name="rating_used_whole",
                condition=Q(used_on=None, score=None)
                | Q(used_on__isnull=False, score__gte=1, score__lte=5)
                & Q(used_on__gte=F("issued_on"), used_on__lte=F("expires_on")),
            ),
            models.CheckConstraint(
                name="rating_of_a_served_matter",
                condition=~Q(served_number="")
                & Q(served_on__lte=F("issued_on"), expires_on__gte=F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.served_number}"


class LineCode(Keyed):
    """A code by which the other side follows its own line（查询码）. Kept are its digest and the key that seals answers to it.

    procedures E.21
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="line_codes", verbose_name="承诺")
    token_hash = models.BinaryField("查询码摘要", max_length=32, unique=True, editable=False)
    reply_key = models.BinaryField("答复公钥", max_length=32, editable=False)
    receipt = models.CharField("回执号", max_length=20, unique=True)
    issued_by = models.ForeignKey(verbose_name="发放人", **USER)
    issued_on = models.DateField("发放日期")
    ended_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "查询码"
        verbose_name_plural = "查询码"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], name="line_code_one_live", condition=Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="line_code_ends_after_issue",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt
