"""How the list of reports is narrowed."""

from __future__ import annotations

from common.lists.filters import choice
from credit_reports.models import CreditReport
from credit_reports.vocabulary import Origin, ReportStatus
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body


class CreditReportFilter(ScopedFilter):
    q = SearchFilter("编号或部门", "number", body("department"))
    status = choice("状态", ReportStatus.choices)
    origin = choice("申请来自", Origin.choices)
    region = RegionFilter("department__region")

    class Meta:
        model = CreditReport
        fields: list[str] = []
