"""Lists of the office: one page of rows, sorted as the address says; filters stay in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.db.models import Expression, F, OrderBy, QuerySet
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
    sorts: Mapping[str, Sequence[Any]],
    *,
    default: str,
    per_page: int = PER_PAGE,
    name: str = "page",
) -> Listing:
    """Return the page that the address asks for; `sorts` maps a column to its fields, ties go by key."""
    sort = sort_asked(request.GET.get("sort", ""), sorts, default)
    paginator = Paginator(ordered(rows, sorts, sort), per_page)
    return Listing(paginator.get_page(request.GET.get(name)), sort, frozenset(sorts), name)


def sort_asked(asked: str, sorts: Mapping[str, Sequence[Any]], default: str) -> str:
    """Return the sort that is asked for if there is such a column, else the default."""
    return asked if asked.removeprefix("-") in sorts else default


def ordered(rows: QuerySet[Any], sorts: Mapping[str, Sequence[Any]], sort: str) -> QuerySet[Any]:
    """Return `rows` sorted; what has no value comes last either way, ties go by key."""
    backwards = sort.startswith("-")
    steps = [_step(rows, by, backwards) for by in sorts[sort.removeprefix("-")]]
    return rows.order_by(*steps, "-pk" if backwards else "pk")


def _step(rows: QuerySet[Any], by: str | F | Expression, backwards: bool) -> OrderBy:
    # NULLS LAST only where a NULL can be: backwards it would keep the index of a column from being used.
    last = True if not isinstance(by, str) or _may_be_null(rows, by) else None
    return OrderBy(F(by) if isinstance(by, str) else by, descending=backwards, nulls_last=last)


def _may_be_null(rows: QuerySet[Any], path: str) -> bool:
    model: Any = rows.model
    try:
        for name in path.split("__"):
            field = model._meta.get_field(name)
            if field.null:
                return True
            model = field.related_model
    except (FieldDoesNotExist, AttributeError):
        return True
    return False
