"""The lists of corrections and of reorganisations."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from common.lists.columns import Column, below, day, link
from common.lists.facets import Facet
from common.lists.spec import ListSpec
from common.lists.usual import status_column
from common.trail import Actor
from policy.vocabulary import CorrectionStatus
from records.corrections.filters import CorrectionFilter
from records.models import Correction

SHAPES = {"applied": "mended", "returned": "objection"}


def _corrections(posting: Actor) -> QuerySet[Correction]:
    return Correction.objects.visible_to(posting).select_related(
        "fact__department", "fact__official", "proposed_by"
    )


def _record(case: Correction) -> SafeString:
    number = link(reverse("records:correction", args=[case.pk]), case.fact.number, "code")
    return below(number, Truncator(case.grounds).chars(40))


CORRECTIONS = ListSpec(
    key="corrections",
    label="更正",
    unit="件",
    url_name="records:corrections",
    rows=_corrections,
    filterset=CorrectionFilter,
    default="-created",
    hint="已认定的记录有误时，由录入员或认定机关提出，复核后施行。从记录页提出。",
    empty="没有更正。记录认定以后发现有误的，由录入员或认定机关在记录页点“提出更正”。",
    columns=(
        Column(
            "record",
            "记录",
            lambda c: c.fact.number,
            _record,
            exports=(("记录编号或文号", lambda c: c.fact.number), ("更正理由", lambda c: c.grounds)),
            sort=["fact__number"],
            fixed=True,
        ),
        Column("subject", "部门或主体", lambda c: str(c.fact.subject)),
        Column("kind", "类型", lambda c: c.get_kind_display(), css="nowrap"),
        Column("proposer", "提出人", lambda c: c.proposed_by.name, css="nowrap"),
        Column(
            "created",
            "提出",
            lambda c: c.created_at,
            lambda c: day(c.created_at),
            sort=["created_at"],
            css="nowrap",
        ),
        status_column(CorrectionStatus, SHAPES),
    ),
    facets=(Facet("status", "status"), Facet("kind", "kind")),
)
