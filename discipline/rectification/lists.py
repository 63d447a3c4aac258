"""The list of rectifications."""

from __future__ import annotations

from django.db.models import QuerySet

from common.lists import Column, Facet, ListSpec
from common.lists.filters import choice
from common.lists.usual import status_column
from common.trail import Actor
from discipline.filters import case_search
from discipline.lists import number_column
from discipline.models import Rectification
from discipline.vocabulary import RectificationStatus
from organisations.filters import RegionFilter, ScopedFilter

SHAPES = {"done": "mended", "refused": "broken", "hearing": "objection"}


class RectificationFilter(ScopedFilter):
    q = case_search("document_number", "record__record_no", subject="record__department")
    status = choice("状态", RectificationStatus.choices)
    region = RegionFilter("record__department__region")

    class Meta:
        model = Rectification
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[Rectification]:
    return Rectification.objects.visible_to(posting).select_related("record__department")


RECTIFICATIONS = ListSpec(
    key="rectifications",
    label="限期整改",
    unit="件",
    url_name="discipline:rectifications",
    rows=_rows,
    filterset=RectificationFilter,
    default="-number",
    hint="部门有失信记录的，书面说明原因并限期整改。从已认定的记录页登记。",
    empty="没有限期整改。记录认定以后，经办在记录页的“整改”里登记。",
    columns=(
        number_column("rectification", "整改", "整改编号", record="record.record_no"),
        Column("department", "部门", lambda c: str(c.record.department), sort=["record__department__name"]),
        Column("body", "责令机关", lambda c: c.body_name or "待定"),
        Column("explained", "书面说明", lambda c: c.explained_on, css="nowrap"),
        Column("due", "整改期限", lambda c: c.due_on, sort=["due_on"], css="nowrap"),
        status_column(RectificationStatus, SHAPES),
    ),
    facets=(Facet("status", "status"),),
)
