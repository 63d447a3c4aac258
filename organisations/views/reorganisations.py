"""Reorganisations in the office: draft, preview of what will move, approval, effect."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.act_page import perform
from common.cases.acts import offered
from common.cases.page_token import require_seen, token_of
from common.cases.story import trail_of
from common.errors import Incomplete, WrongState
from common.forms import show_refusal
from common.lists.page import list_page
from common.requests import OfficeRequest
from common.roles import OFFICERS
from common.tabs import case_tabs
from organisations.forms.bodies import first_offered
from organisations.forms.bodies import offered as offered_bodies
from organisations.forms.reorganisations import ReorganisationForm, initial_of
from organisations.lists import REORGANISATIONS
from organisations.lists.reorganisations import REORGANISATION_READERS as READERS
from organisations.models import Reorganisation
from organisations.services import reorganisations as reorganising
from organisations.vocabulary import ReorganisationKind, ReorganisationStatus

RELATIONS = ("department__region", "successor", "drafted_by", "approved_by")
HINTS = {
    ReorganisationKind.RENAME: "同一机构换名称，代码不变或另行换发",
    ReorganisationKind.RECODE: "同一机构换统一社会信用代码",
    ReorganisationKind.MERGE: "一个或几个机构并入另一机构",
    ReorganisationKind.SPLIT: "一个机构分为几个，自身不再存续",
    ReorganisationKind.ABOLISH: "机构撤销；有未了事项的须有承继机构",
}


@requires_posting(READERS)
def reorganisations(request: OfficeRequest) -> HttpResponse:
    may_draft = request.posting.role in OFFICERS
    kinds = [(kind.value, kind.label, HINTS[kind]) for kind in ReorganisationKind] if may_draft else []
    return list_page(request, REORGANISATIONS, kinds=kinds)


@requires_posting(OFFICERS)
def body_options(request: OfficeRequest) -> HttpResponse:
    """Offer the bodies in scope that what is being typed may mean."""
    typed = next((request.GET[name] for name in ("sources", "heirs") if request.GET.get(name)), "").replace(
        "\x00", ""
    )
    bodies = (
        offered_bodies(request.posting, typed) if len(typed.strip()) > 1 else first_offered(request.posting)
    )
    return render(request, "organisations/body_options.html", {"bodies": bodies})


@requires_posting(OFFICERS)
def new(request: OfficeRequest, kind: str) -> HttpResponse:
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
            return redirect("organisations:reorganisation", case.pk)
    return _form_page(request, form, ReorganisationKind(kind).label)


@requires_posting(OFFICERS)
def edit(request: OfficeRequest, pk: UUID) -> HttpResponse:
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
                return redirect("organisations:reorganisation", case.pk)
    return _form_page(request, form, case.get_kind_display(), case)


@requires_posting(READERS)
def reorganisation(request: OfficeRequest, pk: UUID) -> HttpResponse:
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
        "offered": offered(case, request.posting),
        "act_base": reverse("organisations:reorganisation", args=[case.pk]),
        "trail": trail_of(case),
        "page_token": token_of(case),
        **case_tabs(case, request.posting, request.GET.get("tab", "")),
    }
    return render(request, "organisations/reorganisation.html", context)


@require_POST
@requires_posting(READERS)
def reorganisation_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Submit, approve, let take effect, return, void."""
    case = _get(request, pk)
    return perform(request, case, act, reverse("organisations:reorganisation", args=[case.pk]))


def _get(request: OfficeRequest, pk: UUID) -> Reorganisation:
    rows: Any = Reorganisation.objects.visible_to(request.posting).select_related(*RELATIONS)
    found: Reorganisation = get_object_or_404(rows.prefetch_related("bodies__department"), pk=pk)
    return found


def _form_page(
    request: OfficeRequest, form: ReorganisationForm, label: str, case: Reorganisation | None = None
) -> HttpResponse:
    back = (
        reverse("organisations:reorganisation", args=[case.pk])
        if case
        else reverse("organisations:reorganisations")
    )
    context = {
        "here": "reorganisations",
        "form": form,
        "label": label,
        "case": case,
        "back": back,
        "page_token": token_of(case) if case else "",
    }
    return render(
        request, "organisations/reorganisation_form.html", context, status=422 if form.errors else 200
    )
