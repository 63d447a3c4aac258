"""Publication: the officer's text, the secrecy reviewer's sheet, the director's decision."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered as offered_acts
from common.cases.asking import attempt
from common.cases.page_token import as_shown, require_seen, token_of
from common.cases.story import sent_back, trail_of
from common.deadlines.explaining import explained
from common.errors import NotEligible
from common.lists.page import list_page
from common.registry import registry
from common.roles import OFFICERS, SECRECY_REVIEWERS, Role
from common.trail import Actor
from common.worklist import worklist_of
from policy.vocabulary import SHEET_CLEAN, PublicationStatus
from postings.requests import OfficeRequest
from records import services
from records.addresses import fact_address
from records.facts.models.facts import fact_kinds, of_each_kind
from records.models import Publication
from records.publications import acts
from records.publications.bulk_acts import PUBLICATION_BULK
from records.publications.faces import (
    file_texts,
    looked_at,
    signed_sheet,
    treat_suspect,
    window_sentence,
)
from records.publications.forms import FaceForm, SheetForm, face_of
from records.publications.lists import DECIDERS, PUBLICATIONS, RELATIONS, status_word_of
from records.publications.services.public_text import PublicText, written
from records.publications.views.holds import told_holds


@requires_posting()
def publications(request: OfficeRequest) -> HttpResponse:
    """List publications by stage; 待送审 is a list of records and stands in front."""
    posting = request.posting
    proposable = posting.role == Role.OFFICER
    return list_page(
        request,
        PUBLICATIONS,
        to_propose=f"{reverse('records:records')}?queue=to_propose" if proposable else "",
        unproposed=sum(w.count for w in worklist_of(request).queues if w.queue.key == "to_propose"),
        bulk=PUBLICATION_BULK.offered(posting),
    )


@requires_posting(OFFICERS)
def propose(request: OfficeRequest, kind: str, pk: UUID) -> HttpResponse:
    """Prepare the public text: the file on the left, what the public will read on the right."""
    if kind not in fact_kinds:
        raise Http404
    fact = get_object_or_404(fact_kinds[kind].objects.visible_to(request.posting), pk=pk)
    bar = services.bar_to_proposal(fact)
    if bar:
        raise NotEligible(bar)
    form = FaceForm(request.POST or None, fact=fact, initial=services.first_face(fact))
    if request.method == "POST":
        require_seen(request, fact)
        if form.is_valid():
            publication = services.propose_publication(fact, by=request.posting, **form.cleaned_data)
            messages.success(request, "已拟公示，等保密审查员逐项审查签署。")
            return redirect("records:publication", publication.pk)
    context = {
        "here": "publications",
        "fact": fact,
        "form": form,
        "file": file_texts(fact, request.posting),
        "back": fact_address(fact),
        "page_token": token_of(fact),
        "window": window_sentence(fact, Publication(minor_reason="拟公示")),
    }
    return render(request, "records/propose.html", context, status=422 if form.errors else 200)


@requires_posting()
def publication(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one publication with exactly what this posting may do to it now."""
    return _page(request, _get(request, pk))


def _sheet_form(act: Publication, posting: Actor, said: str) -> SheetForm | None:
    """Return the sheet to sign, with what is `said` of what is to be taken out; None for who may not sign it."""
    if not act.may("sign", posting) or posting.user_id in act.hands:
        return None
    return SheetForm(initial={"opinion": said})


@require_POST
@requires_posting(OFFICERS)
def revise(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Change the public text; a signed sheet no longer covers it."""
    act = _get(request, pk)
    require_seen(request, act)
    form = FaceForm(request.POST, fact=act.fact.of_kind)
    if form.is_valid():
        services.revise_face(act, by=request.posting, **written(cast(PublicText, form.cleaned_data)))
        messages.success(request, "公示文本已修改，须重新送审。")
        return redirect("records:publication", act.pk)
    return _page(request, act, face_form=form)


@require_POST
@requires_posting(OFFICERS | SECRECY_REVIEWERS)
def suspect(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Remove one suspect from the public text, or keep it with a reason."""
    act = _get(request, pk)
    require_seen(request, act)
    messages.success(request, f"{treat_suspect(act, request.POST, request.posting)}。")
    return redirect("records:publication", act.pk)


@require_POST
@requires_posting(SECRECY_REVIEWERS)
def sign(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Sign the 公开审查 sheet item by item."""
    act = _get(request, pk)
    form = SheetForm(request.POST)
    with as_shown(request, act):
        if form.is_valid():
            opinion = form.cleaned_data["opinion"]
            attempt(
                form,
                lambda: act.sign_sheet(by=request.posting, answers=form.answers, reason=opinion),
            )
    if form.is_valid():
        clean = act.sheet == SHEET_CLEAN
        messages.success(
            request, "审查表已签署，等负责人公示。" if clean else "审查表已签署，意见已转经办修改。"
        )
        return redirect("records:publication", act.pk)
    return _page(request, act, sheet_form=form)


@requires_posting(DECIDERS)
def publication_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Publish, suspend, resume, end, decline: each asked again with what it will do."""
    found = _get(request, pk)
    extra: dict[str, Any] = {}
    if act == "publish":
        left = bool(found.all_suspects())
        mend = "#suspects" if left else ""
        extra = {"preview": "records/preview.html", "mend": mend, **_preview(found)}
    back = reverse("records:publication", args=[found.pk])
    return act_page(request, found, act, back=back, here="publications", **extra)


def _get(request: OfficeRequest, pk: UUID) -> Publication:
    rows: Any = Publication.objects.visible_to(request.posting).select_related(
        *RELATIONS, *of_each_kind("department__region", before="fact__")
    )
    found: Publication = get_object_or_404(rows, pk=pk)
    return found


def _page(request: OfficeRequest, act: Publication, **bound: object) -> HttpResponse:
    """Show the publication, with what is `bound` of a form that was sent and is not right."""
    posting, trail, fact = request.posting, trail_of(act), act.fact.of_kind
    offered = offered_acts(act, posting)
    pending = act.status == PublicationStatus.PENDING
    may_revise = pending and act.may("edit_face", posting)
    looks = looked_at(act, posting) if pending else {"said_before": ""}
    context = {
        "here": "publications",
        "status_word": status_word_of(act),
        **signed_sheet(act, trail),
        "is_signed": act.sheet_version == act.face_version,
        "file": file_texts(fact, posting),
        "back": fact_address(fact),
        "deadlines": explained(act),
        "holds": told_holds(act),
        "trail": trail,
        "returned": sent_back(act, trail),
        "page_token": token_of(act),
        "act_base": reverse("records:publication", args=[act.pk]),
        "face_form": FaceForm(fact=fact, initial=face_of(act)) if may_revise else None,
        "sheet_form": _sheet_form(act, posting, looks["said_before"]),
        "offered": offered,
        "hands_off": acts.bar_to_third_person(act, posting),
        "outlook": registry.outlook(act, "publish", posting) if pending else [],
        **looks,
        **_preview(act),
        **bound,
    }
    return render(request, "records/publication.html", context, status=422 if bound else 200)


def _preview(act: Publication) -> dict[str, Any]:
    pending = act.status == PublicationStatus.PENDING
    return {
        "publication": act,
        "fact": act.fact.of_kind,
        "window": window_sentence(act.fact.of_kind, act) if pending else "",
    }
