"""The list of objections."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString

from appeals.objections.filters import ObjectionFilter
from appeals.objections.models import Objection
from appeals.objections.querysets import OPEN, ObjectionQuerySet
from appeals.objections.vocabulary import ObjectionStatus
from common.lists.columns import Column, below, day_column, link, mark
from common.lists.facets import Facet
from common.lists.spec import ListSpec, in_order
from common.lists.usual import number_column
from common.trail import Actor
from records.facts.models.facts import of_each_kind


def address(case: Objection) -> str:
    """Return the office page of an objection."""
    return reverse("appeals:objection", args=[case.pk])


def shape(case: Objection) -> str:
    """Return the shape of the mark: amber while it is in hand."""
    return "objection" if case.status in OPEN else "plain"


def objections_of(posting: Actor) -> ObjectionQuerySet:
    """Return what a posting may see, with the fact and its department."""
    rows = Objection.objects.visible_to(posting)
    return rows.select_related("fact__department", *of_each_kind(before="fact__"))


def _number(case: Objection) -> SafeString:
    return below(link(address(case), case.number, "code"), case.fact.number)


OBJECTIONS = ListSpec(
    key="objections",
    label="异议",
    unit="件",
    url_name="appeals:objections",
    rows=objections_of,
    filterset=ObjectionFilter,
    default="-applied",
    hint="部门对自己的信息、利害关系人对部门的信息提出的异议。部门代表从记录页提出，书面的由经办从记录页登记。",
    empty="没有异议。部门代表在自己部门已认定的记录页点“提出异议”；书面异议由经办在记录页点“登记书面异议”。",
    columns=(
        number_column(
            "异议", _number, (("异议编号", lambda c: c.number), ("信息编号或文号", lambda c: c.fact.number))
        ),
        Column("department", "部门", lambda c: str(c.fact.department)),
        Column(
            "applicant",
            "申请人",
            lambda c: f"{c.get_applicant_kind_display()} {c.applicant}",
            lambda c: below(c.get_applicant_kind_display(), c.applicant),
        ),
        Column("kind", "类型", lambda c: c.get_kind_display(), css="nowrap"),
        Column("verifier", "核查机关", lambda c: c.verifier),
        day_column("applied", "申请日期", "applied_on"),
        day_column("verify_due", "核查期限", "verify_due"),
        Column(
            "status",
            "状态",
            lambda c: c.status_word,
            lambda c: mark(c.status_word, shape(c)),
            sort=[in_order("status", ObjectionStatus)],
        ),
    ),
    facets=(Facet("status", "status"), Facet("kind", "kind"), Facet("outcome", "outcome")),
)
