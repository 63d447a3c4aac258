from __future__ import annotations

import django_filters as filters
from django.db.models import Q

from common.lists.columns import Column, day_column, row_link
from common.lists.facets import Facet, RegionFacet
from common.lists.filters import SEARCH, choice
from common.lists.spec import ListSpec
from identifiers.document_numbers import document_key
from organisations.filters import RegionFilter, ScopedFilter
from policy.vocabulary import FACT_STATES
from records.addresses import fact_address
from records.facts.lists import DEPARTMENT, ENTERED, STATUS, rows_of
from tests.invented.promises.models import Promise


class PromiseFilter(ScopedFilter):
    q = filters.CharFilter(label="事项、编号或部门", method="find", widget=SEARCH)
    status = choice("状态", FACT_STATES)
    region = RegionFilter("department__region")

    class Meta:
        model = Promise
        fields = []

    def find(self, rows, name, asked):
        words = asked.strip()
        numbered = Q(document_key__contains=document_key(asked))
        return rows.filter(numbered | Q(subject__icontains=words) | Q(department__name__icontains=words))


PROMISES = ListSpec(
    key="promises",
    label="模拟公开承诺",
    unit="条",
    url_name="records:promises",
    rows=rows_of(Promise),
    filterset=PromiseFilter,
    default="-day",
    template="records/facts.html",
    hint="部门向社会作出的承诺。",
    empty="没有登记公开承诺。",
    columns=(
        Column(
            "case",
            "承诺事项",
            lambda f: f.subject,
            row_link(fact_address, lambda f: f.subject),
            sort=["subject"],
            fixed=True,
        ),
        day_column("day", "签署日期", "signed_on"),
        DEPARTMENT,
        STATUS,
        ENTERED,
    ),
    facets=(Facet("status", "status"), RegionFacet(field="department__region__path")),
)
