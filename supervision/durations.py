"""How long procedures take: median, 90th percentile and the share in time, by procedure, outcome and deciding body. 二(五)"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median, quantiles
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.cases.case_type import CaseType, given
from common.deadlines.kinds import deadline_kinds
from common.models import Deadline, Transition
from common.models.deadlines import SETTLED
from common.trail import Actor
from supervision.board import is_open, moves, on_board, standing

PERIOD = timedelta(days=365)
FEWEST = 5
"""From how many cases on a percentile is told: of fewer it would be that of a single case."""


@dataclass(frozen=True)
class Case:
    """One case that was finished: with which outcome, by which body, after how many days, all its clocks met or not."""

    outcome: str
    body: str
    days: int
    is_in_time: bool


@dataclass(frozen=True)
class Duration:
    """The finished cases of one group; `nine_tenths` is None where they are too few."""

    label: str
    count: int
    median: float
    nine_tenths: float | None
    in_time: int

    @property
    def share_in_time(self) -> int:
        """Return the share whose every clock was met, in percent."""
        return round(100 * self.in_time / self.count)


@dataclass(frozen=True)
class Procedure:
    """One procedure: as a whole, by outcome and by deciding body."""

    whole: Duration
    outcomes: Sequence[Duration]
    bodies: Sequence[Duration]


def durations(posting: Actor, today: date) -> list[Procedure]:
    """Return the procedures with cases that a posting may see and that ended within a year before `today`, the slowest first."""
    read = ((case, _finished(case, posting, today)) for case in on_board())
    found = [_procedure(str(case.model._meta.verbose_name), cases) for case, cases in read if cases]
    return sorted(found, key=lambda one: (-one.whole.median, one.whole.label))


def _procedure(label: str, cases: Sequence[Case]) -> Procedure:
    outcomes, bodies = defaultdict(list), defaultdict(list)
    for case in cases:
        outcomes[case.outcome].append(case)
        if case.body:
            bodies[case.body].append(case)
    return Procedure(duration(label, cases), _each(outcomes), _each(bodies))


def _each(groups: dict[str, list[Case]]) -> list[Duration]:
    found = (duration(label, cases) for label, cases in groups.items())
    return sorted(found, key=lambda one: (-one.count, one.label))


def duration(label: str, cases: Sequence[Case]) -> Duration:
    """Return the figures of some finished cases, at least one."""
    days = [case.days for case in cases]
    nine_tenths = quantiles(days, n=10, method="inclusive")[-1] if len(days) >= FEWEST else None
    return Duration(label, len(cases), median(days), nine_tenths, sum(case.is_in_time for case in cases))


def _finished(case: CaseType, posting: Actor, today: date) -> list[Case]:
    names = {field.name for field in case.model._meta.fields}
    body = F("body_name") if "body_name" in names else None
    return [
        Case(
            _outcome(case, row),
            row.get("deciding_body", ""),
            (timezone.localdate(row["closed_at"]) - timezone.localdate(row["begun_at"])).days,
            not row["missed_clock"],
        )
        for row in _rows(case, posting, today, {"deciding_body": body} if body else {})
    ]


def _rows(case: CaseType, posting: Actor, today: date, more: dict[str, Any]) -> QuerySet[Any, Any]:
    """Return what is no longer open and stands elsewhere than where it was entered: what waits, or waits again, is not finished."""
    visible = case.model._default_manager.visible_to(posting)  # type: ignore[attr-defined]
    steps, in_effect = moves(case), standing(case)
    terms = [kind.key for kind in deadline_kinds.values() if kind.is_term]
    over = Q(met_on__gt=F("due_on")) | Q(cancelled_on__gt=F("due_on"))
    missed = Deadline.objects.filter(SETTLED, over, object_id=OuterRef("pk"))
    return (
        case.model._base_manager.filter(pk__in=visible.order_by().values("pk"))
        .exclude(is_open(case, posting))
        .annotate(
            begun_at=Subquery(steps.order_by("seq").values("at")[:1]),
            closed_at=_last(steps, "at", in_effect),
            closed_by=_last(steps, "act", in_effect),
            closed_to=_last(steps, "to_status", in_effect),
            missed_clock=Exists(missed.exclude(kind__in=terms)),
        )
        .filter(closed_at__date__gt=today - PERIOD)
        .exclude(closed_to=Subquery(steps.order_by("seq").values("to_status")[:1]))
        .order_by()
        .values("begun_at", "closed_at", "closed_by", "closed_to", "missed_clock", **more)
    )


def _last(steps: QuerySet[Transition], column: str, in_effect: Sequence[str]) -> Coalesce:
    """Return of the step by which a case was handled: the last that put its decision into effect, else the last of all.

    A publication is handled once it is decided, not a year later as its window ends.
    """
    newest = steps.order_by("-seq").values(column)[:1]
    decided = steps.filter(to_status__in=in_effect).order_by("-seq").values(column)[:1]
    return Coalesce(Subquery(decided), Subquery(newest))


def _outcome(case: CaseType, row: dict[str, Any]) -> str:
    """Return what came of a case: the state that it ended in, or what was decided where that is still in effect."""
    states, verb = given(case.states), case.model.TRANSITIONS.get(row["closed_by"])
    if verb is not None and row["closed_to"] in standing(case):
        return verb.label
    return str(states(row["closed_to"]).label) if states else row["closed_to"]
