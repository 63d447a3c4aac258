"""The region's figures as the office reads them, each with the list of records that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Sum
from django.urls import reverse

from common.key_domains import KeyDomain
from common.roles import ALL_SEEING_ROLES
from organisations.models import Region
from policy.vocabulary import RecordStatus, Severity, SourceKind
from supervision.models.summaries import CellQuerySet

DIMENSIONS = {
    "domain": ("重点领域", KeyDomain, "domain"),
    "basis": ("来源类型", SourceKind, "source_kind"),
    "severity": ("严重程度", Severity, "declared_severity"),
}
"""Of a cell: its label, its words, and what the list of records calls it."""


@dataclass(frozen=True)
class Count:
    """A number of records; `url` is the list of them, "" where there is none or no list narrows so far."""

    records: int
    url: str = ""


@dataclass(frozen=True)
class Place:
    """A region directly below the one shown: its records in all, and by state in the order of the words."""

    code: str
    name: str
    total: Count
    counts: list[Count]


@dataclass(frozen=True)
class Line:
    """One value of a dimension: its 已认定 records, and their share of the largest value's in percent."""

    label: str
    count: Count
    share: int


@dataclass(frozen=True)
class Shown:
    """What is asked: the figures of `region`, of one year of 认定日期 or of all."""

    posting: Any
    region: Region
    year: int | None = None

    def places(self, cells: CellQuerySet) -> list[Place]:
        """Return the places directly below, the most records first."""
        counts = {status: Sum("records", filter=Q(state=status), default=0) for status in RecordStatus.values}
        rows = (
            self._of_year(cells)
            .filter(region__parent=self.region)
            .values("region__code", "region__name")
            .annotate(total=Sum("records"), **counts)
            .order_by("-total", "region__code")
        )
        return [self._place(row) for row in rows]

    def tables(self, cells: CellQuerySet) -> list[tuple[str, list[Line]]]:
        """Return for each dimension its label and its lines; only what is 已认定 counts."""
        decided = self._of_year(cells).of_region(self.region).filter(state=RecordStatus.CONFIRMED)
        return [(label, self._lines(decided, name)) for name, (label, _, _) in DIMENSIONS.items()]

    def _of_year(self, cells: CellQuerySet) -> CellQuerySet:
        return cells.filter(month__year=self.year) if self.year else cells

    def _place(self, row: dict[str, Any]) -> Place:
        code = row["region__code"]
        states = [self._count(row[status], code, status=status) for status in RecordStatus.values]
        return Place(code, row["region__name"], self._count(row["total"], code), states)

    def _lines(self, cells: CellQuerySet, name: str) -> list[Line]:
        _, words, filtered = DIMENSIONS[name]
        rows = list(cells.values_list(name).annotate(total=Sum("records")).order_by("-total", name))
        most = max((total for _, total in rows), default=0)
        return [
            Line(words(value).label, self._counted(total, filtered, value), round(100 * total / most))
            for value, total in rows
        ]

    def _counted(self, records: int, filtered: str, value: str) -> Count:
        return self._count(records, self.region.code, status=RecordStatus.CONFIRMED, **{filtered: value})

    def _count(self, records: int, region: str, **more: str) -> Count:
        """Return a number with its list; who has no region of his own finds no filter by region there."""
        has_regions = self.posting.region_id or self.posting.role in ALL_SEEING_ROLES
        if not records or not (has_regions or region == self.region.code):
            return Count(records)
        where = {"region": region} if has_regions else {}
        days = {"since": f"{self.year}-01-01", "until": f"{self.year}-12-31"} if self.year else {}
        asked = {**where, "subject": "department", **more, **days}
        return Count(records, f"{reverse('records:records')}?{urlencode(asked)}")
