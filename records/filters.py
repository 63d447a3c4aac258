"""Questions that the lists put; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from common.identifiers import document_key, normalise_credit_code
from common.key_domains import KeyDomain
from common.lists.filters import DAY, SEARCH, KeyFilter, choice
from organisations.filters import RegionFilter, ScopedFilter
from records.facts.models.facts import kind_choices, numbered_like
from records.facts.models.judgments import Outcome
from records.models import Commendation, Correction, DishonestyRecord, LostJudgment, Publication
from records.vocabulary import (
    CorrectionKind,
    CorrectionStatus,
    PublicationStatus,
    RecordStatus,
    Severity,
    ShownStatus,
    SourceKind,
)

STAGES: dict[str, str] = {
    "to_sign": "待签",
    "to_mend": "审查有问题",
    "to_publish": "待公示",
    "public": "公示中",
    "suspended": "暂停",
    "ended": "终止",
}


NO_PUBLICATION = "none"


FACT_STATES = [
    (s.value, s.label)
    for s in (
        *(RecordStatus.DRAFT, RecordStatus.PENDING_REVIEW, RecordStatus.RETURNED),
        *(RecordStatus.CONFIRMED, RecordStatus.WITHDRAWN, RecordStatus.VOID),
    )
]


class RecordFilter(ScopedFilter):
    q = filters.CharFilter(label="文书号、代码、部门或编号", method="find", widget=SEARCH)
    status = choice("状态", RecordStatus.choices)
    publication = choice("公示", [(NO_PUBLICATION, "没有公示"), *ShownStatus.choices], method="published")
    source_kind = choice("来源", SourceKind.choices)
    domain = choice("领域", KeyDomain.choices)
    declared_severity = choice("严重程度", Severity.choices)
    subject = choice("主体", [("department", "部门"), ("official", "公务员")], method="about")
    region = RegionFilter("subject_region")
    since = filters.DateFilter(label="认定日期自", field_name="decided_on", lookup_expr="gte", widget=DAY)
    until = filters.DateFilter(label="至", field_name="decided_on", lookup_expr="lte", widget=DAY)
    batch = KeyFilter(label="导入批次", field_name="batch_id", widget=forms.HiddenInput)

    class Meta:
        model = DishonestyRecord
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Look in document number, name, code and record number."""
        asked = asked.strip()
        return rows.filter(
            Q(document_key__contains=document_key(asked))
            | Q(department__name__icontains=asked)
            | Q(department__credit_code=normalise_credit_code(asked))
            | Q(record_no__iexact=asked)
        )

    def about(self, rows: QuerySet[Any], name: str, subject: str) -> QuerySet[Any]:
        return rows.filter(official__isnull=subject == "department")

    def published(self, rows: QuerySet[Any], name: str, status: str) -> QuerySet[Any]:
        """Filter by the newest publication（needs `with_publication`）."""
        wanted = None if status == NO_PUBLICATION else status
        return (
            rows.filter(publication_status__isnull=True)
            if wanted is None
            else rows.filter(publication_status=wanted)
        )


class JudgmentFilter(ScopedFilter):
    q = filters.CharFilter(label="案号或部门", method="find", widget=SEARCH)
    status = choice("状态", FACT_STATES)
    outcome = choice("类型", Outcome.choices)
    region = RegionFilter("department__region")

    class Meta:
        model = LostJudgment
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        key = document_key(asked)
        return rows.filter(Q(case_key__contains=key) | Q(department__name__icontains=asked.strip()))


class CommendationFilter(ScopedFilter):
    q = filters.CharFilter(label="荣誉、文号或部门", method="find", widget=SEARCH)
    status = choice("状态", FACT_STATES)
    region = RegionFilter("department__region")

    class Meta:
        model = Commendation
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(
            Q(document_key__contains=document_key(asked))
            | Q(department__name__icontains=asked)
            | Q(honour__icontains=asked)
        )


class PublicationFilter(ScopedFilter):
    q = filters.CharFilter(label="标题、部门或文书号", method="find", widget=SEARCH)
    stage = choice("阶段", list(STAGES.items()), method="at_stage")
    kind = choice("类型", kind_choices, field_name="fact__kind")
    region = RegionFilter("place", is_path=True)

    class Meta:
        model = Publication
        fields: list[str] = []

    def at_stage(self, rows: Any, name: str, stage: str) -> QuerySet[Any]:
        """Filter by status, and within 待审查 by what the sheet says."""
        found: QuerySet[Any] = (
            rows.filter(status=stage) if stage == PublicationStatus.PENDING else getattr(rows, stage)()
        )
        return found

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(
            Q(face_title__icontains=asked)
            | numbered_like(asked, before="fact__")
            | Q(fact__department__name__icontains=asked)
        )


class CorrectionFilter(ScopedFilter):
    q = filters.CharFilter(label="记录编号或部门", method="find", widget=SEARCH)
    status = choice("状态", CorrectionStatus.choices)
    kind = choice("类型", CorrectionKind.choices)

    class Meta:
        model = Correction
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(Q(fact__number__iexact=asked) | Q(fact__department__name__icontains=asked))
