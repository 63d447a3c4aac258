"""The list of measures."""

from __future__ import annotations

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from common.lists import Column, Facet, ListSpec
from common.lists.filters import choice
from common.lists.usual import status_column
from common.trail import Actor
from discipline.filters import case_search
from discipline.lists import number_column
from discipline.measures.catalogue import catalogue_on
from discipline.measures.models import Measure
from discipline.measures.vocabulary import MeasureStatus
from organisations.filters import RegionFilter, ScopedFilter

SHAPES = {
    "running": "public",
    "to_lift": "objection",
    "hearing": "objection",
    "lifted": "mended",
    "exempted": "mended",
}


def _labels() -> list[tuple[str, str]]:
    return [(line.key, line.label) for line in catalogue_on(timezone.localdate())]


class MeasureFilter(ScopedFilter):
    q = case_search("document_number", "fact__number")
    status = choice("状态", MeasureStatus.choices)
    measure = filters.ChoiceFilter(label="措施", choices=_labels, empty_label="全部")
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Measure
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[Measure]:
    return Measure.objects.visible_to(posting).select_related("fact__department")


MEASURES = ListSpec(
    key="measures",
    label="惩戒措施",
    unit="件",
    url_name="discipline:measures",
    rows=_rows,
    filterset=MeasureFilter,
    default="-number",
    hint="对有失信记录的部门实施的惩戒措施，都在目录之内，由目录写明的机关决定。从已认定的记录页登记。",
    empty="没有惩戒措施。记录认定以后，经办在记录页的“惩戒”里登记。",
    columns=(
        number_column("measure", "编号", "惩戒编号"),
        Column("department", "部门", lambda c: str(c.fact.department), sort=["fact__department__name"]),
        Column("measure", "措施", lambda c: c.label, sort=["label"]),
        Column("body", "实施机关", lambda c: c.body_name or "待定"),
        Column("starts", "执行自", lambda c: c.starts_on, css="nowrap"),
        Column("until", "执行至", lambda c: c.until, sort=["until"], css="nowrap"),
        status_column(MeasureStatus, SHAPES),
    ),
    facets=(Facet("status", "status"), Facet("measure", "measure")),
)
