"""Questions that the list of dishonesty records puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from common.key_domains import KeyDomain
from common.lists.filters import DAY, SEARCH, KeyFilter, choice
from identifiers.credit_codes import normalise_credit_code
from identifiers.document_numbers import document_key
from organisations.filters import RegionFilter, ScopedFilter
from records.models import DishonestyRecord
from records.vocabulary import RecordStatus, Severity, ShownStatus, SourceKind

NO_PUBLICATION = "none"


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
