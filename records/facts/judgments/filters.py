"""Questions that the list of lost judgments puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from common.lists.filters import SEARCH, choice
from identifiers.document_numbers import document_key
from organisations.filters import RegionFilter, ScopedFilter
from records.facts.judgments.models import LostJudgment, Outcome
from records.vocabulary import FACT_STATES


class JudgmentFilter(ScopedFilter):
    q = filters.CharFilter(label="案号或部门", method="find", widget=SEARCH)
    status = choice("状态", FACT_STATES)
    outcome = choice("类型", Outcome.choices)
    region = RegionFilter("department__region")

    class Meta:
        model = LostJudgment
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        key = document_key(asked)
        return rows.filter(Q(case_key__contains=key) | Q(department__name__icontains=asked.strip()))
