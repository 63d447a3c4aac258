"""The lists of corrections and of reorganisations."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator

from common.lists import Column, Facet, ListSpec, below, coded, day, in_order, link, mark, row_link
from common.roles import Role
from records.filters import CorrectionFilter, ReorganisationFilter
from records.lists.records import subject_of
from records.models import Correction, Reorganisation
from records.vocabulary import CorrectionStatus, ReorganisationStatus

NUMBER = Coalesce("record__record_no", "judgment__case_number", "commendation__document_number")
SHAPES = {"applied": "mended", "effective": "mended", "returned": "objection"}
REORGANISATION_READERS = frozenset(
    {Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.REPRESENTATIVE, Role.AUDITOR}
)


def _mark(case: Any) -> Any:
    return mark(case.get_status_display(), SHAPES.get(case.status, "plain"))


def _corrections(posting: Any) -> Any:
    return Correction.objects.visible_to(posting).select_related(
        *("record__department", "record__official", "judgment__department", "commendation__department"),
        "proposed_by",
    )


def _reorganisations(posting: Any) -> Any:
    return Reorganisation.objects.visible_to(posting).select_related("department", "successor", "drafted_by")


def _record(case: Any) -> Any:
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
            sort=[NUMBER],
            fixed=True,
        ),
        Column("subject", "部门或主体", lambda c: str(subject_of(c.fact))),
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
        Column(
            "status",
            "状态",
            lambda c: c.get_status_display(),
            _mark,
            sort=[in_order("status", CorrectionStatus)],
        ),
    ),
    facets=(Facet("status", "status"), Facet("kind", "kind")),
)
REORGANISATIONS = ListSpec(
    key="reorganisations",
    label="机构调整",
    unit="件",
    url_name="records:reorganisations",
    rows=_reorganisations,
    filterset=ReorganisationFilter,
    roles=REORGANISATION_READERS,
    default="-created",
    template="records/reorganisations.html",
    hint="更名、换发代码、合并、分立、撤销：凭批准文件办理，未了事项转给承继机构。",
    empty="没有机构调整。由信用办经办凭批准文件拟办，负责人复核后按生效日期办理。",
    columns=(
        Column(
            "department",
            "机构",
            lambda c: c.department.name,
            row_link(lambda c: reverse("records:reorganisation", args=[c.pk]), lambda c: c.department.name),
            exports=(
                ("机构", lambda c: c.department.name),
                ("统一社会信用代码", lambda c: c.department.credit_code),
            ),
            sort=["department__sort_key"],
            fixed=True,
        ),
        Column("kind", "调整", lambda c: c.get_kind_display(), css="nowrap"),
        Column("successor", "承继机构", lambda c: c.successor.name if c.successor else ""),
        Column("document", "文号", lambda c: c.document_number, lambda c: coded(c.document_number)),
        Column("effective", "生效日期", lambda c: c.effective_on, sort=["effective_on"], css="nowrap"),
        Column(
            "status",
            "状态",
            lambda c: c.get_status_display(),
            _mark,
            sort=[in_order("status", ReorganisationStatus)],
        ),
        Column(
            "created",
            "拟办",
            lambda c: c.created_at,
            lambda c: below(day(c.created_at), c.drafted_by.name),
            exports=(("拟办时间", lambda c: c.created_at), ("拟办人", lambda c: c.drafted_by.name)),
            sort=["created_at"],
            shown=False,
        ),
    ),
    facets=(Facet("status", "status"), Facet("kind", "kind")),
)
