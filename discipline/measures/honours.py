"""Whether a department may take part in the selection for an honour, as of the award's own cut-off day.

苏政发〔2023〕55号 二(四); procedures.md 14
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from discipline.measures.catalogue import lines_of
from discipline.measures.models import Measure
from discipline.measures.vocabulary import Bars
from discipline.tolerance.models import Tolerance
from discipline.tolerance.querysets import OPEN
from organisations.models import Department
from policy.vocabulary import EndGround, RecordStatus
from records.facts.models.facts import fact_kinds
from records.models import Fact


class Standing(StrEnum):
    """What can be said of a department: nothing is against it, it is barred, or a person has to look."""

    CLEAR = "clear"
    BARRED = "barred"
    UNSURE = "unsure"


@dataclass(frozen=True)
class HonourStanding:
    """The answer for one department; `measure` is there where it is barred, and no ground is told otherwise."""

    standing: Standing
    measure: Measure | None = None

    @property
    def until(self) -> date | None:
        """Return the last day on which it is barred."""
        return self.measure.until if self.measure else None


def barred_from_honours(department: Department, on: date) -> HonourStanding:
    """Return whether a department is barred from honours as of `on`."""
    return honour_standings([department.pk], on)[department.pk]


def honour_standings(departments: Collection[UUID], on: date) -> dict[UUID, HonourStanding]:
    """Return the answer for each department as of `on`, in four questions.

    Barred only by a served measure that ran that day, out of a confirmed line that bars from every honour, on a record
    that stands today and that no tolerance taken up by the day may yet take away; an application alone holds nothing
    （procedures B.10）. A record that stands without such a measure, or with one narrowed since, asks for a person.
    """
    standing = dict(_effective(departments, on).values_list("pk", "department_id"))
    taken_up = Tolerance.objects.filter(status__in=OPEN, fact__in=standing, accepted_on__lte=on)
    pending = set(taken_up.values_list("fact_id", flat=True))
    found = dict.fromkeys(departments, HonourStanding(Standing.CLEAR))
    found |= {department: HonourStanding(Standing.UNSURE) for department in standing.values()}
    measures = Measure.objects.ran_on(on).filter(fact__in=standing.keys() - pending).order_by("until", "pk")
    rows = list(measures.select_related("fact"))
    lines = lines_of([(row.measure, row.measure_version) for row in rows])
    for row in rows:
        line = lines[row.measure, row.measure_version]
        if line.is_settled and line.bars == Bars.ALL and not row.narrowed_to:
            found[standing[row.fact_id]] = HonourStanding(Standing.BARRED, row)
    return found


def _effective(departments: Collection[UUID], on: date) -> QuerySet[Fact]:
    """Return the records that stand: confirmed, in effect on the day, neither repaired nor past their publicity or query period."""
    of_kind = (
        Q(kind=key, **{f"{key}__repaired_on": None})
        & (Q(**{f"{key}__query_until": None}) | Q(**{f"{key}__query_until__gt": on}))
        for key, kind in fact_kinds.items()
        if kind.IS_REPAIRABLE
    )
    rows = Fact.objects.filter(
        reduce(or_, of_kind),
        department__in=list(departments),
        status=RecordStatus.CONFIRMED,
        effective_on__lte=on,
    )
    return rows.exclude(publications__end_ground=EndGround.EXPIRED)
