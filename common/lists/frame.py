"""One list as its address asks for it: scoped, filtered, sorted, with the columns chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from common.errors import Incomplete
from common.listing import Listing, ordered, sort_asked
from common.lists import facets
from common.lists.columns import Column
from common.lists.filters import KeyFilter
from common.lists.refusing import ALL, personal_in
from common.lists.spec import ListSpec, Narrowed
from common.models.lists import PAGE_SIZES, ListSetting, SavedFilter
from common.quick_search import PERSONAL
from common.registry import Queue, registry
from common.trail import Actor
from common.worklist import by_day, dated

BESIDE = ("queue", "sort", "columns")
"""What an address may hold beside the filters."""

BEYOND = ("page", ALL)
"""What it may hold that is no part of the list's question."""


@dataclass(frozen=True)
class Chip:
    """A filter in force, in words, and the address of the list without it."""

    label: str
    value: str
    without: str


class Frame:
    """`asked` is the address's query; what the list does not know in it is left out of every link and question.

    Numbers of persons are refused: `lead_away` comes before.
    """

    def __init__(self, spec: ListSpec, asked: QueryDict, posting: Actor) -> None:
        if personal_in(spec, asked):
            raise Incomplete(PERSONAL)
        self.spec, self.posting = spec, posting
        names = (*spec.filterset.base_filters, *BESIDE)
        self.asked: dict[str, str] = {name: str(asked[name]) for name in names if asked.get(name)}
        self.unknown = "、".join(sorted(name[:40] for name in asked if name not in (*names, *BEYOND)))
        self.filter = self._filter(self.asked)
        self.sort = sort_asked(self.asked.get("sort", ""), spec.sorts, spec.default)

    @cached_property
    def setting(self) -> ListSetting:
        found = ListSetting.objects.filter(person=self.posting.user_id, list_key=self.spec.key).first()
        return found or ListSetting(person=self.posting.user_id, list_key=self.spec.key)

    @cached_property
    def saved(self) -> list[SavedFilter]:
        return list(SavedFilter.objects.of(self.posting.user_id, self.spec.key))

    @cached_property
    def queue(self) -> Queue | None:
        found = registry.queue(self.asked.get("queue", ""), self.posting.role)
        return found if found is not None and found.place == self.spec.key else None

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns of the address, else those that the person keeps, else the usual ones."""
        asked = self.asked.get("columns", "")
        return self.spec.chosen(asked.split(",") if asked else self.setting.columns)

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """Return exactly the rows of the list, sorted: what the page turns over and an export writes.

        A queue stands by its days until another order is asked for.
        """
        if self.queue is not None and "sort" not in self.asked:
            return by_day(self.queue, dated(self.queue, self.filter.qs))
        return ordered(self.filter.qs, self.spec.sorts, self.sort)

    @cached_property
    def total(self) -> int:
        """Return the number of rows; of a long list one more than may be exported stands for any more."""
        if self.spec.is_long and isinstance(self.rows, QuerySet):
            return self.rows.order_by()[: settings.EXPORT_MOST_ROWS + 1].count()
        return int(self.rows.count())

    @property
    def is_counted(self) -> bool:
        return not self.spec.is_long or self.total <= settings.EXPORT_MOST_ROWS

    @property
    def total_words(self) -> str:
        return str(self.total) if self.is_counted else f"超过 {settings.EXPORT_MOST_ROWS}"

    @property
    def is_narrowed(self) -> bool:
        return self.queue is not None or bool(self._in_force)

    def listing(self, page: str | None) -> Listing:
        paginator = Paginator(self.rows, self.setting.per_page)
        paginator.count = self.total  # type: ignore[misc]
        return Listing(paginator.get_page(page), self.sort, frozenset(self.spec.sorts))

    def lines(self, listing: Listing) -> list[tuple[Any, list[tuple[Column, Any]]]]:
        """Return (row, [(column, cell)]) of one page."""
        rows = list(listing.page)
        self.prepare(rows)
        return [(row, [(column, column.show(row)) for column in self.columns]) for row in rows]

    def prepare(self, rows: Sequence[Any]) -> None:
        if self.spec.prepare is not None:
            self.spec.prepare(rows)

    @cached_property
    def facets(self) -> list[facets.Shown]:
        """Return the facets with counts; a choice of no rows is left out unless it is the one in force.

        Of more rows than are counted, the newest are.
        """
        form = self.filter.form
        offered = [facet for facet in self.spec.facets if facet.name in form.fields]
        if not offered:
            return []
        most = None if self.is_counted else settings.EXPORT_MOST_ROWS
        counts = facets.count(offered, self._newest(self.filter), self._without, form, most=most)
        shown = []
        for facet in offered:
            choices = [
                facets.Choice(label, number, self._toggled(facet.name, value), chosen)
                for value, label, number in facet.choices(counts[facet.name], form, self.address)
                for chosen in [self.asked.get(facet.name) == value]
                if number or chosen
            ]
            shown.append(facets.Shown(str(form.fields[facet.name].label), choices))
        return [facet for facet in shown if facet.choices]

    @property
    def fields(self) -> list[Any]:
        """Return the filters that are typed or picked; those whose facet has every choice are picked there."""
        beside = {facet.name for facet in self.spec.facets if self.is_counted and not facet.typed}
        return [field for field in self.filter.form.visible_fields() if field.name not in beside]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what the filter form hands on unseen."""
        typed = {field.name for field in self.fields}
        return [(name, value) for name, value in self.asked.items() if name not in typed]

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(
                str(self.filter.form.fields[name].label or "批次"),
                self._words(name),
                self.address(**{name: ""}),
            )
            for name in self._in_force
        ]

    @property
    def ignored(self) -> str:
        """Return the filters of the address whose value is none of theirs: they narrow nothing."""
        form = self.filter.form
        return "、".join(str(form.fields[name].label) for name in form.errors if name in form.fields)

    @property
    def has_foreign_queue(self) -> bool:
        """Say whether the address asks for a queue that this posting does not have here: it narrows nothing."""
        return "queue" in self.asked and self.queue is None

    @property
    def words(self) -> str:
        """Return the filters in force in words, for an export and for a saved filter."""
        said = [f"待办：{self.queue.label}"] if self.queue else []
        return "；".join([*said, *(f"{chip.label}：{chip.value}" for chip in self.chips)]) or "全部"

    @property
    def query(self) -> str:
        """Return the query of this list, without page: what a saved filter keeps."""
        return _encoded(self.asked)

    @property
    def shared(self) -> str:
        """Return the address that shows another the same filters, order and columns."""
        columns = ",".join(column.key for column in self.columns)
        return f"{self.spec.address}?{_encoded({**self.asked, 'columns': columns})}"

    @property
    def cleared(self) -> str:
        """Return the address of the whole list, past a default filter."""
        return f"{self.spec.address}?{ALL}=1" if any(s.is_default for s in self.saved) else self.spec.address

    @property
    def in_use(self) -> SavedFilter | None:
        """Return the saved filter that the address says, if it is one."""
        return next((saved for saved in self.saved if self.query and saved.query == self.query), None)

    @property
    def page_sizes(self) -> Sequence[int]:
        return PAGE_SIZES

    def address(self, **changes: str) -> str:
        """Return the address of this list with some parameters changed, "" to leave one out."""
        query = _encoded({**self.asked, **changes})
        return f"{self.spec.address}?{query}" if query else self.cleared

    def _filter(self, asked: dict[str, str]) -> Narrowed:
        rows = self.spec.rows(self.posting)
        if self.queue is not None:
            rows = rows.filter(pk__in=self.queue.rows(self.posting).order_by().values("pk"))
        data = QueryDict(mutable=True)
        data.update(asked)
        found: Narrowed = self.spec.filterset(data, queryset=rows, posting=self.posting)
        found.form.is_valid()
        return found

    def _without(self, name: str) -> QuerySet[Any]:
        return self._newest(self._filter({k: v for k, v in self.asked.items() if k != name}))

    def _newest(self, found: Narrowed) -> QuerySet[Any]:
        """Return what a filter leaves in the list's usual order, which for a long list is by time."""
        return ordered(found.qs, self.spec.sorts, self.spec.default)

    def _toggled(self, name: str, value: str) -> str:
        return self.address(**{name: "" if self.asked.get(name) == value else value})

    @property
    def _in_force(self) -> list[str]:
        """Return the filters that hold; a value that is none of theirs narrows nothing and is not shown."""
        cleaned = getattr(self.filter.form, "cleaned_data", {})
        return [name for name, value in cleaned.items() if value not in (None, "", [], False)]

    def _words(self, name: str) -> str:
        value = self.filter.form.cleaned_data[name]
        asked = self.spec.filterset.base_filters.get(name)
        if isinstance(asked, KeyFilter):
            return asked.words(value, self.posting)
        choices = getattr(self.filter.form.fields[name], "choices", None)
        if choices is not None and isinstance(value, str):
            return str(dict(choices).get(value, value))
        return "是" if value is True else str(value)


def _encoded(asked: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: asked[name] for name in sorted(asked) if asked[name]})
    return query.urlencode(safe=",")
