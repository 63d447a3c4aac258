"""The lists of corrections and of reorganisations."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from common.lists.columns import Column, below, coded, day, day_column, mark, row_link
from common.lists.facets import Facet
from common.lists.spec import ListSpec, in_order
from common.roles import Role
from common.trail import Actor
from organisations.filters import ReorganisationFilter
from organisations.models import Reorganisation
from organisations.vocabulary import ReorganisationStatus

REORGANISATION_READERS = frozenset(
    {Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.REPRESENTATIVE, Role.AUDITOR}
)


SHAPES = {"effective": "mended", "returned": "objection"}


def _mark(case: Reorganisation) -> SafeString:
    return mark(case.get_status_display(), SHAPES.get(case.status, "plain"))


def _reorganisations(posting: Actor) -> QuerySet[Reorganisation]:
    return Reorganisation.objects.visible_to(posting).select_related("department", "successor", "drafted_by")


REORGANISATIONS = ListSpec(
    key="reorganisations",
    label="机构调整",
    unit="件",
    url_name="organisations:reorganisations",
    rows=_reorganisations,
    filterset=ReorganisationFilter,
    roles=REORGANISATION_READERS,
    default="-created",
    template="organisations/reorganisations.html",
    hint="更名、换发代码、合并、分立、撤销：凭批准文件办理，未了事项转给承继机构。",
    empty="没有机构调整。由信用办经办凭批准文件拟办，负责人复核后按生效日期办理。",
    columns=(
        Column(
            "department",
            "机构",
            lambda c: c.department.name,
            row_link(
                lambda c: reverse("organisations:reorganisation", args=[c.pk]), lambda c: c.department.name
            ),
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
        day_column("effective", "生效日期", "effective_on"),
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
