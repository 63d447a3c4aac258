"""Questions that the list of dishonesty records puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from common.key_domains import KeyDomain
from common.lists.filters import DAY, KeyFilter, choice
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body
from policy.vocabulary import RecordStatus, Severity, ShownStatus, SourceKind
from records.models import DishonestyRecord

NO_PUBLICATION = "none"


class RecordFilter(ScopedFilter):
    q = SearchFilter("文书号、代码、部门或编号", "document_key", "record_no", body())
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
