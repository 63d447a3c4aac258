"""Acts of lower apps that follow from acts of this one: each machine keeps its own verb, which gains a cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from typing import TypeVar

from common.workflow import Workflow

T = TypeVar("T")


class Either(Set[str]):
    """The keys of two sets of acts; a kind of fact that an app above brings later is among them as soon as it is there."""

    def __init__(self, known: Set[str], further: Set[str]) -> None:
        self.known, self.further = known, further

    def __contains__(self, key: object) -> bool:
        return key in self.known or key in self.further

    def __iter__(self) -> Iterator[str]:
        return iter({*self.known, *self.further})

    def __len__(self) -> int:
        return len({*self.known, *self.further})

    @classmethod
    def _from_iterable(cls, it: Iterable[T]) -> Set[T]:
        return frozenset(it)


def let_follow(model: type[Workflow], act: str, *causes: str) -> None:
    """Let `act` of a lower machine follow from these acts too（app.model.act）."""
    verb = model.TRANSITIONS[act]
    model.TRANSITIONS = {
        **model.TRANSITIONS,
        act: replace(verb, caused_by=Either(verb.caused_by, frozenset(causes))),
    }
