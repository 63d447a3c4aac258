"""Questions that the list of challenges puts."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from appeals.challenges.models import Challenge
from appeals.challenges.vocabulary import ChallengeKind, ChallengeStatus, Outcome
from common.lists.filters import SEARCH, choice
from identifiers.document_numbers import document_key
from organisations.filters import RegionFilter, ScopedFilter


class ChallengeFilter(ScopedFilter):
    q = filters.CharFilter(label="编号、文书号、机关或部门", method="find", widget=SEARCH)
    status = choice("状态", ChallengeStatus.choices)
    kind = choice("救济途径", ChallengeKind.choices)
    outcome = choice("处理结果", Outcome.choices)
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Challenge
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Look in the numbers of case and documents, in the names of organ and department."""
        return rows.filter(told(asked.strip()))


def told(asked: str) -> Q:
    """Return the condition that a challenge bears these words."""
    return (
        Q(number__icontains=asked)
        | Q(document_key__contains=document_key(asked))
        | Q(result_number__icontains=asked)
        | Q(organ__icontains=asked)
        | Q(fact__department__name__icontains=asked)
    )
