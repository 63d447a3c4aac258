"""A domain that keeps several kinds of matters in one table: which columns each needs, may have and may not have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from commitments.domains.constraints import empty, given
from commitments.domains.shape import EMPTY, Shape, label


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of matter: those that it needs from the first day, and those that may follow."""

    needed: Sequence[str]
    further: Sequence[str] = ()

    @property
    def every(self) -> tuple[str, ...]:
        return (*self.needed, *self.further)


@dataclass(frozen=True, kw_only=True)
class Matters(Shape):
    """The kinds of matters of a domain（column `matter`）, and what of their columns goes together or in order."""

    kinds: Mapping[str, Columns]

    @property
    def later(self) -> tuple[str, ...]:
        """Return the columns that may follow, of every kind."""
        return tuple(name for columns in self.kinds.values() for name in columns.further)

    def groups(self, words: type[models.TextChoices]) -> dict[str, Sequence[str]]:
        """Return the groups of form and page: one for each kind, under its word."""
        return {str(words(key).label): columns.every for key, columns in self.kinds.items()}

    def constraints(self, prefix: str, texts: Collection[str]) -> list[models.CheckConstraint]:
        """Return what the domain's table refuses: of each kind what it needs, of the other kinds everything."""
        own = [
            models.CheckConstraint(name=f"{prefix}_{key}_alone", condition=_of_kind(key, columns, texts))
            for key, columns in self.kinds.items()
        ]
        known = models.CheckConstraint(
            name=f"{prefix}_matter_known", condition=Q(matter__in=list(self.kinds))
        )
        return [known, *own, *super().constraints(prefix, texts)]

    def faults(self, part: type[models.Model], given: Mapping[str, Any]) -> dict[str, str]:
        """Return by column what the table would refuse, in words."""
        wrong: dict[str, str] = {}
        for key, columns in self.kinds.items():
            if key == given.get("matter"):
                missing = [name for name in columns.needed if given.get(name) in EMPTY]
                wrong |= {name: f"请填写{label(part, name)}：这类事项都要有" for name in missing}
            else:
                idle = [name for name in columns.every if given.get(name) not in EMPTY]
                wrong |= {name: f"这类事项不填{label(part, name)}，请清空或者改选事项类别" for name in idle}
        return wrong | super().faults(part, given)


def _of_kind(key: str, columns: Columns, texts: Collection[str]) -> Q:
    none, needed = Q(), Q()
    for name in columns.every:
        none &= empty(name, texts)
    for name in columns.needed:
        needed &= given(name, texts)
    return Q(matter=key) & needed | ~Q(matter=key) & none
