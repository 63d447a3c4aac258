"""The roster of departments."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from common.lists import Column, Facet, ListSpec, RegionFacet, coded, in_order, link, row_link
from records.filters import DepartmentFilter
from records.models import Department, DishonestyRecord
from records.models.departments import Level
from records.vocabulary import RecordStatus


def _rows(posting: Any) -> Any:
    mine = DishonestyRecord.objects.visible_to(posting).filter(status=RecordStatus.CONFIRMED)
    of_one = mine.filter(department=OuterRef("pk")).order_by().values("department").annotate(n=Count("pk"))
    confirmed = Coalesce(Subquery(of_one.values("n"), output_field=IntegerField()), 0)
    return Department.objects.visible_to(posting).annotate(confirmed=confirmed).select_related("region")


def _confirmed(body: Any) -> Any:
    address = f"{reverse('records:records')}?q={body.credit_code}&status=confirmed"
    return link(address, body.confirmed) if body.confirmed else 0


DEPARTMENTS = ListSpec(
    key="departments",
    label="部门",
    unit="个",
    url_name="records:departments",
    rows=_rows,
    filterset=DepartmentFilter,
    default="name",
    empty="名录是空的。由录入员在“导入”里报送机构名录，部门才会出现在这里。",
    columns=(
        Column(
            "name",
            "名称",
            lambda b: b.name,
            row_link(lambda b: reverse("records:department", args=[b.credit_code]), lambda b: b.name),
            sort=["sort_key"],
            fixed=True,
        ),
        Column(
            "code",
            "统一社会信用代码",
            lambda b: b.credit_code,
            lambda b: coded(b.credit_code),
            sort=["credit_code"],
        ),
        Column("region", "地区", lambda b: b.region.name, sort=["region__code", "sort_key"]),
        Column("kind", "类别", lambda b: b.get_kind_display(), css="nowrap"),
        Column(
            "level",
            "级别",
            lambda b: b.get_level_display(),
            sort=[in_order("level", Level), "sort_key"],
            css="nowrap",
        ),
        Column("records", "已认定失信", lambda b: b.confirmed, _confirmed, sort=["confirmed"], css="n"),
        Column("status", "状态", lambda b: b.get_status_display(), css="nowrap"),
        Column("short", "简称", lambda b: b.short_name, shown=False),
        Column("ended", "撤并日期", lambda b: b.ended_on, sort=["ended_on"], css="nowrap", shown=False),
    ),
    facets=(
        Facet("level", "level"),
        Facet("kind", "kind"),
        Facet("status", "status"),
        RegionFacet(field="region__path"),
    ),
)
