"""Facets: how many rows each choice of a filter would leave, under all other filters in force and in scope.

All facets whose filter is not in force share one GROUPING SETS statement; each one in force has its own.
Of a long list only the newest rows are counted, as many as are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, F, Func, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from common.trail import Place

SHOWN = 8
MOST_NAMES = 24
Counts = dict[str, int]


@dataclass(frozen=True)
class Choice:
    """One value of a facet: `address` is the list with it taken, or given up where it is chosen."""

    label: str
    count: int
    address: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Shown:
    """A facet on the page."""

    label: str
    choices: Sequence[Choice]

    @property
    def first(self) -> Sequence[Choice]:
        return self.choices[:SHOWN]

    @property
    def more(self) -> Sequence[Choice]:
        return self.choices[SHOWN:]


@dataclass(frozen=True)
class Facet:
    """`name` is that of a choice filter, `field` the field or expression that it asks; `null` stands for NULL.

    The filter of a typed facet stays in the form: its choices are only the most frequent of all there are.
    """

    name: str
    field: Any
    null: str = ""
    typed: bool = False

    def expression(self, form: forms.Form) -> Combinable:
        return F(self.field) if isinstance(self.field, str) else self.field

    def drills(self, form: forms.Form) -> bool:
        """Say whether its counts stay within the choice in force instead of showing what lies beside it."""
        return False

    def choices(
        self, counts: Counts, form: forms.Form, address: Callable[..., str]
    ) -> Sequence[tuple[str, str, int]]:
        """Return (value, label, count) in the order of the filter's own choices."""
        offered = form.fields[self.name].choices  # type: ignore[attr-defined]
        known = [(str(value), str(label)) for value, label in offered if value != ""]
        return [
            (value, label, counts.get(self.null if value == self.null else value, 0))
            for value, label in known
        ]


@dataclass(frozen=True)
class NameFacet(Facet):
    """The names most often met; a filter asks how a name begins, so a choice counts all that begin so."""

    typed: bool = True

    def choices(
        self, counts: Counts, form: forms.Form, address: Callable[..., str]
    ) -> Sequence[tuple[str, str, int]]:
        named = {name: number for name, number in counts.items() if name}
        often = sorted(named, key=lambda name: (-named[name], name))[:MOST_NAMES]
        return [
            (name, name, sum(n for other, n in named.items() if other.startswith(name))) for name in often
        ]


@dataclass(frozen=True)
class RegionFacet(Facet):
    """The regions one level below the one in force, or below the posting's own; `field` holds a region's path."""

    name: str = "region"
    field: Any = "region__path"

    def expression(self, form: forms.Form) -> Combinable:
        level = self._root(form).path.count("/") + 1
        return Func(F(self.field), Value("/"), Value(level), function="split_part", output_field=CharField())

    def drills(self, form: forms.Form) -> bool:
        return self._in_force(form) is not None

    def choices(
        self, counts: Counts, form: forms.Form, address: Callable[..., str]
    ) -> Sequence[tuple[str, str, int]]:
        below = self._regions(form).filter(parent=self._root(form)).order_by("code")
        return [(region.code, region.name, counts.get(region.code, 0)) for region in below]

    def _regions(self, form: forms.Form) -> QuerySet[Any]:
        found: QuerySet[Any] = form.fields[self.name].queryset  # type: ignore[attr-defined]
        return found

    def _in_force(self, form: forms.Form) -> Place | None:
        return getattr(form, "cleaned_data", {}).get(self.name)

    def _root(self, form: forms.Form) -> Place:
        return self._in_force(form) or self._regions(form).order_by("path")[0]


def count(
    facets: Sequence[Facet],
    rows: QuerySet[Any],
    without: Callable[[str], Any],
    form: forms.Form,
    *,
    most: int | None = None,
) -> dict[str, Counts]:
    """Return the counts of each facet by value; `rows` has all filters on, `without(name)` all but one.

    Of `rows` only the first `most` are counted, in their order; None counts all.
    """
    in_force = {name for name, value in getattr(form, "cleaned_data", {}).items() if value not in (None, "")}
    free = [facet for facet in facets if facet.name not in in_force or facet.drills(form)]
    found = grouped(rows, {facet.name: facet.expression(form) for facet in free}, most)
    for facet in facets:
        if facet not in free:
            found |= grouped(without(facet.name), {facet.name: facet.expression(form)}, most)
    return {
        facet.name: {value or facet.null: n for value, n in found[facet.name].items()} for facet in facets
    }


def grouped(
    rows: QuerySet[Any], expressions: Mapping[str, Any], most: int | None = None
) -> dict[str, Counts]:
    """Count `rows` by each expression in one statement; NULL counts under the empty text.

    Rows that are no queryset count themselves, by the names of the expressions.
    """
    if not isinstance(rows, QuerySet):
        told: dict[str, Counts] = rows.grouped(list(expressions), most)
        return told
    counts: dict[str, Counts] = {name: {} for name in expressions}
    aliases = [f"facet_{n}" for n in range(len(counts))]
    asked = {a: Cast(e, CharField()) for a, e in zip(aliases, expressions.values(), strict=True)}
    try:
        picked = (rows if most else rows.order_by()).annotate(**asked).values(*asked)[:most]
        statement, params = picked.query.sql_with_params()
    except EmptyResultSet:
        return counts
    if not aliases:
        return counts
    quoted = [connection.ops.quote_name(alias) for alias in aliases]
    sets = ", ".join(f"({alias})" for alias in quoted)
    question = (
        f"SELECT GROUPING({', '.join(quoted)}), {', '.join(quoted)}, count(*)"  # noqa: S608 — aliases made here
        f" FROM ({statement}) AS found GROUP BY GROUPING SETS ({sets})"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, params)
        for mask, *values, number in cursor.fetchall():
            place = next(n for n in range(len(aliases)) if not mask >> (len(aliases) - 1 - n) & 1)
            counts[list(counts)[place]][values[place] or ""] = number
    return counts
