from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.models.identity import Keyed
from organisations.models import Region

FEWEST = 5
"""The smallest number of repairs that is told of a place（rules.md 0.2c）."""


class RepairFigure(Keyed):
    """How many granted repairs are told of a place as of a quarter's first day; 0 where it is too few to be told.

    Written once a quarter and never changed: what stands in public is the last of each place.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地区")
    as_of = models.DateField("截至（不含当日）")
    granted = models.PositiveIntegerField("准予修复")

    class Meta:
        verbose_name = "修复件数"
        verbose_name_plural = "修复件数"
        ordering = ["as_of", "region"]
        constraints = [
            models.UniqueConstraint(fields=["region", "as_of"], name="repair_figure_once_a_quarter"),
            models.CheckConstraint(
                name="repair_figure_never_small", condition=Q(granted=0) | Q(granted__gte=FEWEST)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.as_of} {self.granted}"
