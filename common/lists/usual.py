"""Columns that almost every list of cases has: the number that leads to the case, and its state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.db.models import TextChoices

from common.lists.columns import Column, Of, mark
from common.lists.spec import in_order


def number_column(
    label: str, cell: Of, exports: Sequence[tuple[str, Of]] | None = None, sort: Sequence[str] = ("number",)
) -> Column:
    """Return the number of a case, always shown; `cell` leads to its page, `exports` name what else stands there."""
    return Column("number", label, attrgetter("number"), cell, exports=exports, sort=sort, fixed=True)


def status_column(
    states: type[TextChoices],
    shape: Mapping[Any, str] | Callable[[Any], str],
    word: Of = lambda case: case.get_status_display(),
) -> Column:
    """Return the state as a mark, sorted as the states follow one another; `shape` goes by the state or by the case."""

    def cell(case: Any) -> str:  # noqa: ANN401 - as a column takes it
        found = shape.get(case.status, "plain") if isinstance(shape, Mapping) else shape(case)
        return mark(word(case), found)

    return Column("status", "状态", word, cell, sort=[in_order("status", states)])
