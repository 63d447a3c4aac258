"""How the list of inquiries is narrowed."""

from __future__ import annotations

from common.lists.filters import choice
from inquiries.models import Inquiry
from inquiries.vocabulary import InquiryStatus, Kind
from organisations.filters import ScopedFilter
from organisations.search import SearchFilter


class InquiryFilter(ScopedFilter):
    q = SearchFilter("编号、查询机关、文书或事项", "number", "asking_body", "request", "matter")
    status = choice("状态", InquiryStatus.choices)
    kind = choice("查询对象", Kind.choices)

    class Meta:
        model = Inquiry
        fields: list[str] = []
