"""What officials ask to be put right in their files: the keeper's queue, the case, the answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.asking import ask
from common.cases.story import trail_of
from common.cipher import decrypt
from common.lists.page import list_page
from common.models import Evidence
from common.roles import Role
from common.trail import Actor
from dossiers.file_parts import ID_NUMBER, PARTS, current_words
from dossiers.forms.officials import AnswerForm, wanted_field
from dossiers.lists.files import REQUESTS
from dossiers.lists.officials import READERS
from dossiers.models import FileRequest
from dossiers.models.file_requests import MISSING
from dossiers.request_files import REQUESTS as FILES
from dossiers.services import file_entries as dossiers
from dossiers.services import own_files
from dossiers.views.officials import ask_to_open, standing_access
from dossiers.vocabulary import FilePart, RequestStatus
from postings.requests import OfficeRequest

HERE = {"here": "file_requests"}
EFFECTS = {
    "accept": "档案里的这一项随即改为申请的内容，本人收到答复。",
    "refuse": "档案不变，本人会看到答复。",
}


@requires_posting(READERS)
def file_requests(request: OfficeRequest) -> HttpResponse:
    return list_page(request, REQUESTS)


def opened(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand on the request once its file is open to the reader: it quotes what the file says."""

    @wraps(view)
    def guarded(request: OfficeRequest, pk: UUID, **kwargs: object) -> HttpResponse:
        found = _case(request, pk)
        if standing_access(request, found.official) is None:
            return ask_to_open(request, found.official)
        return view(request, found, **kwargs)

    return guarded


@requires_posting(READERS)
@opened
def file_request(request: OfficeRequest, found: FileRequest) -> HttpResponse:
    entry = own_files.entry_of(found)
    now = current_words(found.official, found.part, entry, found.field) if found.field != MISSING else ""
    allowed = found.acts_for(request.posting)
    offered = [
        (name, FileRequest.TRANSITIONS[name].label)
        for name in EFFECTS
        if name in allowed and request.posting.user_id != found.asked_by_id
    ]
    context = {
        "case": found,
        "now": now,
        "has_moved": found.status == RequestStatus.OPEN and now != found.current,
        "is_missing": found.field == MISSING,
        "offered": offered,
        "hands_off": "" if allowed else found.recusal(request.posting),
        "files": _files(found, request.posting),
        "steps": trail_of(found),
    }
    return render(request, "dossiers/file_request.html", context | HERE)


@requires_posting(dossiers.KEEPERS)
@opened
def file_request_act(request: OfficeRequest, found: FileRequest, act: str) -> HttpResponse:
    """Accept or refuse, with an answer that the official reads."""
    if act not in EFFECTS:
        raise Http404
    address = reverse("dossiers:file_request", args=[found.pk])

    def do(given: dict[str, Any]) -> FileRequest:
        if act == "refuse":
            return own_files.refuse_request(found, by=request.posting, reason=given["reason"])
        return own_files.accept_request(
            found, by=request.posting, reason=given["reason"], value=_value(found)
        )

    label = FileRequest.TRANSITIONS[act].label
    return ask(
        request,
        AnswerForm(request.POST or None),
        do,
        heading=f"{label}：{found.label}",
        button=label,
        said=f"已办理：{label}，已答复本人。",
        to=lambda made: address,
        crumbs=[(reverse("dossiers:file_requests"), "本人更正申请"), (address, str(found.official))],
        back=address,
        effect=f"{found.current or '（空）'} → {found.wanted_words}。{EFFECTS[act]}",
        **HERE,
    )


def _files(found: FileRequest, posting: Actor) -> list[Evidence]:
    """Return the files beside a request for whom may read them: withdrawn ones for the auditor alone."""
    if not FILES.rows(posting).filter(pk=found.pk).exists():
        return []
    files = Evidence.objects.of(found)
    return list(files if posting.role == Role.AUDITOR else files.standing())


def _value(found: FileRequest) -> object:
    """Return what was asked for, read once more by the field's own input."""
    if found.field == MISSING:
        return None
    if found.field == ID_NUMBER:
        return decrypt(bytes(found.wanted_sealed or b""))
    part = None if found.part == FilePart.IDENTITY else PARTS[found.part]
    return wanted_field(part, found.field, found.official).clean(found.wanted)


def _case(request: OfficeRequest, pk: UUID) -> FileRequest:
    rows = FileRequest.objects.visible_to(request.posting).select_related("official__unit", "decided_by")
    found: FileRequest = get_object_or_404(rows, pk=pk)
    return found
