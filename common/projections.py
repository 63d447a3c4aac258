"""What may stand in public has changed: whoever keeps a copy of it hears of it in the same transaction.

Every act that changes a publication, a hold, a department, a region or the figures shown calls `changed`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.transaction import TransactionManagementError

from common.models import PublicGeneration


@dataclass(frozen=True)
class Change:
    """Whose projection has changed: ids of facts, of departments and regions, and of the run of statistics shown now."""

    facts: frozenset[uuid.UUID] = frozenset()
    departments: frozenset[uuid.UUID] = frozenset()
    regions: frozenset[uuid.UUID] = frozenset()
    run: uuid.UUID | None = None
    answers: frozenset[uuid.UUID] = frozenset()


Listener = Callable[[Change], None]
LAST = 100


class _Listeners:
    """Whoever hears of changes, in order; the public pages' generation is raised last: its row is held shortest."""

    def __init__(self) -> None:
        self._by_order: list[tuple[int, Listener]] = []

    def register(self, listener: Listener, *, order: int = 50) -> None:
        """Let `listener` run at every change, in the transaction of the act; entered again it stays one."""
        if listener not in self:
            self._by_order = sorted([*self._by_order, (order, listener)], key=lambda pair: pair[0])

    def remove(self, listener: Listener) -> None:
        """Let `listener` hear no more."""
        self._by_order = [pair for pair in self._by_order if pair[1] is not listener]

    def __contains__(self, listener: object) -> bool:
        return any(known is listener for _, known in self._by_order)

    def hear(self, change: Change) -> None:
        for _, listener in self._by_order:
            listener(change)


listeners = _Listeners()


def changed(
    facts: Iterable[uuid.UUID] = (),
    departments: Iterable[uuid.UUID] = (),
    regions: Iterable[uuid.UUID] = (),
    run: uuid.UUID | None = None,
    answers: Iterable[uuid.UUID] = (),
) -> None:
    """Tell of a change of what may stand in public; call it once, at the end of the act's transaction.

    With nothing named, a rule has changed that public pages cite.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("projections change in the transaction of the act that changes them")
    told = (frozenset(facts), frozenset(departments), frozenset(regions), run, frozenset(answers))
    listeners.hear(Change(*told))


def raise_generation(change: Change) -> None:
    """Make every cached public page stale as soon as this transaction commits.

    Not for answers, which no cached page shows; and not for new figures alone: the pages' state names the run that is
    shown, and a run sees the moment at which it began, so that it may not raise a number that acts have raised since.
    """
    quiet = Change(run=change.run, answers=change.answers)
    if change != quiet or quiet == Change():
        PublicGeneration.bump()


def register() -> None:
    """Enter the first listener; called once when the app is ready."""
    listeners.register(raise_generation, order=LAST)
