"""How many repairs were granted and refused, by city: counts alone, and no small one（rules.md 0.2c）.

Nobody lists who was repaired: below the city nothing is told, and a count below five is a word. 二(五); Order 36 by analogy
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from appeals.repairs.models import Repair
from appeals.repairs.vocabulary import RepairStatus
from common.trail import Actor
from organisations.models import Region
from organisations.vocabulary import RegionKind
from supervision.models.repair_figures import FEWEST

FEW = f"少于 {FEWEST}"
KEPT_BACK = "不列"
COUNTED = ((RepairStatus.GRANTED, "准予"), (RepairStatus.REFUSED, "不准予"))


@dataclass(frozen=True)
class Line:
    """A place and what is told of each outcome, in the order of COUNTED: a number, or the word that keeps it back."""

    name: str
    told: tuple[str, ...]


def repairs_in(region: Region, posting: Actor) -> list[Line]:
    """Return the cities of a province with their sum, one city's own sum, and nothing of a place below a city."""
    if region.kind == RegionKind.PROVINCE:
        cities = list(region.children.order_by("code"))
    elif region.kind == RegionKind.CITY:
        cities = [region]
    else:
        return []
    counted = _counted(posting)
    columns = [told([_within(city, counted[status]) for city in cities]) for status, _ in COUNTED]
    lines = [Line(city.name, tuple(column[at] for column in columns)) for at, city in enumerate(cities)]
    sums = Line("合计", tuple(column[-1] for column in columns))
    return [*lines, sums] if len(cities) > 1 else lines


def told(numbers: Iterable[int]) -> list[str]:
    """Return what is told of some numbers and, last, of their sum; a single small one is not given away by the sum."""
    numbers = list(numbers)
    words = [FEW if 0 < number < FEWEST else str(number) for number in (*numbers, sum(numbers))]
    return [*words[:-1], KEPT_BACK] if words[:-1].count(FEW) == 1 and words[-1] != FEW else words


def _counted(posting: Actor) -> Mapping[str, Counter[str]]:
    """Return by outcome how many repairs that the posting may see were decided, by the path of the department's region."""
    rows = Repair.objects.visible_to(posting).filter(status__in=[status for status, _ in COUNTED])
    found: dict[str, Counter[str]] = {status: Counter() for status, _ in COUNTED}
    for status, path, count in (
        rows.order_by().values_list("status", "department__region__path").annotate(Count("pk"))
    ):
        found[status][path] += count
    return found


def _within(region: Region, counts: Counter[str]) -> int:
    return sum(count for path, count in counts.items() if path.startswith(region.path))
