"""Questions that the list of tolerance puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from common.lists.filters import SEARCH, choice
from discipline.tolerance.models import Tolerance
from discipline.tolerance.vocabulary import Origin, ToleranceStatus
from organisations.filters import RegionFilter, ScopedFilter


class ToleranceFilter(ScopedFilter):
    q = filters.CharFilter(label="编号、认定文号或部门", method="find", widget=SEARCH)
    status = choice("状态", ToleranceStatus.choices)
    origin = choice("启动方式", Origin.choices)
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Tolerance
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Look in the numbers of case, decision and record, and in the department's name."""
        asked = asked.strip()
        numbers = (
            Q(number__iexact=asked) | Q(document_number__icontains=asked) | Q(fact__number__iexact=asked)
        )
        return rows.filter(numbers | Q(fact__department__name__icontains=asked))
