"""Files that the office makes for the public site, in the parts in which they go there."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from common.models import Keyed

MOST_BYTES = 1024 * 1024


class FilePart(Keyed):
    """One part of a file. `names`: the public ids of what the file tells of; it stands as long as all of them do."""

    file = models.UUIDField("文件编号")
    generation = models.PositiveIntegerField("版次")
    part = models.PositiveIntegerField("第几段")
    parts = models.PositiveIntegerField("共几段")
    name = models.CharField("文件名", max_length=120)
    media_type = models.CharField("类型", max_length=100)
    bytes = models.BinaryField("内容", max_length=MOST_BYTES)
    sha256 = models.CharField("全文摘要", max_length=64)
    names = ArrayField(models.UUIDField(), verbose_name="涉及的公示", default=list, blank=True)
    opens_on = models.DateField("公开起")
    closes_on = models.DateField("公开止（不含当日）")
    snapshot = models.UUIDField("所属的一版开放数据", null=True, blank=True)

    class Meta:
        verbose_name = "公开文件"
        verbose_name_plural = "公开文件"
        ordering = ["file", "generation", "part"]
        constraints = [
            models.UniqueConstraint(fields=["file", "generation", "part"], name="file_part_once"),
        ]
        indexes = [
            GinIndex(fields=["names"], name="file_part_names"),
            models.Index(
                fields=["snapshot"], name="file_part_snapshot", condition=models.Q(snapshot__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.part}/{self.parts}"
