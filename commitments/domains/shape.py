"""How the columns of a domain hang together, said once: for the table, for forms, and for the rows of an import."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from commitments.domains.constraints import needs, together
from commitments.domains.domain import DomainPart
from records.facts.models.four_eyes import dates_in_order

EMPTY = (None, "")
P = TypeVar("P", bound=DomainPart)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Groups of which all columns are given or none, columns that need a bearer, days in their order."""

    together: Mapping[str, Sequence[str]] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    in_order: Sequence[tuple[str, str]] = ()

    def constraints(self, prefix: str, texts: Collection[str]) -> list[models.CheckConstraint]:
        """Return what the table refuses, each named after the domain; of `texts` an empty one is "", of others NULL."""
        return [
            *(together(f"{prefix}_{key}_whole", names, texts) for key, names in self.together.items()),
            *(needs(f"{prefix}_{name}_has_{one}", name, one, texts) for name, one in self.needs.items()),
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


def texts_of(part: type[models.Model]) -> frozenset[str]:
    """Return the columns of which an empty one is "": the part's own texts."""
    return frozenset(one.name for one in part._meta.local_fields if isinstance(one, models.CharField))


def shaped(shape: Shape, prefix: str) -> Callable[[type[P]], type[P]]:
    """Let a part's table refuse what its shape does; what is a text is read from its columns."""

    def give(part: type[P]) -> type[P]:
        found = [*part._meta.constraints, *shape.constraints(prefix, texts_of(part))]
        part._meta.constraints = found
        # Migrations are made of the options that a model has given itself.
        part._meta.original_attrs["constraints"] = found
        return part

    return give
