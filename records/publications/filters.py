"""Questions that the list of publications puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from common.lists.filters import SEARCH, choice
from organisations.filters import RegionFilter, ScopedFilter
from records.facts.models.facts import kind_choices, numbered_like
from records.models import Publication
from records.querysets import PublicationQuerySet
from records.vocabulary import ShownStatus


class PublicationFilter(ScopedFilter):
    q = filters.CharFilter(label="标题、部门或文书号", method="find", widget=SEARCH)
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

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(
            Q(face_title__icontains=asked)
            | numbered_like(asked, before="fact__")
            | Q(fact__department__name__icontains=asked)
        )
