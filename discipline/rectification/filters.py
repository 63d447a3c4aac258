"""Questions that the list of rectifications puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from common.lists.filters import choice
from discipline.models import Rectification
from discipline.vocabulary import RectificationStatus
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body


class RectificationFilter(ScopedFilter):
    q = SearchFilter(
        "编号、文号或部门", "number", "document_number", "record__record_no", body("record__department")
    )
    status = choice("状态", RectificationStatus.choices)
    region = RegionFilter("record__department__region")

    class Meta:
        model = Rectification
        fields: list[str] = []
