"""What a department still answers for: each app names its own, a reorganisation counts and moves them.

Higher floors register theirs from `AppConfig.ready()`, as they do for places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from common.trail import Actor


@dataclass(frozen=True)
class OpenMatter:
    """One kind of open matter. `rows` returns those of the given departments.

    `move(departments, successor, by, reason)` hands them over where a column has to change; without it they keep their subject
    and are answered for through `Department.successor`.
    """

    key: str
    label: str
    rows: Callable[[Iterable[Any]], QuerySet[Any]]
    move: Callable[[Iterable[Any], Any, Actor, str], int] | None = None
    order: int = 50

    @property
    def how(self) -> str:
        """Return the words for what becomes of them."""
        return "转入承继机构" if self.move else "主体不变，由承继机构承担"


class OpenMatters:
    """Open matters by key; registering the same key again replaces the entry."""

    def __init__(self) -> None:
        self.entries: dict[str, OpenMatter] = {}

    def register(self, *matters: OpenMatter) -> None:
        for matter in matters:
            self.entries[matter.key] = matter

    def all(self) -> list[OpenMatter]:
        """Return the kinds in order."""
        return sorted(self.entries.values(), key=lambda matter: (matter.order, matter.key))


open_matters = OpenMatters()
