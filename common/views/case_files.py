"""Pages of what lies beside a case: evidence is attached, looked at, fetched, withdrawn; words are added."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from common import services
from common.access import requires_posting
from common.case_files import CaseFile, case_files, may
from common.errors import Incomplete, NotAllowed
from common.evidence_answer import PDF_POLICY, SANDBOX, file_answer
from common.file_kinds import ACCEPTED
from common.forms import AttachForm, GivenReasonForm, TalkForm, show_refusal
from common.models import Evidence
from common.models.evidence import MOST_BYTES
from common.requests import OfficeRequest
from common.services.evidence import case_of
from common.trail import Actor
from common.workflow import Workflow
from privacy import scan


@requires_posting()
def attach(request: OfficeRequest, kind: str, pk: UUID) -> HttpResponse:
    """Lay a file beside a case; what is wrong with it is said beside the field."""
    obj, case = _case(request, kind, pk)
    sent = request.method == "POST"
    form = AttachForm(request.POST, request.FILES) if sent else AttachForm()
    if sent and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.attach(obj, given["file"], title=given["title"], by=request.posting)
        except Incomplete as refusal:
            show_refusal(form, refusal)
        else:
            _say_stored(request, made)
            return redirect(f"{case.address(obj)}?tab=evidence")
    elif not sent:
        case.require_attach(obj, request.posting)
    context = {
        "form": form,
        "case": obj,
        "name": case.name(obj),
        "back": f"{case.address(obj)}?tab=evidence",
        "accepted": ACCEPTED,
        "most": MOST_BYTES,
    }
    return render(request, "common/attach.html", context, status=422 if form.errors else 200)


@require_GET
@requires_posting()
def evidence(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one file of evidence: in the browser where it can, with its facts and fingerprint beside it."""
    found, obj, case = _evidence(request, pk)
    context = {
        "evidence": found,
        "name": case.name(obj),
        "back": f"{case.address(obj)}?tab=evidence",
        "suspects": name_suspects(found),
        "may_open": found.withdrawn_at is None or request.posting.role == "auditor",
        "may_withdraw": may_withdraw(found, obj, case, request.posting),
    }
    return render(request, "common/evidence.html", context)


@requires_posting()
def withdraw(request: OfficeRequest, pk: UUID) -> HttpResponse:
    found, obj, case = _evidence(request, pk)
    if request.method != "POST" and not may_withdraw(found, obj, case, request.posting):
        raise NotAllowed("不能撤回：证据由上传的岗位在有人据以决定之前撤回")
    form = GivenReasonForm(request.POST) if request.method == "POST" else GivenReasonForm()
    back = f"{case.address(obj)}?tab=evidence"
    if request.method == "POST" and form.is_valid():
        services.withdraw(found, by=request.posting, reason=form.cleaned_data["reason"])
        messages.success(request, f"已撤回证据“{found.title}”。文件仍在档，只有审计员可以查看。")
        return redirect(back)
    context = {"evidence": found, "name": case.name(obj), "form": form, "back": back}
    return render(request, "common/withdraw.html", context, status=422 if form.errors else 200)


@require_GET
@requires_posting()
def content(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Hand the file to the browser's own viewer, under a policy of its own."""
    found, _, _ = _evidence(request, pk)
    if not found.has_preview:
        raise Http404
    answer = file_answer(found, act="view", how="inline", by=request.posting)
    answer["Content-Security-Policy"] = SANDBOX if found.is_image else PDF_POLICY
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@require_GET
@requires_posting()
def download(request: OfficeRequest, pk: UUID) -> HttpResponse:
    found, _, _ = _evidence(request, pk)
    answer = file_answer(found, act="download", how="attachment", by=request.posting)
    answer["Content-Security-Policy"] = SANDBOX
    return answer


@require_POST
@requires_posting()
def say(request: OfficeRequest, kind: str, pk: UUID) -> HttpResponse:
    """Add a word to the talk beside a case."""
    obj, case = _case(request, kind, pk)
    back = f"{case.address(obj)}?tab=talk"
    form = TalkForm(request.POST)
    if form.is_valid():
        try:
            services.say(obj, text=form.cleaned_data["text"], by=request.posting)
            return redirect(f"{back}#last")
        except Incomplete as refusal:
            show_refusal(form, refusal)
    context = {"form": form, "case": obj, "kind": kind, "name": case.name(obj), "back": back}
    return render(request, "common/say.html", context, status=422)


def may_withdraw(found: Evidence, obj: Workflow, case: CaseFile, posting: Actor) -> bool:
    return found.withdrawn_at is None and found.is_of(posting) and may(case.require_withdraw, obj, posting)


def name_suspects(found: Evidence) -> list[str]:
    """Return what personal data the file's name or title holds, in words."""
    labels = [suspect.label for text in (found.file_name, found.title) for suspect in scan(text)]
    return list(dict.fromkeys(labels))


def _case(request: OfficeRequest, kind: str, pk: UUID) -> tuple[Any, Any]:
    if kind not in case_files:
        raise Http404
    case = case_files[kind]
    return get_object_or_404(case.rows(request.posting), pk=pk), case


def _evidence(request: OfficeRequest, pk: UUID) -> tuple[Evidence, Any, Any]:
    """Return a file whose object the posting may see, with that object and its rules."""
    found = get_object_or_404(Evidence, pk=pk)
    obj, case = case_of(found)
    if not case.rows(request.posting).filter(pk=obj.pk).exists():
        raise Http404
    return get_object_or_404(case.seen(obj, request.posting), pk=pk), obj, case


def _say_stored(request: OfficeRequest, made: Evidence) -> None:
    messages.success(request, f"已存证据“{made.title}”，{made.get_scan_display()}。")
    found = name_suspects(made)
    if found:
        messages.warning(request, f"文件名或名称里有{'、'.join(found)}，如非必要请撤回后改名重传。")
