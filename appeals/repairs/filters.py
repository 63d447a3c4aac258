"""Questions that the list of repairs puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from appeals.repairs.models import Repair
from appeals.repairs.vocabulary import Channel, RepairStatus
from common.lists.filters import SEARCH, choice
from organisations.filters import ScopedFilter
from records.vocabulary import Severity


class RepairFilter(ScopedFilter):
    q = filters.CharFilter(label="修复编号、记录编号或部门", method="find", widget=SEARCH)
    status = choice("状态", RepairStatus.choices)
    severity = choice("失信类别", Severity.choices)
    channel = choice("申请渠道", Channel.choices)

    class Meta:
        model = Repair
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        numbers = Q(number__iexact=asked) | Q(fact__number__iexact=asked)
        return rows.filter(numbers | Q(department__name__icontains=asked))
