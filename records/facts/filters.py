"""Questions that the lists of reviewed facts put; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from common.lists.filters import SEARCH, choice
from identifiers.document_numbers import document_key
from organisations.filters import RegionFilter, ScopedFilter
from records.vocabulary import FACT_STATES


class ReviewedFactFilter(ScopedFilter):
    NAMED_BY: tuple[str, ...] = ("department__name",)
    q = filters.CharFilter(label="案号或部门", method="find", widget=SEARCH)
    status = choice("状态", FACT_STATES)
    region = RegionFilter("department__region")

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        found = Q(**{f"{rows.model.NUMBER_KEY}__contains": document_key(asked)})
        for told in self.NAMED_BY:
            found |= Q(**{f"{told}__icontains": asked.strip()})
        return rows.filter(found)
