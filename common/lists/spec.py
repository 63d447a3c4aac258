"""What a list is: declared once by its app, read by the page, the export, the bulk acts and the saved filters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django import forms
from django.db.models import Case, IntegerField, QuerySet, TextChoices, Value, When
from django.urls import reverse

from common.lists.columns import Column
from common.registry import SEEING
from common.roles import Role


class Narrowed(Protocol):
    """What a `filterset` leaves of the rows, and the form in which it was asked."""

    form: forms.Form
    qs: QuerySet[Any]


@dataclass(frozen=True)
class ListSpec:
    """`rows` returns what a posting may see, joined as the columns need it; `filterset` narrows it.

    `unit` is the measure word of a row（条, 件）; `empty` says what would stand here and how it comes to be.
    `place` is the key of the list's place in the sidebar, by which queues name it.
    `prepare` gets the rows of one page, or of one portion of an export, to ask for all of them at once what
    their cells need. Of a long list only as many rows are counted as an export may hold, the newest first.
    """

    key: str
    label: str
    unit: str
    url_name: str
    rows: Callable[[Any], Any]
    columns: Sequence[Column]
    default: str
    filterset: Any
    facets: Sequence[Any] = ()
    roles: Collection[Role] = SEEING
    hint: str = ""
    empty: str = ""
    template: str = "common/list.html"
    prepare: Callable[[Sequence[Any]], None] | None = None
    is_long: bool = False

    @cached_property
    def sorts(self) -> dict[str, Sequence[Any]]:
        """Return the sortable columns with what they sort by."""
        return {column.key: column.sort for column in self.columns if column.sort}

    @property
    def address(self) -> str:
        return reverse(self.url_name)

    @property
    def heading(self) -> Column:
        """Return the column that names the row; it is always shown."""
        return next(column for column in self.columns if column.fixed)

    def chosen(self, keys: Collection[str]) -> list[Column]:
        """Return the columns of `keys` in the declared order, those shown by default where none is known."""
        known = {column.key for column in self.columns} & set(keys)
        return [c for c in self.columns if c.fixed or (c.key in known if known else c.shown)]


lists: dict[str, ListSpec] = {}
"""Every list that has the frame, by key; apps enter theirs from `AppConfig.ready()`."""


def in_order(field: str, choices: type[TextChoices]) -> Case:
    """Return the place of a choice in its declared order: 轻微 < 一般 < 严重, not by the letters of its code."""
    places = [When(**{field: value}, then=Value(n)) for n, value in enumerate(choices.values)]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())
