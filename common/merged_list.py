"""One page out of many lists: rows of different kinds in the order of their days, only the shown ones read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from common.registry import Work

PER_PAGE = 25
NO_ROW = UUID(int=0)


@dataclass(frozen=True)
class Part:
    """`count` rows of one kind and how one of them is told; `due` names their column of the day, "" for none."""

    rows: QuerySet[Any]
    count: int
    work: Callable[[Any], Work]
    due: str = ""

    def places(self, most: int) -> list[tuple[date, Any]]:
        """Return (day, key) of the first `most` rows in their order; what has no day comes last."""
        if not self.due:
            return [(date.max, key) for key in self.rows.values_list("pk", flat=True)[:most]]
        return [(day or date.max, key) for day, key in self.rows.values_list(self.due, "pk")[:most]]


@dataclass(frozen=True)
class Places:
    """The places of all parts' rows, (day, part, key), as a paginator slices them.

    What stands up to place n is among the first n of each part: no more than these are read.
    """

    parts: Sequence[Part]

    def count(self) -> int:
        return sum(part.count for part in self.parts)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, shown: slice) -> list[tuple[date, int, Any]]:
        most = shown.stop or self.count()
        found = [(day, at, key) for at, part in enumerate(self.parts) for day, key in part.places(most)]
        return sorted(found, key=lambda place: place[:2])[shown]


@dataclass(frozen=True)
class Merged:
    """A page of work out of many lists; `page` holds the places, `lines` what stands there."""

    page: Page[Any]
    lines: Sequence[Work]
    name: str = "page"

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def numbers(self) -> list[int | None]:
        """Return the page numbers to link, None where some are left out."""
        elided = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)
        return [number if isinstance(number, int) else None for number in elided]


def merge(parts: Sequence[Part], page: str | None) -> Merged:
    """Return one page of all parts' rows, the earliest day first.

    Each part is asked twice, for its first places and for what the page shows of it, be that nothing: a page asks
    as often whatever stands on it.
    """
    places: Any = Places(parts)
    shown = Paginator(places, PER_PAGE).get_page(page)
    wanted: dict[int, list[Any]] = defaultdict(list)
    for _, at, key in shown:
        wanted[at].append(key)
    found = {
        (at, row.pk): part.work(row)
        for at, part in enumerate(parts)
        for row in part.rows.filter(pk__in=wanted[at] or [NO_ROW])
    }
    return Merged(shown, [found[at, key] for _, at, key in shown if (at, key) in found])
