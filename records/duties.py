"""What a department still answers for: each app names its own, a reorganisation counts and moves them.

Higher floors register theirs from `AppConfig.ready()`, as they do on the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from common.workflow import Actor


@dataclass(frozen=True)
class Duty:
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


class DutyBook:
    """Duties by key; registering the same key again replaces the entry."""

    def __init__(self) -> None:
        self.entries: dict[str, Duty] = {}

    def register(self, *duties: Duty) -> None:
        for duty in duties:
            self.entries[duty.key] = duty

    def all(self) -> list[Duty]:
        """Return the duties in order."""
        return sorted(self.entries.values(), key=lambda duty: (duty.order, duty.key))


duties = DutyBook()
