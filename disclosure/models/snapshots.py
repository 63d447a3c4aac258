"""The open data as the office knows them: which snapshot stands, and what ended while one was being made."""

from __future__ import annotations

from django.db import models

from common.models import Keyed


class Snapshot(Keyed):
    """Everything in public at one moment, as signed files（FilePart）; it ends with the first thing of it that ends or changes.

    `closes_on` is the first day on which one of its rows stands no more.
    """

    label = models.CharField("版号", max_length=20, unique=True)
    data_time = models.DateTimeField("数据时间")
    manifest = models.JSONField("清单")
    closes_on = models.DateField("可用止（不含当日）")
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "开放数据"
        verbose_name_plural = "开放数据"
        ordering = ["-data_time"]
        constraints = [
            models.UniqueConstraint(
                fields=["ended_at"],
                condition=models.Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="one_snapshot_stands",
            )
        ]

    def __str__(self) -> str:
        return self.label


class Loss(models.Model):
    """Something that stood in public ended or changed. Written by the store's trigger alone, forgotten with the next snapshot."""

    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "公开内容的终止或变动"
        verbose_name_plural = "公开内容的终止或变动"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
