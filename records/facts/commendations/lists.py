"""The list of commendations."""

from __future__ import annotations

import django_filters as filters

from common.lists.columns import Column, day_column, row_link
from common.lists.facets import Facet, RegionFacet
from common.lists.filters import SEARCH
from common.lists.spec import ListSpec
from records.addresses import fact_address
from records.facts.commendations.models import Commendation
from records.facts.filters import ReviewedFactFilter
from records.facts.lists import DEPARTMENT, ENTERED, STATUS, rows_of


class CommendationFilter(ReviewedFactFilter):
    NAMED_BY = ("honour",)
    q = filters.CharFilter(label="荣誉、文号或部门", method="find", widget=SEARCH)


COMMENDATIONS = ListSpec(
    key="commendations",
    label="守信记录",
    unit="条",
    url_name="records:commendations",
    rows=rows_of(Commendation),
    filterset=CommendationFilter,
    default="-day",
    template="records/facts.html",
    hint="诚信典型、荣誉表彰等守信激励记录。",
    empty="守信记录由录入员或认定机关录入，复核员认定，信用办拟予公示。",
    columns=(
        Column("case", "荣誉", str, row_link(fact_address, str), sort=["honour"], fixed=True),
        Column("issuer", "颁发机关", lambda f: f.issued_by),
        day_column("day", "颁发日期", "issued_on"),
        DEPARTMENT,
        STATUS,
        Column("document", "文号", lambda f: f.document_number, shown=False),
        Column("level", "级别", lambda f: f.get_level_display(), shown=False),
        day_column("valid", "有效期至", "valid_until", shown=False),
        ENTERED,
    ),
    facets=(Facet("status", "status"), RegionFacet(field="department__region__path")),
)
