"""The list of civil servants' files: masked, by 干部管理权限 only."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.lists.columns import Column, coded, link, mark
from common.lists.filters import SEARCH
from common.lists.spec import ListSpec
from common.roles import AUDITORS
from common.trail import Actor
from organisations.filters import ScopedFilter
from organisations.models import Official
from organisations.scopes import FILE_KEEPERS

READERS = FILE_KEEPERS | AUDITORS


class OfficialFilter(ScopedFilter):
    q = filters.CharFilter(label="内部编号", method="find", widget=SEARCH)

    class Meta:
        model = Official
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(internal_number=asked)


def _name(person: Official) -> SafeString:
    address = reverse("dossiers:official", args=[person.internal_number])
    principal = format_html(" {}", mark("主要负责人")) if person.is_principal else ""
    return format_html("{}{}", link(address, person.masked_name), principal)


def _rows(posting: Actor) -> QuerySet[Official]:
    return Official.objects.visible_to(posting).select_related("unit", "managed_by")


OFFICIALS = ListSpec(
    key="officials",
    label="公务员信用记录",
    unit="人",
    url_name="dossiers:officials",
    rows=_rows,
    filterset=OfficialFilter,
    roles=READERS,
    default="name",
    template="dossiers/officials.html",
    hint="按干部管理权限查看，只供内部使用，一律不公示。这里只列遮蔽后的信息；打开档案须写明用途和依据，并登记在案。",
    empty="没有您管理的公务员档案。档案按干部管理权限开放：只有任免机关的岗位能看到，地区范围不起作用。",
    columns=(
        Column("name", "姓名", lambda o: o.masked_name, _name, sort=["sort_key"], fixed=True),
        Column(
            "number",
            "内部编号",
            lambda o: o.internal_number,
            lambda o: coded(o.internal_number),
            sort=["internal_number"],
        ),
        Column("unit", "所在单位", lambda o: str(o.unit), sort=["unit__sort_key", "sort_key"]),
        Column("post", "职务", lambda o: o.post),
        Column("manager", "任免机关", lambda o: str(o.managed_by), sort=["managed_by__sort_key", "sort_key"]),
        Column(
            "identity",
            "身份证件",
            lambda o: o.masked_id_number,
            lambda o: coded(o.masked_id_number),
        ),
    ),
)
