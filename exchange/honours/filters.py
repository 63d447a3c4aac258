"""Questions that the list of checks puts."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from common.lists.filters import SEARCH, choice
from exchange.honours.models import HonourCheck
from exchange.honours.vocabulary import CheckStatus
from organisations.filters import ScopedFilter


class CheckFilter(ScopedFilter):
    q = filters.CharFilter(label="编号、评选或者评选机关", method="find", widget=SEARCH)
    status = choice("状态", CheckStatus.choices)

    class Meta:
        model = HonourCheck
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Look in number, award and awarding body."""
        asked = asked.strip()
        return rows.filter(
            Q(number__iexact=asked) | Q(award__icontains=asked) | Q(awarding_body__icontains=asked)
        )
