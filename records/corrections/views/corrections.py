"""Corrections in the office: propose, prepare the public text, sign, review, apply."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.act_page import perform
from common.cases.acts import offered
from common.cases.asking import attempt
from common.cases.page_token import as_shown, require_seen, token_of
from common.cases.story import trail_of
from common.errors import WrongState
from common.lists.page import list_page
from common.roles import OFFICERS, SECRECY_REVIEWERS
from common.tabs import case_tabs
from common.trail import Actor
from contents.text_diff import Pair
from postings.requests import OfficeRequest
from records import services
from records.addresses import fact_address
from records.corrections.forms import CorrectionForm, HiddenForm
from records.corrections.lists import CORRECTIONS
from records.corrections.models.corrections import CORRECTABLE_STATES, IN_HAND, PROPOSERS
from records.facts.field_values import value_words
from records.facts.models.facts import fact_kinds, of_each_kind
from records.facts.models.kinds import FactKind
from records.models import Correction
from records.publications.faces import looked_at, signed_sheet, treat_suspect
from records.publications.forms import FaceForm, SheetForm, face_of
from records.publications.services.republishing import standing_publication

SUBJECTS = ("fact__department", "fact__official")
PERSONS = ("proposed_by", "prepared_by", "reviewed_by")


def _is_own(case: Correction, by: Actor) -> bool:
    return bool(case.proposed_by_id == by.user_id)


def _stands(case: Correction) -> bool:
    return standing_publication(case.fact.of_kind, timezone.localdate()) is not None


@requires_posting()
def corrections(request: OfficeRequest) -> HttpResponse:
    return list_page(request, CORRECTIONS)


@requires_posting(PROPOSERS)
def propose(request: OfficeRequest, kind: str, key: UUID | str) -> HttpResponse:
    """Propose a correction of a fact from 已认定 on."""
    model = fact_kinds[kind]
    fact = get_object_or_404(model.objects.visible_to(request.posting), **{model.PAGE_KEY: key})
    fact.require_no_recusal(request.posting)
    if not may_be_corrected(fact):
        raise WrongState(
            f"现在是“{fact.get_status_display()}”：还没有认定的直接修改，已认定和不纳入的才用更正"
        )
    services.require_none_in_hand(fact)
    form = CorrectionForm(request.POST or None, fact=fact)
    if request.method == "POST":
        require_seen(request, fact)
        if form.is_valid():
            by, changes, words = request.posting, form.changes, form.words
            case = attempt(form, lambda: services.propose_correction(fact, by=by, changes=changes, **words))
            if case is not None:
                messages.success(request, "更正已提出，等复核员复核；复核施行之前记录不变。")
                return redirect("records:correction", case.pk)
    return _form_page(request, form, fact, token_of(fact))


def may_be_corrected(fact: FactKind) -> bool:
    return fact.status in CORRECTABLE_STATES


@requires_posting(PROPOSERS)
def revise(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Change a returned proposal and put it forward again."""
    case = _get(request, pk)
    if not case.may("revise", request.posting) or not _is_own(case, request.posting):
        raise WrongState("只有提出人可以修改退回的更正")
    services.require_none_in_hand(case.fact)
    proposed = {**{name: new for name, (_, new) in case.changes.items()}}
    fact = case.fact.of_kind
    initial = {name: proposed.get(name, getattr(fact, name)) for name in CorrectionForm(fact=fact).initial}
    initial |= {"kind": case.kind, "document": case.document, **services.own_words(case)}
    form = CorrectionForm(request.POST or None, fact=fact, initial=initial)
    if request.method == "POST":
        require_seen(request, case)
        if form.is_valid():
            by, changes, words = request.posting, form.changes, form.words
            if attempt(form, lambda: services.revise_correction(case, by=by, changes=changes, **words)):
                messages.success(request, "已重新提出，等复核员复核。")
                return redirect("records:correction", case.pk)
    return _form_page(request, form, fact, token_of(case), case)


@requires_posting()
def correction(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one correction: what changes, what the public will read, who acts next."""
    return _page(request, _get(request, pk))


@require_POST
@requires_posting()
def correction_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Review, apply, return, take back."""
    case = _get(request, pk)
    return perform(request, case, act, reverse("records:correction", args=[case.pk]))


@require_POST
@requires_posting(OFFICERS)
def face(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Prepare the corrected public text, or say why the record leaves the public."""
    case = _get(request, pk)
    require_seen(request, case)
    hides = request.POST.get("what") == "hide"
    form: Any = HiddenForm(request.POST) if hides else FaceForm(request.POST, fact=case.as_published())
    if not form.is_valid():
        return _page(request, case, **{"hidden_form" if hides else "face_form": form})
    if hides:
        services.prepare_end(case, by=request.posting, **form.cleaned_data)
    else:
        services.prepare_face(case, by=request.posting, **form.cleaned_data)
    messages.success(
        request, "已保存；更正施行时生效。" if hides else "更正后的公示文本已保存，等保密审查员签署。"
    )
    return redirect("records:correction", case.pk)


@require_POST
@requires_posting(OFFICERS | SECRECY_REVIEWERS)
def suspect(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Remove one suspect from the corrected text, or keep it with a reason."""
    case = _get(request, pk)
    require_seen(request, case)
    said = treat_suspect(case, request.POST, request.posting)
    messages.success(request, f"{said}；须重新签署公开审查。")
    return redirect("records:correction", case.pk)


@require_POST
@requires_posting(SECRECY_REVIEWERS)
def sheet(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Sign the 公开审查 sheet of the corrected text."""
    case = _get(request, pk)
    form = SheetForm(request.POST)
    with as_shown(request, case):
        if form.is_valid():
            by, opinion = request.posting, form.cleaned_data["opinion"]
            attempt(form, lambda: case.sign_sheet(by=by, answers=form.answers, reason=opinion))
    if not form.is_valid():
        return _page(request, case, sheet_form=form)
    messages.success(request, "审查表已签署。")
    return redirect("records:correction", case.pk)


def _get(request: OfficeRequest, pk: UUID) -> Correction:
    kinds = of_each_kind("department__region", before="fact__")
    rows: Any = Correction.objects.visible_to(request.posting).select_related(*PERSONS, *SUBJECTS, *kinds)
    found: Correction = get_object_or_404(rows, pk=pk)
    return found


def _differences(case: Correction) -> list[Pair]:
    kind = type(case.fact.of_kind)
    return [
        Pair(kind.label_of(name), value_words(kind, name, old), value_words(kind, name, new))
        for name, (old, new) in case.changes.items()
    ]


def _page(request: OfficeRequest, case: Correction, **bound: object) -> HttpResponse:
    posting = request.posting
    faced = case.status in IN_HAND and _stands(case)
    trail = trail_of(case)
    to_face = case.as_published() if faced and case.may("edit_face", posting) else None
    may_sign = faced and bool(case.face_title) and case.may("sign", posting)
    start = face_of(case) if case.face_title else (services.first_face(to_face) if to_face else {})
    looks = looked_at(case, posting) if faced and case.face_title else {}
    context = {
        "here": "corrections",
        "case": case,
        "record": case.fact.of_kind,
        "subject": case.fact.subject,
        "record_url": fact_address(case.fact.of_kind),
        "differences": _differences(case),
        "stands": faced,
        "old": case.fact.publications.filter(status="public").first() if faced else None,
        "face_form": FaceForm(fact=to_face, initial=start) if to_face else None,
        "hidden_form": HiddenForm(initial={"because": case.hidden_because}) if to_face else None,
        "sheet_form": SheetForm(initial={"opinion": looks["said_before"]}) if may_sign else None,
        **looks,
        "offered": offered(case, posting),
        "may_revise": case.may("revise", posting) and _is_own(case, posting),
        "hands_off": case.recusal(posting),
        "act_base": reverse("records:correction", args=[case.pk]),
        "trail": trail,
        **signed_sheet(case, trail),
        "page_token": token_of(case),
        **case_tabs(case, posting, "" if bound else request.GET.get("tab", "")),
        **bound,
    }
    return render(request, "records/correction.html", context, status=422 if bound else 200)


def _form_page(
    request: OfficeRequest, form: CorrectionForm, fact: FactKind, token: str, case: Correction | None = None
) -> HttpResponse:
    context = {
        "here": "corrections",
        "form": form,
        "record": fact,
        "case": case,
        "record_url": fact_address(fact),
        "back": reverse("records:correction", args=[case.pk]) if case else fact_address(fact),
        "page_token": token,
        "stands": standing_publication(fact, timezone.localdate()),
    }
    return render(request, "records/correction_form.html", context, status=422 if form.errors else 200)
