"""Questions that the list of commendations puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from common.lists.filters import SEARCH, choice
from identifiers.document_numbers import document_key
from organisations.filters import RegionFilter, ScopedFilter
from records.facts.commendations.models import Commendation
from records.vocabulary import FACT_STATES


class CommendationFilter(ScopedFilter):
    q = filters.CharFilter(label="荣誉、文号或部门", method="find", widget=SEARCH)
    status = choice("状态", FACT_STATES)
    region = RegionFilter("department__region")

    class Meta:
        model = Commendation
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(
            Q(document_key__contains=document_key(asked))
            | Q(department__name__icontains=asked)
            | Q(honour__icontains=asked)
        )
