"""The office's registry: places of the sidebar, queues of work, tiles of the home page, tabs of a case, finders.

Every app registers what is its own from `AppConfig.ready()`; the frames read the registry and know none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet, TextChoices

from common.roles import BLIND_ROLES, CLOCK, Role
from common.trail import Actor

EVERYONE = frozenset(Role) - CLOCK
SEEING = EVERYONE - BLIND_ROLES
WAITS_UNTIL = "waits_until"
"""The day by which a row that waits is to be done, as `common.waiting` adds it."""
GROUPS = ("", "档案", "归集", "公开", "申请与救济", "惩戒与激励", "监督", "管理")


@dataclass(frozen=True)
class Beginning:
    """Something that one begins from anywhere（录入、导入、登记）: its words and its page."""

    label: str
    url_name: str
    roles: frozenset[Role]
    key: str = ""
    """What stands in the address, where it takes something."""


@dataclass(frozen=True)
class Place:
    """An entry of the sidebar; its count is that of the queues that name it."""

    key: str
    label: str
    group: str
    url_name: str
    roles: frozenset[Role] = SEEING
    order: int = 50
    chapter: str = ""
    """The part of the manual that the place's “这一页怎么用” opens."""
    begins: tuple[Beginning, ...] = ()


@dataclass(frozen=True)
class Work:
    """One thing that waits: what, about whom, where to do it, and by when."""

    matter: str
    url: str
    subject: str = ""
    last_step: str = ""
    word: str = ""
    due: date | None = None
    whose: str = ""
    in_doubt: bool = False
    """Whether its day was counted by a value that nobody has confirmed: it is told, never called late."""


class Clock(TextChoices):
    """By when something falls due, as a working week sees it."""

    LATE = "late", "已过期限"
    TODAY = "today", "今天到期"
    WEEK = "week", "本周到期"

    def within(self, column: str, today: date) -> Q:
        """Return the condition on rows with doubt; the week ends on its Sunday, today not counted again."""
        first, last = {
            Clock.LATE: (None, today - timedelta(days=1)),
            Clock.TODAY: (today, today),
            Clock.WEEK: (today + timedelta(days=1), sunday_of(today)),
        }[self]
        ends = Q(**{f"{column}__lte": last}) & (Q(in_doubt=False) if self == Clock.LATE else Q())
        return ends if first is None else ends & Q(**{f"{column}__gte": first})


def sunday_of(day: date) -> date:
    """Return the last day of the week of `day`."""
    return day + timedelta(days=6 - day.weekday())


@dataclass(frozen=True)
class Queue:
    """What waits for a role: `rows` is counted and shown, `address` is the list that shows just these rows.

    `due` names the rows' column of the day by which they fall due. For a row without one the rule 待办时限
    counts it from the first of the columns `since` that has a day, else from the day when the row was made.
    """

    key: str
    label: str
    meaning: str
    roles: frozenset[Role]
    rows: Callable[[Any], QuerySet[Any]]
    address: Callable[[Any], str]
    work: Callable[[Any], Work] | None = None
    place: str = ""
    order: int = 50
    due: str = ""
    since: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """Return the column of the day by which its rows are to be done, "" of what is only to be read."""
        return WAITS_UNTIL if self.is_work else self.due

    @property
    def is_work(self) -> bool:
        """Say whether its rows are work to do; a template cannot ask `work` itself without calling it."""
        return self.work is not None


@dataclass(frozen=True)
class Sent:
    """What one handed on: `rows` by their `state`; `stands` says of a state its word and whose turn it is.

    Nobody's turn（""）: it is settled. `OWN_TURN`: it came back.
    """

    key: str
    label: str
    roles: frozenset[Role]
    rows: Callable[[Any], QuerySet[Any]]
    stands: Callable[[str], tuple[str, str]]
    work: Callable[[Any], Work]
    state: str = "status"
    order: int = 50


OWN_TURN = "您"


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
    is_printed: bool = False
    """Whether it belongs in the print of the whole case."""


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


@dataclass(frozen=True)
class Consequence:
    """One number that an act would change, where it stands, before and after."""

    label: str
    before: int
    after: int
    where: str = ""


@dataclass(frozen=True)
class Outlook:
    """What acts on one kind of object would change of what an app keeps or shows; told before the act is done.

    `told` takes (object, act, posting).
    """

    key: str
    model: str
    acts: frozenset[str]
    told: Callable[[Any, str, Any], list[Consequence]]
    roles: frozenset[Role] = SEEING
    order: int = 50


Entry = Place | Queue | Sent | Tile | CaseTab | Finder | Outlook


@dataclass
class Registry:
    """Entries by kind and key, tabs by model too; registering the same key again replaces the entry."""

    entries: dict[tuple[type[Any], str], Entry] = field(default_factory=dict)

    def register(self, *entries: Entry) -> None:
        for entry in entries:
            whose = f"{entry.model}:" if isinstance(entry, CaseTab | Outlook) else ""
            self.entries[type(entry), f"{whose}{entry.key}"] = entry

    def of(self, kind: type[Any], role: str) -> list[Any]:
        """Return the entries of one kind that `role` sees, in order."""
        mine = (e for (k, _), e in self.entries.items() if k is kind and role in e.roles)
        return sorted(mine, key=lambda entry: (entry.order, entry.key))

    def place(self, key: str) -> Place | None:
        """Return the place `key`."""
        found = self.entries.get((Place, key))
        return found if isinstance(found, Place) else None

    def queue(self, key: str, role: str) -> Queue | None:
        """Return the queue `key` where `role` has it."""
        found = self.entries.get((Queue, key))
        return found if isinstance(found, Queue) and role in found.roles else None

    def outlook(self, obj: models.Model, act: str, posting: Actor) -> list[Consequence]:
        """Return the numbers that `act` on `obj` would change, as every app tells them."""
        mine = [o for o in self.of(Outlook, posting.role) if o.model == obj._meta.label_lower]
        return [line for outlook in mine if act in outlook.acts for line in outlook.told(obj, act, posting)]

    def tabs(self, obj: models.Model, role: str) -> list[CaseTab]:
        """Return the tabs of one object's case page."""
        return [tab for tab in self.of(CaseTab, role) if tab.model == obj._meta.label_lower]


registry = Registry()
object_addresses: dict[str, Callable[[Any], str]] = {}
"""How an object's page is reached, by model label, where a lower app must lead to it."""
frame_addresses: dict[str, str] = {}
"""URL names that the frame leads to and upper apps own: own_file, password, sign_out, switch_posting."""

public_pages: dict[str, Callable[[UUID], str]] = {}
"""The public page of a fact by its random id, by the kind of fact; the public site enters its own."""


def address_of(obj: models.Model) -> str:
    """Return the address of an object's page, whichever app has it, "" where none has."""
    address = object_addresses.get(obj._meta.label_lower)
    return address(obj) if address else ""
