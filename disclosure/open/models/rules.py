"""The periods and remedies that the guides name: an unmanaged model on their view of schema `open`."""

from __future__ import annotations

from django.db import models

UNITS = {"working_day": "个工作日", "calendar_day": "日", "month": "个月", "year": "年"}
YEAR = 12


class OpenRule(models.Model):
    """A dated rule in force today; unsettled ones are shown as 待核实."""

    pk = models.CompositePrimaryKey("kind", "key")
    kind = models.CharField("类别", max_length=40)
    key = models.CharField("项目", max_length=60)
    name = models.CharField("名称", max_length=200)
    least = models.IntegerField("最短", null=True)
    most = models.IntegerField("最长", null=True)
    unit = models.CharField("单位", max_length=20)
    words = models.TextField("内容")
    basis = models.CharField("依据", max_length=200)
    is_settled = models.BooleanField("已确认")
    since = models.DateField("施行日期")

    class Meta:
        managed = False
        db_table = '"open"."rule"'
        ordering = ["kind", "key"]

    def __str__(self) -> str:
        return self.words or self.length

    @property
    def length(self) -> str:
        """Return the longest period in words: whole years where the months make some."""
        return self.span(self.most)

    @property
    def shortest(self) -> str:
        """Return the shortest period in words, "" where there is none."""
        return self.span(self.least) if self.least else ""

    def span(self, number: int | None) -> str:
        """Return a number with its unit, years for whole dozens of months."""
        if number is None:
            return ""
        if self.unit == "month" and number and number % YEAR == 0:
            return f"{number // YEAR} 年"
        return f"{number} {UNITS.get(self.unit, self.unit)}"
