"""The list of transfers with its filter."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from common.lists import Column, Facet, ListSpec, below, in_order, link, mark
from common.lists.filters import choice
from common.roles import AUDITORS, CREDIT_OFFICE
from common.trail import Actor
from discipline.accountability.models import Transfer
from discipline.accountability.vocabulary import TransferStatus
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body

READERS = CREDIT_OFFICE | AUDITORS


class TransferFilter(ScopedFilter):
    q = SearchFilter(
        "编号、文号或者部门", "number", "letter_number", "fact__number", body("fact__department")
    )
    status = choice("状态", TransferStatus.choices)
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Transfer
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[Transfer]:
    return Transfer.objects.visible_to(posting).select_related("fact__department")


def _number(case: Transfer) -> SafeString:
    return below(link(reverse("discipline:transfer", args=[case.pk]), case.number, "code"), case.fact.number)


def _status(case: Transfer) -> SafeString:
    return mark(case.get_status_display(), "objection" if case.status == "sent" else "plain")


LIST = ListSpec(
    key="transfers",
    label="追责移送",
    unit="件",
    url_name="discipline:transfers",
    rows=_rows,
    filterset=TransferFilter,
    default="-number",
    hint="主要负责人的责任移送任免机关或者监察机关，由它决定；这里只记移送和办结，不写姓名。",
    empty="没有追责移送。记录认定以后，经办在记录页的“追责”里登记。",
    roles=READERS,
    columns=(
        Column("number", "编号", lambda c: c.number, _number, sort=["number"], fixed=True),
        Column("department", "部门", lambda c: str(c.fact.department), sort=["fact__department__name"]),
        Column("body", "有权机关", lambda c: c.body_name or "待定"),
        Column("sent", "移送日期", lambda c: c.sent_on, sort=["sent_on"], css="nowrap"),
        Column("answered", "答复日期", lambda c: c.answered_on, css="nowrap"),
        Column(
            "status",
            "状态",
            lambda c: c.get_status_display(),
            _status,
            sort=[in_order("status", TransferStatus)],
        ),
    ),
    facets=(Facet("status", "status"),),
)
