"""Lost judgments and commendations: two short registers with the same pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from common.access import seat
from common.desk import registry
from common.errors import Incomplete
from common.highlight import pieces
from common.listing import listing
from common.roles import Role
from common.tabs import case_tabs
from records import acts, services
from records.filters import CommendationFilter, JudgmentFilter
from records.forms.facts import CommendationForm, JudgmentForm
from records.models import Commendation, LostJudgment
from records.standing import of_record
from records.views.act import act_page, show_refusal
from records.views.case import Fact, publication_clocks
from records.views.marks import seen
from records.views.records import may_propose
from records.views.trail import trail_of

ENTERERS = frozenset({Role.CLERK, Role.FINDING_BODY})


@dataclass(frozen=True)
class Register:
    """What differs between the two registers; `one` and `many` are names of addresses too."""

    model: Any
    filter: Any
    form: Any
    one: str
    many: str
    sorts: dict[str, list[str]]
    columns: tuple[tuple[str, str, str], ...]
    """(field, header, sort)"""
    hint: str


JUDGMENTS = Register(
    LostJudgment,
    JudgmentFilter,
    JudgmentForm,
    "judgment",
    "judgments",
    {"case": ["case_key"], "department": ["department__sort_key"], "day": ["decided_on"]},
    (("case_number", "案号", "case"), ("court", "法院", ""), ("decided_on", "裁判日期", "day")),
    "败诉本身不等于失信；拒不执行须有法院自己的公告。",
)
COMMENDATIONS = Register(
    Commendation,
    CommendationFilter,
    CommendationForm,
    "commendation",
    "commendations",
    {"case": ["honour"], "department": ["department__sort_key"], "day": ["issued_on"]},
    (("honour", "荣誉", "case"), ("issued_by", "颁发机关", ""), ("issued_on", "颁发日期", "day")),
    "诚信典型、荣誉表彰等守信激励记录。",
)
REGISTERS = {register.many: register for register in (JUDGMENTS, COMMENDATIONS)}
_HIDDEN = frozenset(
    {
        *("id", "status", "department", "case_key", "document_key", "content_version", "entered_by"),
        *("entered_at", "last_changed_by", "reviewed_by", "reviewed_version", "confirmed_at"),
    }
)


@seat()
def facts(request: Any, register: str) -> HttpResponse:
    kind = REGISTERS[register]
    rows = kind.model.objects.visible_to(request.posting)
    queue = registry.queue(request.GET.get("queue", ""), request.posting.role)
    if queue is not None and queue.place == register:
        rows = rows.filter(pk__in=queue.rows(request.posting).order_by().values("pk"))
    found = kind.filter(request.GET, queryset=rows, posting=request.posting)
    shown = listing(request, found.qs.select_related("department__region"), kind.sorts, default="-day")
    context = {
        "here": register,
        "register": kind,
        "filter": found,
        "queue": queue,
        "kept": [("queue", queue.key)] if queue else [],
        "listing": shown,
        "lines": [(fact, [getattr(fact, name) for name, _, _ in kind.columns]) for fact in shown.page],
        "may_enter": request.posting.role in ENTERERS,
        "heading": kind.model._meta.verbose_name,
        "new_url": reverse(f"records:new_{kind.one}"),
    }
    return render(request, "records/facts.html", context)


@seat()
def fact(request: Any, register: str, pk: Any) -> HttpResponse:
    kind, case = _get(request, register, pk)
    publications = list(case.publications.order_by("-id"))
    newest = publications[0] if publications else None
    offered = acts.offered(case, request.posting)
    context = {
        "here": register,
        "register": kind,
        "case": case,
        "heading": kind.model._meta.verbose_name,
        "standing": of_record(
            case.status,
            publishable=False,
            publication=newest.status if newest else None,
            ground=newest.end_ground if newest else "",
        ),
        "facts": _facts(case),
        "publications": publications,
        "clocks": [clock for publication in publications for clock in publication_clocks(publication)],
        "trail": trail_of(case, *publications),
        "offered": offered,
        "has_direct": any(offer.is_direct for offer in offered),
        "barred": acts.barred_by_four_eyes(case, request.posting),
        "may_propose": may_propose(case, request.posting),
        "seen": seen(case),
        "act_base": reverse(f"records:{kind.one}", args=[case.pk]),
        "list_url": reverse(f"records:{kind.many}"),
        **case_tabs(case, request.posting, request.GET.get("tab", "")),
    }
    return render(request, "records/fact_case.html", context)


@seat(ENTERERS)
def new_fact(request: Any, register: str) -> HttpResponse:
    kind = REGISTERS[register]
    form = kind.form(request.POST or None, posting=request.posting)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter_fact(form.to_fact(), by=request.posting)
        except Incomplete as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "已存为草稿。核对无误后提交复核。")
            return redirect(f"records:{kind.one}", made.pk)
    context = {
        "here": register,
        "form": form,
        "heading": f"录入{kind.model._meta.verbose_name}",
        "list_name": kind.model._meta.verbose_name,
        "back": reverse(f"records:{kind.many}"),
        "hint": kind.hint,
    }
    return render(request, "records/fact_form.html", context, status=422 if form.errors else 200)


@seat()
def fact_act(request: Any, register: str, pk: Any, act: str) -> HttpResponse:
    kind, case = _get(request, register, pk)
    back = reverse(f"records:{kind.one}", args=[case.pk])
    return act_page(request, case, act, back=back, here=register)


def _get(request: Any, register: str, pk: Any) -> tuple[Register, Any]:
    kind = REGISTERS[register]
    rows = kind.model.objects.visible_to(request.posting)
    return kind, get_object_or_404(
        rows.select_related("department__region", "entered_by", "reviewed_by"), pk=pk
    )


def _facts(case: Any) -> list[Fact]:
    shown = [field for field in case._meta.fields if field.name not in _HIDDEN]
    made = []
    for field in shown:
        value = getattr(case, field.name)
        if isinstance(value, str) and field.name in {"summary", "deeds"}:
            made.append(Fact(field.verbose_name, pieces=pieces(value, services.file_findings(case, value))))
        else:
            display = getattr(case, f"get_{field.name}_display", None)
            made.append(Fact(field.verbose_name, display() if display else value))
    return [
        *made,
        Fact("录入", case.entered_by.name),
        Fact("复核", case.reviewed_by.name if case.reviewed_by else ""),
    ]
