"""The list of incentives with its filter; the facets count them by state and by kind."""

from __future__ import annotations

import django_filters as filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from common.lists import Column, Facet, ListSpec, link
from common.lists.filters import choice
from common.lists.usual import status_column
from common.models import RuleValue
from common.trail import Actor
from discipline.filters import case_search
from discipline.incentives.catalogue import KIND
from discipline.incentives.models import Incentive
from discipline.incentives.vocabulary import IncentiveStatus
from organisations.filters import ScopedFilter

SHAPES = {"running": "mended", "revoked": "broken"}


def _labels() -> list[tuple[str, str]]:
    return [(key, row.label) for key, row in sorted(RuleValue.objects.at(KIND, timezone.localdate()).items())]


class IncentiveFilter(ScopedFilter):
    """An official is found by the file, not here."""

    q = case_search("document_number")
    status = choice("状态", IncentiveStatus.choices)
    measure = filters.ChoiceFilter(label="激励措施", choices=_labels, empty_label="全部")

    class Meta:
        model = Incentive
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[Incentive]:
    return Incentive.objects.listed_to(posting).select_related("fact__department")


def _number(case: Incentive) -> SafeString:
    return link(reverse("discipline:incentive", args=[case.pk]), case.number, "code")


LIST = ListSpec(
    key="incentives",
    label="守信激励",
    unit="件",
    url_name="discipline:incentives",
    rows=_rows,
    filterset=IncentiveFilter,
    default="-number",
    hint="对受到表彰奖励的部门的激励；荣誉撤销的，激励随之撤销。从守信记录页登记。公务员的不在这里列出。",
    empty="没有守信激励。守信记录认定以后，经办在记录页的“激励”里登记。",
    columns=(
        Column("number", "编号", lambda c: c.number, _number, sort=["number"], fixed=True),
        Column("subject", "对象", lambda c: str(c.subject)),
        Column("measure", "激励措施", lambda c: c.label, sort=["label"]),
        Column("body", "实施机关", lambda c: c.body_name or "待定"),
        Column("until", "执行至", lambda c: c.until, sort=["until"], css="nowrap"),
        status_column(IncentiveStatus, SHAPES),
    ),
    facets=(Facet("status", "status"), Facet("measure", "measure")),
    template="discipline/incentives.html",
)
