"""Questions that the list of challenges puts."""

from __future__ import annotations

from challenges.models import Challenge
from challenges.vocabulary import ChallengeStatus, Outcome
from common.lists.filters import choice
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body
from policy.vocabulary import ChallengeKind


class ChallengeFilter(ScopedFilter):
    q = SearchFilter(
        "编号、文书号、机关或部门",
        "number",
        "document_key",
        "result_number",
        "organ",
        body("fact__department"),
    )
    status = choice("状态", ChallengeStatus.choices)
    kind = choice("救济途径", ChallengeKind.choices)
    outcome = choice("处理结果", Outcome.choices)
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Challenge
        fields: list[str] = []
