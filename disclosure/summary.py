"""Tables of the statistics page, all from the public summary: regions, months, domains by severity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from common.key_domains import KeyDomain
from disclosure.models import OpenAggregation, OpenRegion, OpenStatistic
from organisations.models.regions import RegionKind
from records.vocabulary import Severity, SourceKind

PROVINCE = "320000"
GRADES = tuple(Severity)
SHOWN_SOURCES = tuple(kind for kind in SourceKind if kind != SourceKind.DISCIPLINE)
STEPS = 4


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


def as_of() -> OpenAggregation | None:
    """Return the run that filled the summary; None before the first night."""
    return OpenAggregation.objects.order_by("-finished_at").first()


def summarise(city: str, year: int | None) -> Summary:
    """Return the figures of a city or, without one, of the province."""
    cities = list(OpenRegion.objects.filter(kind=RegionKind.CITY))
    region = next((place for place in cities if place.code == city), None)
    own = OpenStatistic.objects.filter(region_code=region.code if region else PROVINCE)
    years = sorted({day.year for day in own.values_list("month", flat=True).distinct()}, reverse=True)
    year = year if year in years else None
    own = _of_year(own, year)
    months = own.values_list("month").annotate(number=Sum("records")).order_by("month")
    places = _places(region, year)
    return Summary(
        region=region,
        year=year,
        years=years,
        cities=cities,
        places=[*places, *_own_level(region, own, places)],
        on_map=_places(None, year),
        months=_without_gaps(dict(months.values_list("month", "number"))),
        domains=_domains(own),
        sources=_sources(own),
        total=own.aggregate(number=Sum("records"))["number"] or 0,
    )


def _of_year(cells: QuerySet[OpenStatistic], year: int | None) -> QuerySet[OpenStatistic]:
    return cells.filter(month__year=year) if year else cells


def _places(region: OpenRegion | None, year: int | None) -> list[Place]:
    kind = RegionKind.COUNTY if region else RegionKind.CITY
    cells = OpenStatistic.objects.filter(region_kind=kind)
    known = OpenRegion.objects.filter(kind=kind)
    if region:
        cells, known = cells.filter(city_code=region.code), known.filter(city_code=region.code)
    counted: dict[str, list[int]] = {}
    grouped = _of_year(cells, year).values_list("region_code", "severity").annotate(number=Sum("records"))
    for code, severity, number in grouped.order_by():
        line = counted.setdefault(code, [0, 0])
        line[0] += number
        line[1] += number if severity == Severity.SERIOUS else 0
    most = max((line[0] for line in counted.values()), default=0) or 1
    lines = [(place, counted.get(place.code, [0, 0])) for place in known]
    return [Place(place.code, place.name, line[0], line[1], line[0] * 100 // most) for place, line in lines]


def _own_level(region: OpenRegion | None, own: QuerySet[OpenStatistic], below: list[Place]) -> list[Place]:
    """Return the line of what belongs to the region itself, so that the lines add up to the total."""
    total = own.aggregate(number=Sum("records"))["number"] or 0
    serious = own.filter(severity=Severity.SERIOUS).aggregate(number=Sum("records"))["number"] or 0
    records = total - sum(place.records for place in below)
    if not records:
        return []
    most = max((place.records for place in below), default=0) or records
    left = serious - sum(place.serious for place in below)
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


def _domains(own: QuerySet[OpenStatistic]) -> list[tuple[str, str, list[Cell], int]]:
    grouped = own.values_list("domain", "severity").annotate(number=Sum("records")).order_by()
    counted = {(domain, severity): number for domain, severity, number in grouped}
    most = max(counted.values(), default=0) or 1
    lines = []
    for domain in KeyDomain:
        numbers = [counted.get((domain.value, grade.value), 0) for grade in GRADES]
        cells = [Cell(number, -(-number * STEPS // most)) for number in numbers]
        lines.append((domain.value, domain.label, cells, sum(numbers)))
    return lines


def _sources(own: QuerySet[OpenStatistic]) -> list[tuple[str, str, int]]:
    grouped = own.values_list("source_kind").annotate(number=Sum("records")).order_by()
    counted = dict(grouped.values_list("source_kind", "number"))
    return [(kind.value, kind.label, counted.get(kind.value, 0)) for kind in SHOWN_SOURCES]
