from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from commitments.screening.models import ScreeningCheck
from commitments.screening.querysets import check_scope
from common.models.identity import Keyed
from common.trail import Actor


class AnswerSeries(Keyed):
    """The register of one year's answers: the last number given. Only an answer that takes the next one moves it."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    last_number = models.PositiveIntegerField("已用序号", default=0)

    class Meta:
        verbose_name = "签名答复登记"
        verbose_name_plural = "签名答复登记"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"DF-{self.year}"


class AnswerQuerySet(models.QuerySet[Any]):
    """Questions put to the answers."""

    def visible_to(self, posting: Actor) -> Self:
        """Return the answers to the comparisons that a posting may see."""
        return self.filter(check_scope(posting, "check_case__"))


class SignedAnswer(Keyed):
    """What one comparison answered, as it was given to one system outside: its text, digest and signature.

    Written once: what has changed since is said by whoever asks whether it still holds, never by another text.
    苏政发〔2023〕55号 三(三); procedures E.23
    """

    series = models.ForeignKey(AnswerSeries, models.PROTECT, related_name="answers", verbose_name="登记")
    serial = models.PositiveIntegerField("序号")
    number = models.CharField("答复编号", max_length=20, unique=True)
    check_case = models.ForeignKey(
        ScreeningCheck, models.PROTECT, related_name="signed_answers", verbose_name="信用比对"
    )
    recipient = models.CharField("接收的系统或者单位", max_length=200)
    basis = models.CharField("依据", max_length=300)
    content = models.TextField("答复内容")
    sha256 = models.CharField("内容摘要", max_length=64, unique=True)
    signature = models.BinaryField("签名", max_length=64)
    valid_until = models.DateField("有效期至")
    made_at = models.DateTimeField("出具时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="出具人"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "比对签名答复"
        verbose_name_plural = "比对签名答复"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "serial"], name="signed_answer_serial_once"),
            models.CheckConstraint(
                name="signed_answer_says_to_whom", condition=~Q(recipient="") & ~Q(basis="") & ~Q(content="")
            ),
        ]

    def __str__(self) -> str:
        return self.number
