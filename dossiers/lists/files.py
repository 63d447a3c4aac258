"""The lists about officials' files: what officials ask to be put right, and every look（查阅登记）."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.lists.columns import Column, below, coded, day, mark, row_link
from common.lists.facets import Facet
from common.lists.filters import SEARCH, ListFilter, choice, since, until
from common.lists.spec import ListSpec, in_order
from common.models import RuleValue
from common.roles import AUDITORS
from dossiers.lists.officials import READERS
from dossiers.models import FileAccess, FileRequest
from dossiers.vocabulary import FileAct, RequestStatus

SHAPES = {RequestStatus.ACCEPTED: "mended", RequestStatus.OPEN: "objection"}


class RequestFilter(ListFilter):
    q = filters.CharFilter(label="内部编号", field_name="official__internal_number", widget=SEARCH)
    status = choice("状态", RequestStatus.choices)
    since = since("asked_at", "提出自")
    until = until("asked_at")

    class Meta:
        model = FileRequest
        fields: list[str] = []


class LogFilter(ListFilter):
    person = filters.CharFilter(label="查阅人姓名", field_name="person_name", lookup_expr="startswith")
    number = filters.CharFilter(label="公务员内部编号", field_name="official__internal_number")
    act = choice("行为", FileAct.choices)
    purpose = choice("用途", [])
    basis = filters.CharFilter(label="依据或批准文号", method="on_basis")
    since = since("at")
    until = until("at")

    class Meta:
        model = FileAccess
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = RuleValue.objects.filter(kind="file_purpose").order_by("pk")
        self.form.fields["purpose"].choices = list({row.key: row.label for row in rows}.items())

    def on_basis(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        return rows.filter(Q(basis__icontains=asked) | Q(approval_number__icontains=asked))


def _purpose(look: FileAccess) -> str:
    number = f"（{look.approval_number}）" if look.approval_number else ""
    return f"{look.purpose_label}：{look.basis}{number}"


def _purpose_cell(look: FileAccess) -> SafeString:
    return format_html("{}{}", _purpose(look), "" if look.is_told else format_html(" {}", mark("不告知本人")))


REQUESTS = ListSpec(
    key="file_requests",
    label="本人更正申请",
    unit="件",
    url_name="dossiers:file_requests",
    rows=lambda posting: FileRequest.objects.visible_to(posting).select_related("official__unit"),
    filterset=RequestFilter,
    roles=READERS,
    default="-asked",
    hint="公务员对本人信用记录提出的更正，由有干部管理权限的单位核实办理。",
    empty="还没有申请。公务员在“本人信用记录”里提出后列在这里。",
    columns=(
        Column(
            "label",
            "申请更正",
            lambda r: r.label,
            row_link(lambda r: reverse("dossiers:file_request", args=[r.pk]), lambda r: r.label),
            sort=["label"],
            fixed=True,
        ),
        Column("official", "公务员", lambda r: str(r.official), sort=["official__sort_key"]),
        Column("unit", "单位", lambda r: str(r.official.unit), sort=["official__unit__sort_key"]),
        Column(
            "asked", "提出", lambda r: r.asked_at, lambda r: day(r.asked_at), sort=["asked_at"], css="nowrap"
        ),
        Column(
            "status",
            "状态",
            lambda r: r.get_status_display(),
            lambda r: mark(r.get_status_display(), SHAPES.get(r.status, "plain")),
            sort=[in_order("status", RequestStatus)],
            css="nowrap",
        ),
    ),
    facets=(Facet("status", "status"),),
)
LOG = ListSpec(
    key="file_log",
    label="公务员档案查阅登记",
    unit="次",
    url_name="dossiers:file_log",
    rows=lambda posting: FileAccess.objects.visible_to(posting).select_related("official"),
    filterset=LogFilter,
    roles=AUDITORS,
    default="-at",
    hint="每一次打开、显示证件号码、打印和按号码查找：谁、以什么岗位、为什么、凭什么、从哪里。只能增加，不能修改或删除。",
    empty="还没有人查阅过公务员档案。",
    columns=(
        Column(
            "at",
            "时间",
            lambda a: a.at,
            lambda a: f"{timezone.localtime(a.at):%Y-%m-%d %H:%M:%S}",
            sort=["at"],
            css="nowrap",
        ),
        Column(
            "person",
            "查阅人",
            lambda a: a.person_name,
            lambda a: below(a.person_name, a.posting_words),
            exports=(("查阅人", lambda a: a.person_name), ("岗位", lambda a: a.posting_words)),
            sort=["person_name"],
            fixed=True,
        ),
        Column("official", "公务员", lambda a: str(a.official) if a.official else "未找到"),
        Column("act", "行为", lambda a: a.get_act_display(), css="nowrap"),
        Column(
            "purpose",
            "用途与依据",
            _purpose,
            _purpose_cell,
            exports=(
                ("用途", lambda a: a.purpose_label),
                ("依据", lambda a: a.basis),
                ("批准文号", lambda a: a.approval_number),
                ("告知本人", lambda a: "是" if a.is_told else "否"),
            ),
            sort=["purpose_label"],
        ),
        Column(
            "source",
            "来源",
            lambda a: a.address,
            lambda a: below(coded(a.address), a.request_id, "code"),
            exports=(("来源地址", lambda a: a.address), ("请求编号", lambda a: a.request_id)),
        ),
    ),
    facets=(Facet("act", "act"), Facet("purpose", "purpose")),
)
