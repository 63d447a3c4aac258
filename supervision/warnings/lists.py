"""The list of the chains of warnings."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from common.lists import Column, Facet, ListSpec
from common.lists.columns import day_column, row_link
from common.lists.filters import choice
from common.lists.usual import number_column, status_column
from common.trail import Actor
from discipline.filters import case_search
from organisations.filters import RegionFilter, ScopedFilter
from supervision.warnings.models import JudgmentWarning
from supervision.warnings.vocabulary import WarningStatus

S = WarningStatus
SHAPES: dict[str, str] = {S.PERFORMED: "mended", S.REFUSED: "broken", S.ENFORCING: "objection"}


class WarningFilter(ScopedFilter):
    q = case_search("case_number", "enforcement_number", subject="department")
    status = choice("阶段", S.choices)
    region = RegionFilter("department__region")

    class Meta:
        model = JudgmentWarning
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[JudgmentWarning]:
    return JudgmentWarning.objects.visible_to(posting).select_related("department")


def address(case: JudgmentWarning) -> str:
    """Return the page of a chain."""
    return reverse("supervision:warning", args=[case.pk])


LIST = ListSpec(
    key="warnings",
    label="裁判履行预警",
    unit="件",
    url_name="supervision:warnings",
    rows=_rows,
    filterset=WarningFilter,
    default="-number",
    hint="被诉提醒、败诉督办、执行立案预警、拒不执行，每一阶段由法院的事实开启；只在后台，法院公告以前不公开。",
    empty="没有被诉、败诉的预警。在部门页登记被诉，或者在已认定的败诉裁判页开启督办。",
    columns=(
        number_column("预警", row_link(address, lambda c: c.number, "code")),
        Column("department", "部门", lambda c: str(c.department), sort=["department__name"]),
        Column("case", "案号", lambda c: c.case_number, css="code"),
        Column("court", "法院", lambda c: c.court),
        day_column("opened", "进入本阶段", "opened_on"),
        day_column("performance", "履行期限", "performance_due"),
        day_column("due", "本步骤期限", "due_on"),
        status_column(S, SHAPES),
    ),
    facets=(Facet("status", "status"),),
)
