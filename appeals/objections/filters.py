"""Questions that the list of objections puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from appeals.applicant.models import by_receipt
from appeals.objections.models import Objection
from appeals.objections.querysets import ObjectionQuerySet
from appeals.objections.vocabulary import ApplicantKind, ObjectionStatus, Outcome
from common.lists.filters import TickFilter, choice
from intake.vocabulary import ObjectionKind
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body


class ObjectionFilter(ScopedFilter):
    q = SearchFilter(
        "编号、回执号、部门或核查机关",
        "number",
        "fact__number",
        "verifier",
        by_receipt,
        body("fact__department"),
    )
    status = choice("状态", ObjectionStatus.choices)
    kind = choice("类型", ObjectionKind.choices)
    applicant_kind = choice("申请人", ApplicantKind.choices)
    outcome = choice("结果", Outcome.choices)
    region = RegionFilter("fact__department__region")
    unsure = TickFilter(label="所异议的信息已重新办理", method="be_unsure")

    class Meta:
        model = Objection
        fields: list[str] = []

    def be_unsure(self, rows: ObjectionQuerySet, name: str, is_ticked: bool) -> ObjectionQuerySet:
        """Leave those whose fact is under review anew."""
        return rows.unsure() if is_ticked else rows
