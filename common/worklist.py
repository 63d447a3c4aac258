"""What the registry holds for one posting: what waits and by when, what was handed on and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Model, Q, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property

from common.registry import GROUPS, OWN_TURN, WAITS_UNTIL, Clock, Place, Queue, Sent, Tile, Work, registry
from common.trail import Actor
from common.waiting import waits

SHOWN_WORK, NEVER, CAME_FROM = 12, Q(pk__in=[]), "queues"


@dataclass(frozen=True)
class Waiting:
    """A queue with its count for one posting, and how many of these fall due when."""

    queue: Queue
    count: int
    url: str
    by_clock: Mapping[Clock, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Stand:
    """How many of what one handed on stand where, and whose turn it is."""

    sent: Sent
    state: str
    count: int

    @property
    def word(self) -> str:
        return self.sent.stands(self.state)[0]

    @property
    def whose(self) -> str:
        return self.sent.stands(self.state)[1]

    @property
    def is_back(self) -> bool:
        return self.whose == OWN_TURN

    @property
    def url(self) -> str:
        """Return the list of just these."""
        return f"{reverse('common:sent')}?{urlencode({'kind': self.sent.key, 'state': self.state})}"


class Worklist:
    """What the frame shows to one posting; each question is asked at most once a request."""

    def __init__(self, posting: Actor | None) -> None:
        self.posting = posting

    @cached_property
    def queues(self) -> list[Waiting]:
        """Count every queue and what of it falls due when, all in one question."""
        mine = self.posting
        if mine is None:
            return []
        queues, path = tuple(registry.of(Queue, mine.role)), mine.region and mine.region.path
        scope = (mine.user_id, mine.unit_id, path, mine.domain, mine.with_subordinates, *mine.excluded)
        question = _question(queues, mine, timezone.localdate(), scope)
        with connection.cursor() as cursor:
            cursor.execute(*question)
            found = {row[0]: row[1:] for row in cursor.fetchall()}
        counts = [found.get(place, (0,) * (1 + len(Clock))) for place in range(len(queues))]
        return [
            Waiting(queue, count, queue.address(mine), dict(zip(Clock, due, strict=True)))
            for queue, (count, *due) in zip(queues, counts, strict=True)
        ]

    @property
    def clocks(self) -> list[tuple[Clock, int]]:
        """Return how much work falls due when."""
        work = [waiting for waiting in self.queues if waiting.queue.work]
        return [(clock, sum(waiting.by_clock.get(clock, 0) for waiting in work)) for clock in Clock]

    @property
    def with_others(self) -> int:
        """Return how many of what one handed on are with somebody else now."""
        return sum(stand.count for stand in self.sent if stand.whose not in ("", OWN_TURN))

    @cached_property
    def sent(self) -> list[Stand]:
        """Return where stands what one handed on: open first, then what is settled."""
        if self.posting is None:
            return []
        found = [
            Stand(sent, state, count)
            for sent in registry.of(Sent, self.posting.role)
            for state, count in sent.rows(self.posting)
            .order_by(sent.state)
            .values_list(sent.state)
            .annotate(Count("pk"))
        ]
        return sorted(found, key=lambda stand: (not stand.whose, stand.sent.order))

    @cached_property
    def groups(self) -> list[tuple[str, list[tuple[Place, int, str]]]]:
        """Return the sidebar: (group, [(place, number that waits there, list of just these)])."""
        places = registry.of(Place, self.posting.role) if self.posting else []
        by_group = [
            (group, [(p, *self._count(p.key)) for p in places if p.group == group]) for group in GROUPS
        ]
        return [(group, entries) for group, entries in by_group if entries]

    @property
    def waiting(self) -> int:
        """Return how many cases wait; what is only to be read is not work."""
        return sum(waiting.count for waiting in self.queues if waiting.queue.work)

    def work(self, only: Collection[str] = ()) -> list[Work]:
        """Return what waits first, of the queues `only` where some are named: by due date, then in the queues' order."""
        found = [
            told(waiting.queue, row)
            for waiting in self.queues
            if waiting.queue.work and waiting.count and (not only or waiting.queue.key in only)
            for row in first_rows(waiting.queue, self.posting)[:SHOWN_WORK]
        ]
        return first_due(found)[:SHOWN_WORK]

    def tiles(self) -> list[tuple[str, dict[str, Any]]]:
        """Return (template, context) of the home page's sheets."""
        posting, tiles = self.posting, registry.of(Tile, self.posting.role) if self.posting else []
        made = [(tile.template, tile.context(posting)) for tile in tiles if posting]
        return [(template, context) for template, context in made if context is not None]

    def _count(self, place: str) -> tuple[int, str]:
        """Return how much waits at a place, and the list that shows just that."""
        here = [waiting for waiting in self.queues if waiting.queue.place == place and waiting.count]
        one = here[0].url if len(here) == 1 else f"{reverse('common:work')}?{urlencode({'place': place})}"
        return sum(waiting.count for waiting in here), one


@lru_cache(maxsize=128)
def _question(
    queues: tuple[Queue, ...], posting: Actor, _today: date, _scope: tuple[object, ...]
) -> tuple[str, tuple[Any, ...]]:
    """Return what a posting asks all day: putting it together takes ten times as long as the answer.

    That holds because no queue asks the database, or the clock beyond the day, when it says which rows it has.
    """
    asked = [_counted(place, queue, posting) for place, queue in enumerate(queues)]
    with suppress(EmptyResultSet, IndexError):
        return asked[0].union(*asked[1:], all=True).query.sql_with_params()
    return "SELECT WHERE false", ()


def _counted(place: int, queue: Queue, posting: Actor | None) -> QuerySet[Any, Any]:
    """Return the question for one row: the place of a queue, its count, and how many fall due within each clock."""
    today, rows = timezone.localdate(), rows_of(queue, posting).order_by()
    due = {clock: clock.within(queue.by, today) if queue.by else NEVER for clock in Clock}
    when = {f"n_{clock}": Count("pk", filter=condition) for clock, condition in due.items()}
    return rows.values(place=Value(place)).annotate(n=Count("pk"), **when).values_list("place", "n", *when)


def rows_of(queue: Queue, posting: Actor | None) -> QuerySet[Any]:
    """Return the rows of a queue; of work each has its day, and says whether an unconfirmed rule gave it."""
    return dated(queue, queue.rows(posting))


def dated(queue: Queue, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Add to rows of a queue the day by which they are to be done, where it is no column of theirs."""
    return rows.annotate(**waits(queue.due, queue.since, timezone.localdate())) if queue.by else rows


def told(queue: Queue, row: Model) -> Work:
    """Return a row of a queue of work as it is told."""
    work = queue.work(row) if queue.work else Work("", "")
    if work.due is not None and not queue.due:
        return work
    due = getattr(row, WAITS_UNTIL, None)
    return replace(work, due=due, in_doubt=getattr(row, "in_doubt", False))


def first_rows(queue: Queue, posting: Actor | None) -> QuerySet[Any]:
    """Return the rows of a queue, what falls due first in front."""
    return by_day(queue, rows_of(queue, posting))


def by_day(queue: Queue, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return dated rows of a queue, what falls due first in front."""
    return rows.order_by(F(queue.by).asc(nulls_last=True), "pk") if queue.by else rows


def first_due(work: Iterable[Work]) -> list[Work]:
    """Return `work` by due date; what has none comes last, in the order given."""
    return sorted(work, key=lambda item: item.due or date.max)


def worklist(request: HttpRequest) -> dict[str, Any]:
    """Return `posting`, `postings_held` and `worklist`, what the office's frame shows beside the page; asked for only if shown."""
    posting = getattr(request, "posting", None)
    held = getattr(request, "postings", [])
    return {
        "posting": posting,
        "postings_held": held,
        "worklist": SimpleLazyObject(lambda: worklist_of(request)),
    }


def worklist_of(request: HttpRequest) -> Worklist:
    """Return the request's one worklist."""
    found: Worklist | None = getattr(request, "_worklist", None)
    if found is None:
        found = Worklist(getattr(request, "posting", None))
        request._worklist = found  # type: ignore[attr-defined]
    return found
