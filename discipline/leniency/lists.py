"""The list of leniency with its filter."""

from __future__ import annotations

from django.db.models import QuerySet

from common.lists import Column, Facet, ListSpec
from common.lists.columns import day_column
from common.lists.filters import choice
from common.lists.usual import status_column
from common.trail import Actor
from discipline.filters import case_search
from discipline.leniency.models import Leniency
from discipline.leniency.vocabulary import PROPOSALS, LeniencyStatus
from discipline.lists import number_column
from organisations.filters import RegionFilter, ScopedFilter

S = LeniencyStatus
SHAPES: dict[str, str] = {S.SPARED: "mended", S.LIGHTENED: "mended", S.DECIDING: "objection"}


class LeniencyFilter(ScopedFilter):
    q = case_search("document_number", "fact__number", "measure__number")
    status = choice("状态", S.choices)
    proposal = choice("规则的建议", PROPOSALS)
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Leniency
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[Leniency]:
    return Leniency.objects.visible_to(posting).select_related("fact__department", "measure")


LIST = ListSpec(
    key="leniencies",
    label="从轻、免于惩戒",
    unit="件",
    url_name="discipline:leniencies",
    rows=_rows,
    filterset=LeniencyFilter,
    default="-applied",
    hint="部门主动挽回损失、消除影响、阻止危害结果的，由实施措施的机关决定；只改变措施，记录、公示和整改不变。",
    empty="没有从轻、免于惩戒。从惩戒措施页的“从轻、免于”里申请或者依职权启动。",
    columns=(
        number_column("leniency", "从轻、免于", "从轻编号"),
        Column("department", "部门", lambda c: str(c.fact.department), sort=["fact__department__name"]),
        Column("measure", "措施", lambda c: c.measure.label, sort=["measure__label"]),
        Column("ground", "情形", lambda c: c.get_ground_display()),
        day_column("applied", "申请或启动", "applied_on"),
        Column("body", "实施机关", lambda c: c.measure.body_name),
        Column("proposal", "规则的建议", lambda c: c.get_proposal_display()),
        day_column("due", "本步骤期限", "due_on"),
        status_column(S, SHAPES),
    ),
    facets=(Facet("status", "status"),),
)
