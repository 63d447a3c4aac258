"""Questions that the list of rectifications puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from common.lists.filters import choice
from discipline.filters import CaseFilter
from discipline.models import Rectification
from discipline.vocabulary import RectificationStatus
from organisations.filters import RegionFilter


class RectificationFilter(CaseFilter):
    EXACT = ("number", "record__record_no")
    WORDS = ("document_number", "record__department__name")
    status = choice("状态", RectificationStatus.choices)
    region = RegionFilter("record__department__region")

    class Meta:
        model = Rectification
        fields: list[str] = []
