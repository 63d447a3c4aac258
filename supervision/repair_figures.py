"""What the public is told of granted repairs: each city and the province's own bodies, at the end of a quarter（rules.md 0.2c）.

A number stands until it is off by FEWEST at least, and none below FEWEST stands at all; the province's sum is that of what is
listed. So no difference between two lines, two pages or two days is a count smaller than that, and no day of a repair is told.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from appeals.repairs.models import Repair
from appeals.repairs.vocabulary import RepairStatus
from organisations.models import Region
from organisations.vocabulary import RegionKind
from supervision.models.repair_figures import FEWEST, RepairFigure

GRANTED = (RepairStatus.GRANTED, RepairStatus.HEARING, RepairStatus.UNDONE)


def quarter_of(day: date) -> date:
    """Return the first day of the quarter that `day` lies in: what was decided before it is counted."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def listed(last: int, now: int) -> int:
    """Return the number that is told from now on: the last one until it is far enough off, and 0 for a small one."""
    if abs(now - last) < FEWEST:
        return last
    return now if now >= FEWEST else 0


@transaction.atomic
def take(today: date) -> int:
    """Keep the numbers of the quarter once; return how many places that made, 0 where they are kept already."""
    as_of = quarter_of(today)
    if RepairFigure.objects.filter(as_of=as_of).exists():
        return 0
    counted = _counted(as_of)
    last = {row.region_id: row.granted for row in RepairFigure.objects.order_by("as_of")}
    made = [
        RepairFigure(region_id=key, as_of=as_of, granted=listed(last.get(key, 0), counted[key]))
        for key in _places().values()
    ]
    RepairFigure.objects.bulk_create(made)
    return len(made)


def _places() -> dict[str, UUID]:
    """Return the places that are told of, by their path."""
    told = (RegionKind.PROVINCE, RegionKind.CITY)
    return dict(Region.objects.filter(kind__in=told).order_by("path").values_list("path", "pk"))


def _counted(as_of: date) -> Counter[UUID]:
    """Return how many repairs stood at a day by place: the city that a department lies in, else the province."""
    places, found = _places(), Counter[UUID]()
    stood = Q(undone_on=None) | Q(undone_on__gte=as_of)
    rows = Repair.objects.filter(stood, status__in=GRANTED, decided_on__lt=as_of)
    for path, number in rows.order_by().values_list("department__region__path").annotate(Count("pk")):
        above = max((one for one in places if path.startswith(one)), key=len, default="")
        if above:
            found[places[above]] += number
    return found
