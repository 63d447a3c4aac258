"""The list of requests for repair."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from appeals.repairs.filters import RepairFilter
from appeals.repairs.models import Repair
from appeals.repairs.vocabulary import RepairStatus
from common.lists.columns import Column, below, day_column, link
from common.lists.facets import Facet
from common.lists.spec import ListSpec
from common.lists.usual import number_column, status_column
from common.trail import Actor

S = RepairStatus
SHAPES = {S.GRANTED: "mended", S.SUPPLEMENT: "objection", S.HEARING: "objection", S.UNDONE: "objection"}


def shape_of(status: str) -> str:
    """Return the shape of the mark of a state."""
    return SHAPES.get(S(status), "plain")


def _repairs(posting: Actor) -> QuerySet[Repair]:
    return Repair.objects.visible_to(posting).select_related("department", "fact")


def _case(case: Repair) -> SafeString:
    return below(link(reverse("appeals:repair", args=[case.pk]), case.number, "code"), case.fact.number)


REPAIRS = ListSpec(
    key="repairs",
    label="信用修复",
    unit="件",
    url_name="appeals:repairs",
    rows=_repairs,
    filterset=RepairFilter,
    default="-applied",
    hint="失信记录的信用修复：谁认定、谁修复。申请从记录页的“信用修复”提出。",
    empty="没有信用修复的申请。部门代表在自己单位的记录页提出，书面和信用中国转来的由经办登记。",
    columns=(
        number_column(
            "修复", _case, (("修复编号", lambda c: c.number), ("记录编号", lambda c: c.fact.number))
        ),
        Column("department", "申请单位", lambda c: str(c.department), sort=["department__sort_key"]),
        Column("severity", "失信类别", lambda c: c.get_severity_display(), css="nowrap"),
        Column("channel", "渠道", lambda c: c.get_channel_display(), css="nowrap", shown=False),
        day_column("applied", "申请日期", "applied_on"),
        Column("body", "有权机关", lambda c: c.deciding_name),
        day_column("due", "本步骤期限", "due_on"),
        status_column(RepairStatus, lambda c: shape_of(c.status)),
    ),
    facets=(Facet("status", "status"), Facet("severity", "severity"), Facet("channel", "channel")),
)
