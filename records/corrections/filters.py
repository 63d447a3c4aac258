"""Questions that the list of corrections puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from common.lists.filters import SEARCH, choice
from organisations.filters import ScopedFilter
from records.models import Correction
from records.vocabulary import CorrectionKind, CorrectionStatus


class CorrectionFilter(ScopedFilter):
    q = filters.CharFilter(label="记录编号或部门", method="find", widget=SEARCH)
    status = choice("状态", CorrectionStatus.choices)
    kind = choice("类型", CorrectionKind.choices)

    class Meta:
        model = Correction
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(Q(fact__number__iexact=asked) | Q(fact__department__name__icontains=asked))
