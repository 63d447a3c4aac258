"""The list of tolerance: departments' cases alone, an official's stands in no list."""

from __future__ import annotations

from django.db.models import QuerySet

from common.lists import Column, Facet, ListSpec
from common.lists.columns import day_column
from common.lists.filters import choice
from common.lists.usual import status_column
from common.trail import Actor
from discipline.filters import case_search
from discipline.lists import number_column
from discipline.tolerance.models import Tolerance
from discipline.tolerance.vocabulary import Origin, ToleranceStatus
from organisations.filters import RegionFilter, ScopedFilter

S = ToleranceStatus
SHAPES: dict[str, str] = {
    S.TOLERATED: "mended",
    S.EXCLUDED: "mended",
    S.INCLUDED: "mended",
    S.REVOKED: "objection",
}


class ToleranceFilter(ScopedFilter):
    q = case_search("document_number", "fact__number")
    status = choice("状态", ToleranceStatus.choices)
    origin = choice("启动方式", Origin.choices)
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Tolerance
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[Tolerance]:
    return Tolerance.objects.listed_to(posting).select_related("fact__department")


TOLERANCES = ListSpec(
    key="tolerances",
    label="容错",
    unit="件",
    url_name="discipline:tolerances",
    rows=_rows,
    filterset=ToleranceFilter,
    default="-applied",
    hint="由纪检监察机关、组织部门集体认定；信用办受理、转送、登记，不代为认定。公务员的不在这里列出。",
    empty="没有容错。从记录页的“容错”里申请或者依职权启动。",
    columns=(
        number_column("tolerance", "容错", "容错编号"),
        Column("department", "部门", lambda c: str(c.fact.department), sort=["fact__department__sort_key"]),
        Column("ground", "容错情形", lambda c: c.ground_words),
        day_column("applied", "申请或启动", "applied_on"),
        Column("body", "认定机关", lambda c: c.body_name or "待定"),
        Column("outcome", "结论", lambda c: c.get_outcome_display()),
        day_column("due", "本步骤期限", "due_on"),
        status_column(ToleranceStatus, SHAPES),
    ),
    facets=(Facet("status", "status"), Facet("origin", "origin")),
)
