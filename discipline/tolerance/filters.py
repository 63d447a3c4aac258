"""Questions that the list of tolerance puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from common.lists.filters import choice
from discipline.filters import CaseFilter
from discipline.tolerance.models import Tolerance
from discipline.tolerance.vocabulary import Origin, ToleranceStatus
from organisations.filters import RegionFilter


class ToleranceFilter(CaseFilter):
    status = choice("状态", ToleranceStatus.choices)
    origin = choice("启动方式", Origin.choices)
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Tolerance
        fields: list[str] = []
