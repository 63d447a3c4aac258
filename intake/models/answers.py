"""What the office answers under a visitor's query code."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.models import Keyed


class Answer(Keyed):
    """One answer, sealed to the query code or fit for everybody's eyes; it stands in the public store until `closes_on`."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    token_hash = models.BinaryField("查询码摘要", max_length=32)
    sealed = models.BinaryField("密文", null=True)
    text = models.TextField("答复", null=True)
    answered_at = models.DateTimeField("答复时间", default=timezone.now)
    closes_on = models.DateField("撤下日期（不含当日）")

    class Meta:
        verbose_name = "答复"
        verbose_name_plural = "答复"
        constraints = [
            models.CheckConstraint(
                condition=Q(sealed__isnull=True, text__isnull=False)
                | Q(sealed__isnull=False, text__isnull=True),
                name="answer_sealed_or_plain",
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.answered_at):%Y-%m-%d %H:%M}"
