"""The list of consents: what waits for a second person, and what was decided by whom."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.consents.kinds import consent_kinds
from accounts.models import Consent, ConsentStatus
from common.lists.columns import Column, day, link, mark
from common.lists.facets import Facet
from common.lists.filters import SEARCH, ListFilter, choice
from common.lists.spec import ListSpec, in_order
from common.registry import EVERYONE

SHAPES = {ConsentStatus.ASKED: "objection", ConsentStatus.AGREED: "mended"}


class ConsentFilter(ListFilter):
    q = filters.CharFilter(label="关于谁、请求人", method="find", widget=SEARCH)
    status = choice("状态", ConsentStatus.choices)

    class Meta:
        model = Consent
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(Q(about__icontains=asked) | Q(asked_by__name__icontains=asked))


def address_of(case: Consent) -> str:
    """Return where the case is."""
    return reverse("accounts:consent", args=[case.pk])


def kind_of(case: Consent) -> str:
    """Return its kind in words."""
    return consent_kinds[case.kind].label


CONSENTS = ListSpec(
    key="consents",
    label="同意事项",
    unit="项",
    url_name="accounts:consents",
    rows=lambda posting: Consent.objects.visible_to(posting).select_related("asked_by", "decided_by"),
    filterset=ConsentFilter,
    roles=EVERYONE,
    default="-asked",
    hint="新建、启用账户，重置口令、第二因素，授予岗位、指定代理，都由一人请求、另一位管理员同意后才生效。",
    empty="没有同意事项。在“账户”“岗位”“代理”里提出的请求会列在这里。",
    columns=(
        Column("kind", "事项", kind_of, lambda c: link(address_of(c), kind_of(c)), css="nowrap", fixed=True),
        Column("about", "关于", lambda c: c.about),
        Column("asked_by", "请求人", lambda c: c.asked_by.name, sort=["asked_by__name"], css="nowrap"),
        Column(
            "asked", "请求", lambda c: c.asked_at, lambda c: day(c.asked_at), sort=["asked_at"], css="nowrap"
        ),
        Column(
            "status",
            "状态",
            lambda c: c.get_status_display(),
            lambda c: mark(c.get_status_display(), SHAPES.get(c.status, "plain")),
            sort=[in_order("status", ConsentStatus)],
            css="nowrap",
        ),
        Column("decided_by", "决定人", lambda c: c.decided_by.name if c.decided_by else "", css="nowrap"),
    ),
    facets=(Facet("status", "status"),),
)
