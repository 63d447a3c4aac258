"""Granted repairs by place as the public is told of them: an unmanaged model on its view of schema `open`."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from organisations.vocabulary import RegionKind


class OpenRepairFigure(models.Model):
    """How many repairs were granted in a place until the last quarter's end; 0 where they are too few to be told."""

    region_code = models.CharField(max_length=12, primary_key=True)
    region_name = models.CharField("地区", max_length=40)
    region_kind = models.CharField(max_length=10, choices=RegionKind.choices)
    as_of = models.DateField("截至（不含当日）")
    granted = models.IntegerField("准予修复")

    class Meta:
        managed = False
        db_table = '"open"."repair_figure"'
        ordering = ["region_code"]

    def __str__(self) -> str:
        return f"{self.place} {self.granted}"

    @property
    def place(self) -> str:
        """Return the city, or the province's own bodies: what lies in no city is counted there."""
        return "省本级" if self.region_kind == RegionKind.PROVINCE else self.region_name

    @property
    def counted_until(self) -> date:
        """Return the last day that is counted."""
        return self.as_of - timedelta(days=1)
