"""The roster of departments."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from common.lists.columns import Column, coded, day_column, row_link
from common.lists.facets import Facet, RegionFacet
from common.lists.spec import ListSpec, in_order
from common.trail import Actor
from organisations.filters import DepartmentFilter
from organisations.models import Department
from organisations.vocabulary import Level


def _rows(posting: Actor) -> QuerySet[Department]:
    return Department.objects.visible_to(posting).select_related("region")


DEPARTMENTS = ListSpec(
    key="departments",
    label="部门",
    unit="个",
    url_name="organisations:departments",
    rows=_rows,
    filterset=DepartmentFilter,
    default="name",
    empty="名录是空的。由录入员在“导入”里报送机构名录，部门才会出现在这里。",
    columns=(
        Column(
            "name",
            "名称",
            lambda b: b.name,
            row_link(lambda b: reverse("organisations:department", args=[b.credit_code]), lambda b: b.name),
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
        Column("status", "状态", lambda b: b.get_status_display(), css="nowrap"),
        Column("short", "简称", lambda b: b.short_name, shown=False),
        day_column("ended", "撤并日期", "ended_on", shown=False),
    ),
    facets=(
        Facet("level", "level"),
        Facet("kind", "kind"),
        Facet("status", "status"),
        RegionFacet(field="region__path"),
    ),
)
