"""Reorganisations in the office: draft, preview of what will move, approval, effect."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.access import seat
from common.errors import Incomplete, WrongState
from common.lists import list_page
from common.roles import Role
from common.tabs import case_tabs
from records.forms.bodies import first_offered
from records.forms.bodies import offered as offered_bodies
from records.forms.succession import ReorganisationForm, initial_of
from records.lists import REORGANISATIONS
from records.lists.cases import REORGANISATION_READERS as READERS
from records.models import Reorganisation
from records.services import reorganising
from records.views.act import show_refusal
from records.views.case_acts import CaseAct, offered, perform
from records.views.marks import require_seen, seen
from records.views.trail import trail_of
from records.vocabulary import ReorganisationKind, ReorganisationStatus

OFFICERS = frozenset({Role.OFFICER})
RELATIONS = ("department__region", "successor", "drafted_by", "approved_by")
HINTS = {
    ReorganisationKind.RENAME: "同一机构换名称，代码不变或另行换发",
    ReorganisationKind.RECODE: "同一机构换统一社会信用代码",
    ReorganisationKind.MERGE: "一个或几个机构并入另一机构",
    ReorganisationKind.SPLIT: "一个机构分为几个，自身不再存续",
    ReorganisationKind.ABOLISH: "机构撤销；有未了事项的须有承继机构",
}


def _is_due(case: Reorganisation, by: Any) -> bool:
    return case.effective_on <= timezone.localdate()


ACTS = {
    "submit": CaseAct(
        "提交复核",
        "交信用办负责人复核。",
        "submit",
        lambda case, by, reason: reorganising.submit_reorganisation(case, by=by, reason=reason),
        is_first=True,
    ),
    "approve": CaseAct(
        "复核通过",
        "生效日期已到的当场生效：名称、代码、未了事项和公开地址一并变更；未到的到日自动生效。",
        "approve",
        lambda case, by, reason: reorganising.approve_reorganisation(case, by=by, reason=reason),
        lambda case, by: by.user_id != case.drafted_by_id,
        is_first=True,
        is_grave=True,
    ),
    "effect": CaseAct(
        "办理生效",
        "名称、代码、未了事项和公开地址一并变更。",
        "effect",
        lambda case, by, reason: reorganising.effect_reorganisation(case, by=by),
        _is_due,
        is_first=True,
        is_grave=True,
    ),
    "return": CaseAct(
        "退回", "退给经办修改。", "return", lambda case, by, reason: case.send_back(by=by, reason=reason)
    ),
    "void": CaseAct(
        "作废",
        "这件机构调整不再办理。",
        "void",
        lambda case, by, reason: case.move("void", by=by, reason=reason),
        is_grave=True,
    ),
}


@seat(READERS)
def reorganisations(request: Any) -> HttpResponse:
    may_draft = request.posting.role in OFFICERS
    kinds = [(kind.value, kind.label, HINTS[kind]) for kind in ReorganisationKind] if may_draft else []
    return list_page(request, REORGANISATIONS, kinds=kinds)


@seat(OFFICERS)
def body_options(request: Any) -> HttpResponse:
    """Offer the bodies in scope that what is being typed may mean."""
    typed = next((request.GET[name] for name in ("sources", "heirs") if request.GET.get(name)), "").replace(
        "\x00", ""
    )
    bodies = (
        offered_bodies(request.posting, typed) if len(typed.strip()) > 1 else first_offered(request.posting)
    )
    return render(request, "records/body_options.html", {"bodies": bodies})


@seat(OFFICERS)
def new(request: Any, kind: str) -> HttpResponse:
    """Draft a case of one kind."""
    if kind not in ReorganisationKind.values:
        raise Http404
    code = request.GET.get("code", "")[:18]
    initial = {"sources": [code] if code else []}
    form = ReorganisationForm(request.POST or None, kind=kind, posting=request.posting, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            case = reorganising.draft_reorganisation(by=request.posting, kind=kind, **form.cleaned_data)
        except Incomplete as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "已存为草稿。看过将要变更的内容后提交复核。")
            return redirect("records:reorganisation", case.pk)
    return _form_page(request, form, ReorganisationKind(kind).label)


@seat(OFFICERS)
def edit(request: Any, pk: Any) -> HttpResponse:
    """Change a draft or a returned case."""
    case = _get(request, pk)
    if not case.may("edit", request.posting):
        raise WrongState(f"现在是“{case.get_status_display()}”，不能修改")
    form = ReorganisationForm(
        request.POST or None, kind=case.kind, posting=request.posting, initial=initial_of(case)
    )
    if request.method == "POST":
        require_seen(request, case)
        if form.is_valid():
            try:
                reorganising.revise_reorganisation(case, by=request.posting, **form.cleaned_data)
            except Incomplete as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, "已保存修改。")
                return redirect("records:reorganisation", case.pk)
    return _form_page(request, form, case.get_kind_display(), case)


@seat(READERS)
def reorganisation(request: Any, pk: Any) -> HttpResponse:
    """Show one case with what it will move, or has moved."""
    case = _get(request, pk)
    is_over = case.status in {ReorganisationStatus.EFFECTIVE, ReorganisationStatus.VOID}
    context = {
        "here": "reorganisations",
        "case": case,
        "sources": case.sources,
        "heirs": case.heirs,
        "preview": None if is_over else reorganising.preview(case),
        "moved": case.outcome.items() if case.status == ReorganisationStatus.EFFECTIVE else [],
        "refused": case.outcome.get("refused", "") if case.status == ReorganisationStatus.SCHEDULED else "",
        "may_edit": case.may("edit", request.posting),
        "offered": offered(ACTS, case, request.posting),
        "act_base": reverse("records:reorganisation", args=[case.pk]),
        "trail": trail_of(case),
        "seen": seen(case),
        **case_tabs(case, request.posting, request.GET.get("tab", "")),
    }
    return render(request, "records/reorganisation.html", context)


@require_POST
@seat(READERS)
def reorganisation_act(request: Any, pk: Any, act: str) -> HttpResponse:
    """Submit, approve, let take effect, return, void."""
    case = _get(request, pk)
    return perform(request, ACTS, case, act, reverse("records:reorganisation", args=[case.pk]))


def _get(request: Any, pk: Any) -> Reorganisation:
    rows: Any = Reorganisation.objects.visible_to(request.posting).select_related(*RELATIONS)
    found: Reorganisation = get_object_or_404(rows.prefetch_related("bodies__department"), pk=pk)
    return found


def _form_page(
    request: Any, form: ReorganisationForm, label: str, case: Reorganisation | None = None
) -> HttpResponse:
    back = reverse("records:reorganisation", args=[case.pk]) if case else reverse("records:reorganisations")
    context = {
        "here": "reorganisations",
        "form": form,
        "label": label,
        "back": back,
        "seen": seen(case) if case else "",
    }
    return render(request, "records/reorganisation_form.html", context, status=422 if form.errors else 200)
