"""Tables of the statistics page, all from the public summary: regions, months, domains by severity."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Q, Sum

from common.key_domains import KeyDomain
from disclosure.open.models import OpenRegion, OpenStatistic
from organisations.vocabulary import RegionKind
from policy.vocabulary import Severity, SourceKind

PROVINCE = "320000"
GRADES = tuple(Severity)
SHOWN_SOURCES = tuple(kind for kind in SourceKind if kind != SourceKind.DISCIPLINE)
STEPS = 4
OWN = """
    SELECT month, domain, severity, source_kind,
      sum(records) FILTER (WHERE extract(year FROM month) = %s), sum(records)
    FROM open.statistic WHERE region_code = %s
    GROUP BY GROUPING SETS ((month), (domain, severity), (source_kind))
    ORDER BY month
"""


@dataclass(frozen=True)
class Place:
    """A region's line: records in public and how many of them are 严重."""

    code: str
    name: str
    records: int
    serious: int
    share: int


@dataclass(frozen=True)
class Cell:
    records: int
    step: int


@dataclass
class _Own:
    """The sums of one region and one year（None: all years）."""

    year: int | None
    years: list[int]
    months: dict[date, int] = field(default_factory=dict)
    domains: dict[tuple[str, str], int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.domains.values())

    @property
    def serious(self) -> int:
        return sum(number for (_, severity), number in self.domains.items() if severity == Severity.SERIOUS)


@dataclass(frozen=True)
class Summary:
    """Everything on the statistics page, of one region and one year（None: all years）."""

    region: OpenRegion | None
    year: int | None
    years: list[int]
    cities: list[OpenRegion]
    places: list[Place]
    on_map: list[Place]
    months: list[tuple[date, int]]
    domains: list[tuple[str, str, list[Cell], int]]
    sources: list[tuple[str, str, int]]
    total: int

    @property
    def serious(self) -> int:
        """Return how many of all are 严重."""
        return sum(place.serious for place in self.places)

    @property
    def by_grade(self) -> list[int]:
        """Return how many of all there are of each grade, in the order of GRADES."""
        columns = zip(*(cells for _, _, cells, _ in self.domains), strict=True)
        return [sum(cell.records for cell in column) for column in columns]


def summarise(city: str, year: int | None) -> Summary:
    """Return the figures of a city or, without one, of the province: three questions in all."""
    asked = Q(kind=RegionKind.CITY) | Q(kind=RegionKind.COUNTY, city_code=city)
    known = list(OpenRegion.objects.filter(asked))
    cities = [place for place in known if place.kind == RegionKind.CITY]
    region = next((place for place in cities if place.code == city), None)
    own = _own(region.code if region else PROVINCE, year)
    counted = _by_place(region, own.year)
    on_map = _places(cities, counted)
    below = _places([place for place in known if place not in cities], counted) if region else on_map
    return Summary(
        region=region,
        year=own.year,
        years=own.years,
        cities=cities,
        places=[*below, *_own_level(region, own, below)],
        on_map=on_map,
        months=_without_gaps(own.months),
        domains=_domains(own.domains),
        sources=[(kind.value, kind.label, own.sources.get(kind.value, 0)) for kind in SHOWN_SOURCES],
        total=own.total,
    )


def _own(code: str, year: int | None) -> _Own:
    """Return the sums of a region; of all years where there is nothing of the year asked for."""
    with connection.cursor() as cursor:
        cursor.execute(OWN, [year, code])
        rows = cursor.fetchall()
    years = sorted({month.year for month, *_ in rows if month}, reverse=True)
    own = _Own(year if year in years else None, years)
    for month, domain, severity, source, of_year, of_all in rows:
        number = of_year if own.year else of_all
        if month and number is not None:
            own.months[month] = number
        elif domain:
            own.domains[domain, severity] = number or 0
        elif source:
            own.sources[source] = number or 0
    return own


def _by_place(region: OpenRegion | None, year: int | None) -> dict[str, tuple[int, int]]:
    """Return records, and 严重 ones, of the cities and of the counties of a region."""
    counties = Q(region_kind=RegionKind.COUNTY, city_code=region.code) if region else Q()
    cells = OpenStatistic.objects.filter(Q(region_kind=RegionKind.CITY) | counties)
    cells = cells.filter(month__year=year) if year else cells
    of_all = Sum("records")
    of_serious = Sum("records", filter=Q(severity=Severity.SERIOUS), default=0)
    lines = cells.values_list("region_code").annotate(of_all=of_all, of_serious=of_serious)
    return {code: (records, serious) for code, records, serious in lines}


def _places(regions: list[OpenRegion], counted: dict[str, tuple[int, int]]) -> list[Place]:
    lines = [(place, *counted.get(place.code, (0, 0))) for place in regions]
    most = max((records for _, records, _ in lines), default=0) or 1
    return [
        Place(place.code, place.name, records, serious, records * 100 // most)
        for place, records, serious in lines
    ]


def _own_level(region: OpenRegion | None, own: _Own, below: list[Place]) -> list[Place]:
    """Return the line of what belongs to the region itself, so that the lines add up to the total."""
    records = own.total - sum(place.records for place in below)
    if not records:
        return []
    most = max((place.records for place in below), default=0) or records
    left = own.serious - sum(place.serious for place in below)
    return [Place("", "市本级" if region else "省本级", records, left, min(records * 100 // most, 100))]


def _without_gaps(counted: dict[date, int]) -> list[tuple[date, int]]:
    """Return every month from the first to the last: a month without records is a zero, not a gap."""
    if not counted:
        return []
    day, months = min(counted), []
    while day <= max(counted):
        months.append((day, counted.get(day, 0)))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return months


def _domains(counted: dict[tuple[str, str], int]) -> list[tuple[str, str, list[Cell], int]]:
    most = max(counted.values(), default=0) or 1
    lines = []
    for domain in KeyDomain:
        numbers = [counted.get((domain.value, grade.value), 0) for grade in GRADES]
        cells = [Cell(number, -(-number * STEPS // most)) for number in numbers]
        lines.append((domain.value, domain.label, cells, sum(numbers)))
    return lines
