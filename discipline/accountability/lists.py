"""The list of transfers with its filter."""

from __future__ import annotations

from django.db.models import QuerySet

from common.lists import Column, Facet, ListSpec
from common.lists.filters import choice
from common.lists.usual import status_column
from common.roles import AUDITORS, CREDIT_OFFICE
from common.trail import Actor
from discipline.accountability.models import Transfer
from discipline.accountability.vocabulary import TransferStatus
from discipline.filters import case_search
from discipline.lists import number_column
from organisations.filters import RegionFilter, ScopedFilter

READERS = CREDIT_OFFICE | AUDITORS


class TransferFilter(ScopedFilter):
    q = case_search("letter_number", "fact__number")
    status = choice("状态", TransferStatus.choices)
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Transfer
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[Transfer]:
    return Transfer.objects.visible_to(posting).select_related("fact__department")


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
        number_column("transfer", "编号", "移送编号"),
        Column("department", "部门", lambda c: str(c.fact.department), sort=["fact__department__name"]),
        Column("body", "有权机关", lambda c: c.body_name or "待定"),
        Column("sent", "移送日期", lambda c: c.sent_on, sort=["sent_on"], css="nowrap"),
        Column("answered", "答复日期", lambda c: c.answered_on, css="nowrap"),
        status_column(TransferStatus, {"sent": "objection"}),
    ),
    facets=(Facet("status", "status"),),
)
