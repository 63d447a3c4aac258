"""Questions that the list of checks puts."""

from __future__ import annotations

from common.lists.filters import choice
from exchange.honours.models import HonourCheck
from exchange.honours.vocabulary import CheckStatus
from organisations.filters import ScopedFilter
from organisations.search import SearchFilter


class CheckFilter(ScopedFilter):
    q = SearchFilter("编号、评选或者评选机关", "number", "award", "awarding_body")
    status = choice("状态", CheckStatus.choices)

    class Meta:
        model = HonourCheck
        fields: list[str] = []
