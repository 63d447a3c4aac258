from __future__ import annotations

from django.db import models

from common.models.identity import Keyed
from organisations.vocabulary import RegionKind


class RegionQuerySet(models.QuerySet["Region"]):
    """Questions put to the administrative tree."""

    def under(self, region: Region) -> RegionQuerySet:
        """Return `region` and everything below it."""
        return self.filter(path__startswith=region.path)


class Region(Keyed):
    """A place of the administrative tree（行政区划 GB/T 2260）, keyed by code because names repeat（鼓楼区）.

    `path` is the codes from the province down, each followed by "/": a subtree is one prefix.
    """

    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=40)
    kind = models.CharField("层级", max_length=10, choices=RegionKind.choices)
    sort_kind = models.CharField("类别", max_length=10, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=60, unique=True)
    city_code = models.CharField(max_length=12, blank=True, db_index=True)
    county_code = models.CharField(max_length=12, blank=True, db_index=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "行政区划"
        verbose_name_plural = "行政区划"
        ordering = ["code"]
        indexes = [
            models.Index(fields=["path"], name="region_path_prefix", opclasses=["varchar_pattern_ops"])
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def paths_above(self) -> list[str]:
        """Return the paths of the region itself and of all above it, from the province down."""
        codes = self.path.split("/")[:-1]
        return ["/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
