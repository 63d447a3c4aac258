"""Department notes in the office: the list, the page of one with text, personal data and sheet, its acts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from appeals.notes import services
from appeals.notes.acts import bar_to_publishing
from appeals.notes.forms import NoteForm
from appeals.notes.lists import NOTES, address, notes_of, shape_of
from appeals.notes.models import DepartmentNote
from appeals.notes.vocabulary import LABELLED
from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.asking import ask, attempt
from common.cases.page_token import as_shown, require_seen, token_of
from common.cases.story import last_return, trail_of
from common.deadlines.explaining import explained
from common.errors import Incomplete, NotEligible
from common.lists.page import list_page
from common.roles import OFFICERS, REPRESENTATIVES, SECRECY_REVIEWERS
from common.tabs import case_tabs
from common.trail import Actor
from policy.vocabulary import SHEET_CLEAN
from postings.requests import OfficeRequest
from records.addresses import fact_address
from records.models import Fact
from records.publications.faces import looked_at, signed_sheet, treat_suspect
from records.publications.forms import SheetForm
from records.publications.models.redacted_texts import FACE_FIELDS
from records.publications.services.redacting import GONE
from records.scopes import record_scope


@requires_posting()
def notes(request: OfficeRequest) -> HttpResponse:
    return list_page(request, NOTES)


@requires_posting(REPRESENTATIVES)
def new_note(request: OfficeRequest, fact: UUID) -> HttpResponse:
    """Let the department's representative write beside a record of the own unit."""
    found = get_object_or_404(Fact.objects.filter(record_scope(request.posting)), pk=fact).of_kind
    if bar := services.bar_to_note(found, timezone.localdate()):
        raise NotEligible(bar)
    back = f"{fact_address(found)}?tab=notes"
    return ask(
        request,
        NoteForm(request.POST or None),
        lambda given: services.submit_note(found, by=request.posting, **given),
        heading="提交单位说明",
        button="提交",
        said="已提交，等信用办审核；审核、公开审查以后由负责人公开。",
        to=address,
        effect=f"公开后显示在公众网站这条记录的旁边，注明{LABELLED}。先前公开的一份在那以前不变。",
        crumbs=[(back, found.number)],
        here="notes",
        back=back,
    )


@requires_posting()
def note(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one note with exactly what this posting may do to it now."""
    return _page(request, _get(request, pk))


@requires_posting()
def note_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Do one act, from the decision bar or on a page of its own."""
    case = _get(request, pk)
    shown: dict[str, Any] = {"preview": "common/returned.html", "returned": last_return(case)}
    if act == "publish":
        shown = {"preview": "appeals/note_shown.html", "labelled": LABELLED}
    return act_page(request, case, act, back=address(case), here="notes", **shown)


@require_POST
@requires_posting(OFFICERS | SECRECY_REVIEWERS)
def suspect(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Take one suspect out of the text, or let it stand with a reason."""
    case = _get(request, pk)
    require_seen(request, case)
    if request.POST.get("field") not in case.read_texts():
        raise Incomplete(GONE)
    messages.success(request, f"{treat_suspect(case, request.POST, request.posting)}。")
    return redirect(address(case))


@require_POST
@requires_posting(SECRECY_REVIEWERS)
def sign(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Sign the 公开审查 sheet item by item."""
    case, form, by = _get(request, pk), SheetForm(request.POST), request.posting
    with as_shown(request, case):
        if form.is_valid():
            said = form.cleaned_data["opinion"]
            attempt(form, lambda: services.sign(case, by=by, answers=form.answers, reason=said))
    if not form.is_valid():
        return _page(request, case, sheet_form=form)
    where = "等负责人公开" if case.sheet == SHEET_CLEAN else "意见已转经办"
    messages.success(request, f"审查表已签署，{where}。")
    return redirect(address(case))


def _get(request: OfficeRequest, pk: UUID) -> DepartmentNote:
    persons = ("entered_by", "examined_by", "sheet_signed_by", "published_by", "publication")
    found: DepartmentNote = get_object_or_404(notes_of(request.posting).select_related(*persons), pk=pk)
    return found


def _found(case: DepartmentNote, by: Actor) -> dict[str, Any]:
    """Return what is found in the text as `by` is shown it, in the words of a note."""
    found, label = looked_at(case, by), case.get_kind_display()
    looks = [replace(look, label=label) for look in found["looks"]]
    said = found["said_before"].replace(FACE_FIELDS["face_facts"], label)
    return {**found, "looks": looks, "said_before": said}


def _page(request: OfficeRequest, case: DepartmentNote, **bound: object) -> HttpResponse:
    """Show the note, with what is `bound` of a form that was sent and is not right."""
    posting, trail = request.posting, trail_of(case)
    may_sign = case.may("sign", posting) and posting.user_id not in case.hands
    context: dict[str, Any] = {
        "here": "notes",
        "case": case,
        "shape": shape_of(case.status),
        "labelled": LABELLED,
        "record": case.fact.of_kind,
        "record_url": f"{fact_address(case.fact.of_kind)}?tab=notes",
        "is_signed": case.sheet_version == case.face_version,
        "is_weighed": case.may("weigh", posting),
        **signed_sheet(case, trail),
        **_found(case, posting),
        "deadlines": explained(case),
        "offered": offered(case, posting),
        "hands_off": case.recusal(posting)
        or (case.may("publish", posting) and bar_to_publishing(case, posting)),
        "act_base": address(case),
        "trail": trail,
        "page_token": token_of(case),
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }
    if may_sign:
        context["sheet_form"] = SheetForm(initial={"opinion": context["said_before"]})
    context["suspect_at"] = reverse("appeals:note_suspect", args=[case.pk])
    context["sign_at"] = reverse("appeals:note_sheet", args=[case.pk])
    return render(request, "appeals/note.html", context | bound, status=422 if bound else 200)
