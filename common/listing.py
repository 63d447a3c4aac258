"""Lists of the office: one page of rows, sorted as the address says; filters stay in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 25


@dataclass(frozen=True)
class Listing:
    """`sort` is the column in force, with "-" in front when it runs backwards."""

    page: Page[Any]
    sort: str
    sorts: frozenset[str]
    name: str = "page"

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def numbers(self) -> list[int | None]:
        """Return the page numbers to link, None where some are left out."""
        paginator = self.page.paginator
        elided = paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)
        return [number if isinstance(number, int) else None for number in elided]

    def direction(self, key: str) -> str:
        """Return the aria-sort of a column."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.sort, "none")

    def next_sort(self, key: str) -> str:
        """Return what a click on a column's header asks for."""
        return f"-{key}" if self.sort == key else key


def listing(
    request: HttpRequest,
    rows: QuerySet[Any],
    sorts: Mapping[str, Sequence[str]],
    *,
    default: str,
    per_page: int = PER_PAGE,
    name: str = "page",
) -> Listing:
    """Return the page that the address asks for; `sorts` maps a column to its fields, ties go by key."""
    asked = request.GET.get("sort", "")
    sort = asked if asked.removeprefix("-") in sorts else default
    sign = "-" if sort.startswith("-") else ""
    order = [f"{sign}{column}" for column in sorts[sort.removeprefix("-")]]
    paginator = Paginator(rows.order_by(*order, f"{sign}pk"), per_page)
    return Listing(paginator.get_page(request.GET.get(name)), sort, frozenset(sorts), name)
