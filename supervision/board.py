"""The board of open cases: every procedure by step, what of it falls due and what is late, and who answers for how much.

It reads what each procedure declares（CaseType）; a new one stands on the board without a line here. 二(四)、二(五)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from common.cases.case_type import CaseType, case_types, given
from common.cases.open_cases import CaseKind, case_kinds, in_words
from common.models import Deadline, Transition
from common.roles import OFFICERS
from common.trail import Actor
from postings.models import Posting

SOON = timedelta(days=7)
MOST_OFFICERS = 40


@dataclass(frozen=True)
class Step:
    """The open cases of one procedure at one step; `since` is when the one that waits longest came there."""

    word: str
    count: int
    soon: int
    late: int
    since: datetime | None
    url: str

    @property
    def days(self) -> int | None:
        """Return for how many days the one that waits longest has been there."""
        return (timezone.now() - self.since).days if self.since else None


@dataclass(frozen=True)
class Procedure:
    """One procedure with its steps in the order of its machine."""

    label: str
    steps: Sequence[Step]

    @property
    def count(self) -> int:
        return sum(step.count for step in self.steps)

    @property
    def late(self) -> int:
        return sum(step.late for step in self.steps)


@dataclass(frozen=True)
class Load:
    """What one officer's posting has open, by kind of case."""

    posting: Posting
    counts: dict[CaseKind, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def words(self) -> str:
        return in_words(self.counts)


def board(posting: Actor, today: date) -> list[Procedure]:
    """Return the procedures of which a posting may see open cases, those with late ones first, then the fullest."""
    found = [_procedure(case, posting, today) for case in on_board()]
    return sorted(filter(lambda one: one.count, found), key=lambda one: (-one.late, -one.count, one.label))


def loads(posting: Posting, today: date) -> list[Load]:
    """Return what the officers within a posting's region have open, the most first; what is private is left out."""
    if posting.region is None:
        return []
    colleagues = Posting.objects.in_force(today).filter(
        role__in=OFFICERS, region__path__startswith=posting.region.path
    )
    kinds = [kind for kind in case_kinds.values() if not kind.is_private]
    found = [_load(one, kinds) for one in colleagues.select_related("user", "region", "unit")[:MOST_OFFICERS]]
    return sorted(found, key=lambda load: (-load.total, load.posting.user.name))


def _load(posting: Posting, kinds: Sequence[CaseKind]) -> Load:
    counted = [(kind, kind.rows(posting).count()) for kind in kinds]
    return Load(posting, {kind: count for kind, count in counted if count})


def on_board() -> list[CaseType]:
    """Return the procedures of which something waits for somebody, or was begun and is not finished."""
    return [
        case for case in case_types.values() if given(case.queues) or given(case.handover) or _turns(case)
    ]


def is_open(case: CaseType, posting: Actor) -> Q:
    """Return the condition that a case is not finished: it is somebody's turn, or it was begun and is still in hand.

    Of a procedure that nobody hands on, and that no posting leaves open, it is what waits in its queues.
    """
    found = _in_hand(case)
    if not found:
        for queue in given(case.queues) or ():
            found |= Q(pk__in=queue.rows(posting).order_by().values("pk"))
    return found


def standing(case: CaseType) -> list[str]:
    """Return the states in which what was decided is in effect: neither in hand any more nor ended（已认定、公示中）."""
    states, in_hand = given(case.states), _named_in(_in_hand(case))
    if states is None or not in_hand:
        return []
    return [one for one in states.values if one not in {*in_hand, *(case.model.ENDS or ())}]


def _in_hand(case: CaseType) -> Q:
    turns = _turns(case)
    found = Q(status__in=turns) if turns else Q()
    for kind in given(case.handover) or ():
        found |= kind.is_open
    return found


def _named_in(condition: Q) -> set[str]:
    """Return the states that a condition names."""
    found: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            found |= _named_in(child)
        elif isinstance(child, tuple) and child[0] in {"status", "status__in"}:
            found |= {child[1]} if isinstance(child[1], str) else set(child[1])
    return found


def moves(case: CaseType) -> QuerySet[Transition]:
    """Return the steps of a case of the procedure that changed its state; what is done after it is closed is none."""
    own = Transition.objects.filter(object_id=OuterRef("pk"), object_type=case.key)
    return own.exclude(to_status="").exclude(from_status=F("to_status"))


def _turns(case: CaseType) -> list[str]:
    """Return the states in which whoever handed a case on is told whose turn it is."""
    told = [sent.stands for sent in given(case.sent) or () if sent.state == "status"]
    states = given(case.states)
    return [state for state in states.values if any(stands(state)[1] for stands in told)] if states else []


def _procedure(case: CaseType, posting: Actor, today: date) -> Procedure:
    states = given(case.states)
    order = list(states.values) if states else []
    rows = {row["status"]: row for row in _by_status(case, posting, today)}
    steps = [
        Step(
            word=str(states(status).label) if states else status,
            count=row["count"],
            soon=row["soon"],
            late=row["late"],
            since=row["since"],
            url=_address(case, status),
        )
        for status, row in sorted(rows.items(), key=lambda pair: order.index(pair[0]) if order else 0)
    ]
    return Procedure(str(case.model._meta.verbose_name), steps)


def _by_status(case: CaseType, posting: Actor, today: date) -> QuerySet[Any, Any]:
    rows = case.model._default_manager.visible_to(posting)  # type: ignore[attr-defined]
    mine = Deadline.objects.filter(object_id=OuterRef("pk"))
    return (
        case.model._base_manager.filter(is_open(case, posting), pk__in=rows.order_by().values("pk"))
        .annotate(
            is_late=Exists(mine.late(today)),
            is_soon=Exists(mine.open().filter(due_on__range=(today, today + SOON), paused_on=None)),
            moved_at=Subquery(moves(case).order_by("-seq").values("at")[:1]),
        )
        .order_by()
        .values("status")
        .annotate(
            count=Count("pk"),
            late=Count("pk", filter=Q(is_late=True)),
            soon=Count("pk", filter=Q(is_late=False, is_soon=True)),
            since=Min("moved_at"),
        )
    )


def _address(case: CaseType, status: str) -> str:
    """Return the list of just these, "" where the procedure has none that can be narrowed so."""
    specs = [spec for spec in given(case.lists) or () if "status" in spec.filterset.base_filters]
    return f"{reverse(specs[0].url_name)}?{urlencode({'status': status})}" if specs else ""
