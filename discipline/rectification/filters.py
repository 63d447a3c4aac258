"""Questions that the list of rectifications puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from common.lists.filters import SEARCH, choice
from discipline.models import Rectification
from discipline.vocabulary import RectificationStatus
from organisations.filters import RegionFilter, ScopedFilter


class RectificationFilter(ScopedFilter):
    q = filters.CharFilter(label="编号、文号或部门", method="find", widget=SEARCH)
    status = choice("状态", RectificationStatus.choices)
    region = RegionFilter("record__department__region")

    class Meta:
        model = Rectification
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Look in the numbers of case, order and record, and in the department's name."""
        asked = asked.strip()
        return rows.filter(
            Q(number__iexact=asked)
            | Q(document_number__icontains=asked)
            | Q(record__record_no__iexact=asked)
            | Q(record__department__name__icontains=asked)
        )
