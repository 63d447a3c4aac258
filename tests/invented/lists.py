"""The list of demands."""

from __future__ import annotations

import django_filters as filters
from django.urls import reverse

from common.lists import Column, Facet, ListSpec, row_link
from common.lists.filters import SEARCH, choice
from organisations.filters import ScopedFilter
from tests.invented.models import Urging, UrgingStatus


class UrgingFilter(ScopedFilter):
    q = filters.CharFilter(label="文书号或要求", method="find", widget=SEARCH)
    status = choice("状态", UrgingStatus.choices)

    class Meta:
        model = Urging
        fields = []

    def find(self, rows, name, asked):
        return rows.filter(demand__icontains=asked.strip())


def _rows(posting):
    return Urging.objects.visible_to(posting).select_related("fact__department")


URGINGS = ListSpec(
    key="urgings",
    label="督办",
    unit="件",
    url_name="invented:urgings",
    rows=_rows,
    filterset=UrgingFilter,
    default="due",
    empty="没有督办。",
    columns=(
        Column(
            "demand",
            "督办要求",
            lambda c: c.demand,
            row_link(lambda c: reverse("invented:urging", args=[c.pk]), lambda c: c.demand),
            sort=["demand"],
            fixed=True,
        ),
        Column("due", "期限", lambda c: c.due_on, sort=["due_on"]),
        Column("status", "状态", lambda c: c.get_status_display()),
    ),
    facets=(Facet("status", "status"),),
)
