"""A domain that keeps several kinds of matters in one table: which columns each needs, may have and may not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

from commitments.domains.constraints import empty, given, together
from records.facts.models.four_eyes import dates_in_order

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of matter: those that it needs from the first day, and those that may follow."""

    needed: Sequence[str]
    further: Sequence[str] = ()

    @property
    def every(self) -> tuple[str, ...]:
        return (*self.needed, *self.further)


@dataclass(frozen=True)
class Matters:
    """The kinds of matters of a domain（column `matter`）, and what of their columns goes together or in order.

    `texts` names the columns whose empty value is "" and not NULL.
    """

    kinds: Mapping[str, Columns]
    texts: frozenset[str]
    together: Mapping[str, Sequence[str]] = field(default_factory=dict)
    in_order: Sequence[tuple[str, str]] = ()

    def constraints(self, prefix: str) -> Iterator[models.CheckConstraint]:
        """Yield what the domain's table refuses."""
        for key, columns in self.kinds.items():
            none, needed = Q(), Q()
            for name in columns.every:
                none &= empty(name, self.texts)
            for name in columns.needed:
                needed &= given(name, self.texts)
            yield models.CheckConstraint(
                name=f"{prefix}_{key}_whole",
                condition=Q(matter=key) & needed | ~Q(matter=key) & none,
            )
        for key, names in self.together.items():
            yield together(f"{prefix}_{key}_together", names, self.texts)
        for earlier, later in self.in_order:
            yield dates_in_order(f"{prefix}_{later}_after_{earlier}", earlier, later)

    def faults(self, part: type[models.Model], found: Fields) -> dict[str, str]:
        """Return by column what the table would refuse, in words."""
        wrong: dict[str, str] = {}
        for key, columns in self.kinds.items():
            if key == found.get("matter"):
                missing = [name for name in columns.needed if found.get(name) in (None, "")]
                wrong |= {name: f"请填写{label(part, name)}：这类事项都要有" for name in missing}
            else:
                idle = [name for name in columns.every if found.get(name) not in (None, "")]
                wrong |= {name: f"这类事项不填{label(part, name)}，请清空或者改选事项类别" for name in idle}
        for names in self.together.values():
            missing = [name for name in names if found.get(name) in (None, "")]
            if 0 < len(missing) < len(names):
                wrong |= {name: f"请填写{label(part, name)}：这一组要么都填，要么都不填" for name in missing}
        for earlier, later in self.in_order:
            first, second = found.get(earlier), found.get(later)
            if first and second and second < first:
                wrong[later] = f"不能早于{label(part, earlier)} {first}：请核对这两个日期"
        return wrong


def label(part: type[models.Model], name: str) -> str:
    """Return how a column is called."""
    return str(part._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
