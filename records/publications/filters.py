"""Questions that the list of publications puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from common.lists.filters import choice
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body, found_in
from policy.vocabulary import ShownStatus
from records.facts.models.facts import fact_kinds, kind_choices
from records.models import Publication
from records.querysets import PublicationQuerySet


def numbered_in(word: str) -> Q:
    """Return the condition that the number of the fact's document holds a word, whatever its kind."""
    return found_in(word, *(f"fact__{name}__{kind.NUMBER_KEY}" for name, kind in fact_kinds.items()))


class PublicationFilter(ScopedFilter):
    q = SearchFilter("标题、部门或文书号", "face_title", numbered_in, body("fact__department"))
    stage = choice("阶段", ShownStatus.choices, method="at_stage")
    kind = choice("类型", kind_choices, field_name="fact__kind")
    region = RegionFilter("place", is_path=True)

    class Meta:
        model = Publication
        fields: list[str] = []

    def at_stage(self, rows: PublicationQuerySet, name: str, stage: str) -> QuerySet[Any]:
        """Filter by status, and within 待审查 by what the sheet says."""
        found: QuerySet[Any] = getattr(rows, stage)()
        return found
