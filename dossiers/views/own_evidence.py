"""Files of one's own request: laid beside it, read again, taken back until it is decided."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from common import services
from common.errors import Incomplete
from common.evidence_answer import SANDBOX, file_answer
from common.file_kinds import ACCEPTED
from common.forms import AttachForm, GivenReasonForm, show_refusal
from common.models import Evidence
from common.models.evidence import MOST_BYTES
from dossiers.models import FileRequest
from dossiers.request_files import REQUESTS, require_own_open
from dossiers.views.own import own_actor
from postings.models import OwnActor
from postings.requests import OfficeRequest


def attach(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Lay a file beside one's own open request; what is wrong with it is said beside the field."""
    actor = own_actor(request)
    found = get_object_or_404(FileRequest.objects.visible_to(actor), pk=pk)
    sent = request.method == "POST"
    form = AttachForm(request.POST, request.FILES) if sent else AttachForm()
    if not sent:
        require_own_open(found, actor)
    if sent and form.is_valid() and _attached(found, form, actor):
        messages.success(request, "证据已上传，档案管理单位办理时可以查看。")
        return redirect(_back())
    context = {"form": form, "name": found.label, "back": _back(), "accepted": ACCEPTED, "most": MOST_BYTES}
    return render(
        request, "common/attach.html", {**context, "here": "own"}, status=422 if form.errors else 200
    )


@require_GET
def download(request: OfficeRequest, pk: UUID) -> HttpResponse:
    actor = own_actor(request)
    answer = file_answer(_own(pk, actor), act="download", how="attachment", by=actor)
    answer["Content-Security-Policy"] = SANDBOX
    return answer


def withdraw(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Take a file back with a reason; it stays on record for the auditor alone."""
    actor = own_actor(request)
    found = _own(pk, actor)
    form = GivenReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw(found, by=actor, reason=form.cleaned_data["reason"])
        messages.success(request, f"已撤回证据“{found.title}”。文件仍在档，只有审计员可以查看。")
        return redirect(_back())
    context = {"evidence": found, "name": found.title, "form": form, "back": _back(), "here": "own"}
    return render(request, "common/withdraw.html", context, status=422 if form.errors else 200)


def _attached(found: FileRequest, form: AttachForm, actor: OwnActor) -> bool:
    given = form.cleaned_data
    try:
        services.attach(found, given["file"], title=given["title"], by=actor)
    except Incomplete as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _own(pk: UUID, actor: OwnActor) -> Evidence:
    """Return a file of one of the actor's own requests."""
    found: Evidence = get_object_or_404(Evidence, pk=pk, object_type=REQUESTS.model)
    if not REQUESTS.rows(actor).filter(pk=found.object_id).exists():
        raise Http404
    return found


def _back() -> str:
    return f"{reverse('dossiers:own')}#requests"
