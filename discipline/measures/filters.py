"""Questions that the list of measures puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from common.lists.filters import SEARCH, choice
from discipline.measures.catalogue import catalogue_on
from discipline.measures.models import Measure
from discipline.measures.vocabulary import MeasureStatus
from organisations.filters import RegionFilter, ScopedFilter


def _labels() -> list[tuple[str, str]]:
    return [(line.key, line.label) for line in catalogue_on(timezone.localdate())]


class MeasureFilter(ScopedFilter):
    q = filters.CharFilter(label="编号、文号或部门", method="find", widget=SEARCH)
    status = choice("状态", MeasureStatus.choices)
    measure = filters.ChoiceFilter(label="措施", choices=_labels, empty_label="全部")
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Measure
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Look in the numbers of case, decision and record, and in the department's name."""
        asked = asked.strip()
        return rows.filter(
            Q(number__iexact=asked)
            | Q(document_number__icontains=asked)
            | Q(fact__number__iexact=asked)
            | Q(fact__department__name__icontains=asked)
        )
