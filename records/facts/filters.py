"""Questions that the lists of reviewed facts put; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from common.lists.filters import SEARCH, choice
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import body, found_in
from policy.vocabulary import FACT_STATES


class ReviewedFactFilter(ScopedFilter):
    NAMED_BY: tuple[str, ...] = ()
    q = filters.CharFilter(label="案号或部门", method="find", widget=SEARCH)
    status = choice("状态", FACT_STATES)
    region = RegionFilter("department__region")

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        return rows.filter(found_in(asked, rows.model.NUMBER_KEY, *self.NAMED_BY, body()))
