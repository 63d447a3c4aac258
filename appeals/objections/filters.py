"""Questions that the list of objections puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from appeals.applicant.models import OnlineApplicant
from appeals.objections.models import Objection
from appeals.objections.querysets import ObjectionQuerySet
from appeals.objections.vocabulary import ApplicantKind, ObjectionStatus, Outcome
from common.lists.filters import SEARCH, TickFilter, choice
from intake.vocabulary import ObjectionKind
from organisations.filters import RegionFilter, ScopedFilter


class ObjectionFilter(ScopedFilter):
    q = filters.CharFilter(label="编号、回执号、部门或核查机关", method="find", widget=SEARCH)
    status = choice("状态", ObjectionStatus.choices)
    kind = choice("类型", ObjectionKind.choices)
    applicant_kind = choice("申请人", ApplicantKind.choices)
    outcome = choice("结果", Outcome.choices)
    region = RegionFilter("fact__department__region")
    unsure = TickFilter(label="所异议的信息已重新办理", method="be_unsure")

    class Meta:
        model = Objection
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Look in the numbers of objection, receipt and fact, in the names of department and verifying body."""
        asked = asked.strip()
        return rows.filter(
            Q(number__icontains=asked)
            | Q(fact__number__icontains=asked)
            | Q(fact__department__name__icontains=asked)
            | Q(verifier__icontains=asked)
            | Q(pk__in=OnlineApplicant.objects.cases_of(asked))
        )

    def be_unsure(self, rows: ObjectionQuerySet, name: str, is_ticked: bool) -> ObjectionQuerySet:
        """Leave those whose fact is under review anew."""
        return rows.unsure() if is_ticked else rows
