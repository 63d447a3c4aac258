"""Questions that the list of repairs puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from appeals.repairs.models import Repair
from appeals.repairs.vocabulary import Channel, RepairStatus
from common.lists.filters import choice
from organisations.filters import ScopedFilter
from organisations.search import SearchFilter, body
from policy.vocabulary import Severity


class RepairFilter(ScopedFilter):
    q = SearchFilter("修复编号、记录编号或部门", "number", "fact__number", body())
    status = choice("状态", RepairStatus.choices)
    severity = choice("失信类别", Severity.choices)
    channel = choice("申请渠道", Channel.choices)

    class Meta:
        model = Repair
        fields: list[str] = []
