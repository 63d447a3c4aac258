"""The office's registry: places of the sidebar, queues of work, tiles of the home page, tabs of a case, finders.

Every app registers what is its own from `AppConfig.ready()`; the frames read the registry and know none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from common.roles import BLIND_ROLES, Role

EVERYONE = frozenset(Role) - {Role.CLOCK}
SEEING = EVERYONE - BLIND_ROLES
GROUPS = ("", "档案", "归集", "公开", "监督", "管理")
SHOWN_WORK = 12


@dataclass(frozen=True)
class Place:
    """An entry of the sidebar; its count is that of the queues that name it."""

    key: str
    label: str
    group: str
    url_name: str
    roles: frozenset[Role] = SEEING
    order: int = 50


@dataclass(frozen=True)
class Work:
    """One thing that waits: what, about whom, where to do it, and by when."""

    matter: str
    url: str
    subject: str = ""
    last_step: str = ""
    word: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Queue:
    """What waits for a role: `rows` is counted and shown, `address` is the list that shows just these rows."""

    key: str
    label: str
    meaning: str
    roles: frozenset[Role]
    rows: Callable[[Any], QuerySet[Any]]
    address: Callable[[Any], str]
    work: Callable[[Any], Work] | None = None
    place: str = ""
    order: int = 50

    @property
    def is_work(self) -> bool:
        """Say whether its rows are work to do; a template cannot ask `work` itself without calling it."""
        return self.work is not None


@dataclass(frozen=True)
class Tile:
    """A sheet of the home page; `context` returns what its template shows, or None for nothing."""

    key: str
    template: str
    context: Callable[[Any], dict[str, Any] | None]
    roles: frozenset[Role] = SEEING
    order: int = 50


@dataclass(frozen=True)
class CaseTab:
    """A tab of the case page of one kind of object; `count` stands beside its label."""

    key: str
    label: str
    model: str
    template: str
    context: Callable[[Any, Any], dict[str, Any]]
    count: Callable[[Any, Any], int] | None = None
    roles: frozenset[Role] = SEEING
    order: int = 50


@dataclass(frozen=True)
class Hit:
    """One thing found by its words: its name, its address, and a line that tells it from the others."""

    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Finder:
    """How one kind of thing is found: `rows(posting, words)` in scope; `list_name` is the URL name of the whole list."""

    key: str
    label: str
    rows: Callable[[Any, str], QuerySet[Any]]
    hit: Callable[[Any], Hit]
    list_name: str
    roles: frozenset[Role] = SEEING
    order: int = 50


Entry = Place | Queue | Tile | CaseTab | Finder


@dataclass
class Registry:
    """Entries by kind and key, tabs by model too; registering the same key again replaces the entry."""

    entries: dict[tuple[type[Any], str], Entry] = field(default_factory=dict)

    def register(self, *entries: Entry) -> None:
        for entry in entries:
            whose = f"{entry.model}:" if isinstance(entry, CaseTab) else ""
            self.entries[type(entry), f"{whose}{entry.key}"] = entry

    def of(self, kind: type[Any], role: str) -> list[Any]:
        """Return the entries of one kind that `role` sees, in order."""
        mine = (e for (k, _), e in self.entries.items() if k is kind and role in e.roles)
        return sorted(mine, key=lambda entry: (entry.order, entry.key))

    def queue(self, key: str, role: str) -> Queue | None:
        """Return the queue `key` where `role` has it."""
        found = self.entries.get((Queue, key))
        return found if isinstance(found, Queue) and role in found.roles else None

    def tabs(self, obj: Any, role: str) -> list[CaseTab]:
        """Return the tabs of one object's case page."""
        return [tab for tab in self.of(CaseTab, role) if tab.model == obj._meta.label_lower]


registry = Registry()


@dataclass(frozen=True)
class Waiting:
    """A queue with its count for one posting."""

    queue: Queue
    count: int
    url: str


class Desk:
    """What the frame shows to one posting; each question is asked at most once a request."""

    def __init__(self, posting: Any) -> None:
        self.posting = posting

    @cached_property
    def queues(self) -> list[Waiting]:
        if self.posting is None:
            return []
        mine = registry.of(Queue, self.posting.role)
        return [Waiting(q, q.rows(self.posting).count(), q.address(self.posting)) for q in mine]

    @cached_property
    def groups(self) -> list[tuple[str, list[tuple[Place, int]]]]:
        """Return the sidebar: (group, [(place, number that waits there)])."""
        if self.posting is None:
            return []
        places = registry.of(Place, self.posting.role)
        by_group = [
            (group, [(p, self._count(p.key)) for p in places if p.group == group]) for group in GROUPS
        ]
        return [(group, entries) for group, entries in by_group if entries]

    @property
    def waiting(self) -> int:
        """Return how many cases wait; what is only to be read is not work."""
        return sum(waiting.count for waiting in self.queues if waiting.queue.work)

    def work(self) -> list[Work]:
        """Return what waits first: by due date, then in the order of the queues."""
        found = [
            waiting.queue.work(row)
            for waiting in self.queues
            if waiting.queue.work and waiting.count
            for row in waiting.queue.rows(self.posting)[:SHOWN_WORK]
        ]
        return first_due(found)[:SHOWN_WORK]

    def tiles(self) -> list[tuple[str, dict[str, Any]]]:
        """Return (template, context) of the home page's sheets."""
        made = [(tile.template, tile.context(self.posting)) for tile in registry.of(Tile, self.posting.role)]
        return [(template, context) for template, context in made if context is not None]

    def _count(self, place: str) -> int:
        return sum(waiting.count for waiting in self.queues if waiting.queue.place == place)


def first_due(work: Iterable[Work]) -> list[Work]:
    """Return `work` by due date; what has none comes last, in the order given."""
    return sorted(work, key=lambda item: item.due or date.max)
