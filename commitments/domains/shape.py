"""How the columns of a domain hang together, said once: for the table, for forms, and for the rows of an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from commitments.domains.constraints import needs, together
from records.facts.models.four_eyes import dates_in_order

EMPTY = (None, "")


@dataclass(frozen=True)
class Shape:
    """Groups of which all columns are given or none, columns that need a bearer, days in their order.

    Of `texts` an empty one is ""; of the others it is NULL.
    """

    texts: frozenset[str]
    together: Mapping[str, Sequence[str]] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    in_order: Sequence[tuple[str, str]] = ()

    def constraints(self, prefix: str) -> list[models.CheckConstraint]:
        """Return what the table refuses, each named after the domain."""
        return [
            *(together(f"{prefix}_{key}_whole", names, self.texts) for key, names in self.together.items()),
            *(needs(f"{prefix}_{name}_has_{one}", name, one, self.texts) for name, one in self.needs.items()),
            *(dates_in_order(f"{prefix}_{b}_after_{a}", a, b) for a, b in self.in_order),
        ]

    def faults(self, part: type[models.Model], given: Mapping[str, Any]) -> dict[str, str]:
        """Return by column what does not fit, in the words of the form."""
        found: dict[str, str] = {}
        for names in self.together.values():
            missing = [name for name in names if given.get(name) in EMPTY]
            if 0 < len(missing) < len(names):
                found |= {name: f"请填写{label(part, name)}：这一组要么都填，要么都不填" for name in missing}
        for name, bearer in self.needs.items():
            if given.get(name) not in EMPTY and given.get(bearer) in EMPTY:
                found[bearer] = f"写了{label(part, name)}的，请填写{label(part, bearer)}"
        for earlier, later in self.in_order:
            first, second = given.get(earlier), given.get(later)
            if first and second and second < first:
                found[later] = f"不能早于{label(part, earlier)} {first}：请核对这两个日期"
        return found


def label(part: type[models.Model], name: str) -> str:
    """Return what a column is called."""
    return str(part._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
