"""How far the demo is: told by whoever makes it, shown at the top of each page of the office."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

KEY = "demo-progress"


@dataclass(frozen=True)
class Progress:
    """Part `number` of `total` is being made; what it is called, and whether all is there."""

    number: int
    total: int
    title: str
    is_over: bool = False

    @property
    def percent(self) -> int:
        """Return the share of the parts that are there."""
        return 100 if self.is_over else 100 * (self.number - 1) // self.total


def tell(progress: Progress | None) -> None:
    """Put down how far it is; None where nothing is to be told any more."""
    cache.set(KEY, progress, None)


def read() -> Progress | None:
    """Return how far the demo is, None where nobody is making it."""
    found: Progress | None = cache.get(KEY)
    return found
