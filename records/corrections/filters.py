"""Questions that the list of corrections puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from common.lists.filters import choice
from organisations.filters import ScopedFilter
from organisations.search import SearchFilter, body
from policy.vocabulary import CorrectionKind, CorrectionStatus
from records.models import Correction


class CorrectionFilter(ScopedFilter):
    q = SearchFilter("记录编号或部门", "fact__number", body("fact__department"))
    status = choice("状态", CorrectionStatus.choices)
    kind = choice("类型", CorrectionKind.choices)

    class Meta:
        model = Correction
        fields: list[str] = []
