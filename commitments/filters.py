"""How the lists of commitments and breaches are narrowed."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from commitments.domains.domain import domains
from commitments.models import Breach, Commitment
from commitments.querysets import standings
from commitments.vocabulary import BreachStatus, CommitmentStatus, PromiseKind
from common.lists.filters import DAY, KeyFilter, choice
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body

S = CommitmentStatus
STANDINGS = (
    ("promised", "已登记的全部承诺"),
    ("not_due", "未到期"),
    ("partly", "部分兑现"),
    ("to_accept", "待确认兑现"),
    ("kept", "按期兑现"),
    ("kept_late", "逾期兑现"),
    ("late", "逾期未兑现"),
    ("broken", "已确认违约失信"),
    ("inherited", "承继来的"),
    ("changed", "依法变更终结"),
    ("unlawful", "违法或越权"),
)


def of_standing(rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    """Return the rows that stand so; the ledger counts by the same conditions."""
    found = standings(timezone.localdate())
    return rows.filter(found[name]) if name in found else rows


class CommitmentFilter(ScopedFilter):
    q = SearchFilter(
        "编号、文号、内容、相对方或者承诺主体",
        "number",
        "document_number",
        "document_title",
        "content",
        "counterparty",
        body("department"),
    )
    domain = choice("重点领域", domains.choices)
    status = choice("状态", S.choices)
    standing = choice("兑现情况", STANDINGS, method="by_standing")
    promise_kind = choice("承诺类型", PromiseKind.choices)
    region = RegionFilter("department__region")
    code = filters.CharFilter(label="承诺主体代码", field_name="department__credit_code")
    batch = KeyFilter(label="导入批次", field_name="batch_id", widget=forms.HiddenInput)
    due_from = filters.DateFilter(label="到期自", field_name="due_on", lookup_expr="gte", widget=DAY)
    due_to = filters.DateFilter(label="到期至", field_name="due_on", lookup_expr="lte", widget=DAY)

    class Meta:
        model = Commitment
        fields: list[str] = []

    def by_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Narrow by how a promise stands today."""
        return of_standing(rows, value)


class BreachFilter(ScopedFilter):
    q = SearchFilter(
        "编号、承诺编号、文书或者承诺主体",
        "number",
        "commitment__number",
        "verify_document",
        "confirm_document",
        body("commitment__department"),
    )
    status = choice("状态", BreachStatus.choices)
    domain = choice("重点领域", domains.choices, field_name="commitment__domain")
    region = RegionFilter("commitment__department__region")

    class Meta:
        model = Breach
        fields: list[str] = []
