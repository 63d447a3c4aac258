from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from common.models.identity import Keyed
from common.models.rules import DateRange


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    """Questions put to the versions of the templates."""

    def in_force(self, key: str, day: date) -> LetterTemplate | None:
        """Return the version of one template that letters of `day` are written by."""
        open_ended = Q(effective_to__isnull=True) | Q(effective_to__gt=day)
        return self.filter(open_ended, key=key, effective_from__lte=day).first()


class LetterTemplate(Keyed):
    """One version of a text for letters（文书模板）, with named places such as {{ 事实 }}.

    A version by which a letter was written never changes: only its last day may be set. 党政机关公文处理工作条例 9
    """

    key = models.SlugField("模板", max_length=40)
    version = models.PositiveIntegerField("版本", default=1)
    title = models.CharField("标题", max_length=100)
    kind = models.CharField("文种", max_length=20)
    body = models.TextField("正文", max_length=20_000)
    effective_from = models.DateField("启用日期")
    effective_to = models.DateField("停用日期", null=True, blank=True)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "文书模板"
        verbose_name_plural = "文书模板"
        ordering = ["key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="letter_template_version_once"),
            ExclusionConstraint(
                name="letter_template_one_a_day",
                expressions=[
                    ("key", RangeOperators.EQUAL),
                    (DateRange("effective_from", "effective_to"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="letter_template_dates_in_order",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=models.F("effective_from")),
            ),
            models.CheckConstraint(
                name="letter_template_whole", condition=~Q(title="") & ~Q(kind="") & ~Q(body="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第 {self.version} 版）"
