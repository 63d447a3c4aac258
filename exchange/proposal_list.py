"""The list of what roster uploads say of known departments（名录变更）."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.lists.columns import Column, below, day_column, mark
from common.lists.facets import Facet, RegionFacet
from common.lists.filters import choice
from common.lists.spec import ListSpec, in_order
from common.roles import CREDIT_OFFICE
from common.trail import Actor
from exchange.models.proposals import DepartmentProposal, ProposalStatus
from exchange.proposals import changes_in_words
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body

SHAPES = {ProposalStatus.ACCEPTED: "mended", ProposalStatus.PROPOSED: "objection"}


class ProposalFilter(ScopedFilter):
    q = SearchFilter("部门名称或代码", body())
    status = choice("状态", ProposalStatus.choices)
    region = RegionFilter("department__region")

    class Meta:
        model = DepartmentProposal
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[Any]:
    """Return what the posting may see; each row knows whether the posting may decide it."""
    rows = DepartmentProposal.objects.visible_to(posting).select_related("department__region")
    return rows.with_file_for(posting, "batch").annotate(is_mine=Value(posting.role in CREDIT_OFFICE))


def _told(proposal: DepartmentProposal) -> str:
    words = changes_in_words(proposal.changes)
    return "；".join(f"{field}：{before} → {after}" for field, before, after in words)


def _changes(proposal: DepartmentProposal) -> SafeString:
    line = "<div>{}：<del>{}</del> → <ins>{}</ins></div>"
    return format_html_join("", line, changes_in_words(proposal.changes))


def _source(proposal: DepartmentProposal) -> str:
    return f"{proposal.shown_file or '他人的导入'} 第 {proposal.batch_row} 行"


def _acts(proposal: DepartmentProposal) -> str:
    if proposal.status != ProposalStatus.PROPOSED or not proposal.is_mine:
        return ""
    accept, decline = (reverse(f"exchange:{name}", args=[proposal.pk]) for name in ("accept", "decline"))
    return format_html('<a href="{}">确认</a> <a href="{}">不采纳</a>', accept, decline)


PROPOSALS = ListSpec(
    key="proposals",
    label="名录变更",
    unit="项",
    url_name="exchange:proposals",
    rows=_rows,
    filterset=ProposalFilter,
    default="status",
    hint="报送的名录与在册信息不一致的地方，经信用办确认才生效。名录里没有的机构不会因此撤销。",
    empty="没有名录变更。导入机构名录时，与在册信息不同的内容会列在这里。",
    columns=(
        Column(
            "name",
            "部门",
            lambda p: p.department.name,
            lambda p: below(p.department.name, p.department.credit_code, "code"),
            exports=(
                ("部门", lambda p: p.department.name),
                ("统一社会信用代码", lambda p: p.department.credit_code),
                ("地区", lambda p: p.department.region.name),
            ),
            sort=["department__sort_key"],
            fixed=True,
        ),
        Column("changes", "变更", _told, _changes),
        Column("source", "来源", _source),
        day_column("created", "提出", "created_at", shown=False),
        Column(
            "status",
            "状态",
            lambda p: p.get_status_display(),
            lambda p: mark(p.get_status_display(), SHAPES.get(p.status, "plain")),
            sort=[in_order("status", ProposalStatus), "department__sort_key"],
            css="nowrap",
        ),
        Column("acts", "办理", lambda p: "", _acts, exports=(), css="row-acts"),
    ),
    facets=(Facet("status", "status"), RegionFacet(field="department__region__path")),
)
