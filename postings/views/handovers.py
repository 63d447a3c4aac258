"""Handover: the list, the receipt, and what of it waits for me."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.asking import ask
from common.cases.open_cases import case_kinds
from common.cases.story import trail_of
from common.errors import ActRefused, NotAllowed, WrongState
from common.forms import GivenReasonForm, ReasonForm
from common.listing import listing
from common.lists.page import list_page
from common.registry import EVERYONE, address_of
from common.roles import Role
from common.trail import Actor
from common.workflow import Workflow
from postings.forms.handovers import HandoverForm
from postings.lists import HANDOVERS
from postings.lists.deputies import handover_rows
from postings.models import ActingPosting, Handover, Posting
from postings.models.handovers import HandedCase, HandoverStatus
from postings.requests import OfficeRequest
from postings.services import accept_handover, cancel_handover, decline_handover, list_handover
from postings.services.handovers import open_cases

CASE_SORTS = {"kind": ["kind", "label"], "label": ["label"]}
ACTS: dict[str, tuple[Any, Any, str]] = {
    "accept": (accept_handover, ReasonForm, "从现在起，清单上的事项由接收岗位负责；待办通知一并转来。"),
    "decline": (decline_handover, GivenReasonForm, "事项仍由移交岗位负责，对方会看到理由。"),
    "cancel": (cancel_handover, GivenReasonForm, "清单作废，事项仍由移交岗位负责；可以重新列单。"),
}


@requires_posting(EVERYONE)
def handovers(request: OfficeRequest) -> HttpResponse:
    counts = open_cases(request.posting)
    return list_page(
        request,
        HANDOVERS,
        counts=[(kind.label, number) for kind, number in counts.items()],
        may_list=bool(counts) and not isinstance(request.posting, ActingPosting),
    )


@requires_posting(EVERYONE)
def new(request: OfficeRequest, pk: UUID | None = None) -> HttpResponse:
    """List one's own open cases, or, as security administrator, those of posting `pk`."""
    if isinstance(request.posting, ActingPosting):
        raise NotAllowed("交接由岗位本人办理，代理人不能代办")
    rows = Posting.objects.filter(user__is_machine=False).select_related("user", "unit", "region")
    if request.posting.role != Role.SECURITY_ADMIN:
        rows = rows.filter(pk=request.posting.pk)
    giver = get_object_or_404(rows, pk=pk or request.posting.pk)
    return ask(
        request,
        HandoverForm(giver, open_cases(giver), request.POST or None),
        lambda given: list_handover(
            giver, given["receiver"], by=request.posting, kinds=given["kinds"], reason=given["reason"]
        ),
        heading=f"交接：{giver.user.name} · {giver}",
        button="列出交接清单",
        said="清单已列出，等接收人核对后接收。",
        to=_address,
        effect="接收人核对清单并接收后，事项才转给他；在此之前仍由移交岗位负责。",
        back=reverse("postings:handovers"),
        crumbs=[(reverse("postings:handovers"), "交接")],
        here="handovers",
    )


@requires_posting(EVERYONE)
def handover(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one handover; the security administrator sees numbers, not what the cases are about."""
    found = get_object_or_404(handover_rows(request.posting), pk=pk)
    cases = found.cases.all()
    groups = [(kind.label, cases.filter(kind=kind.key).count()) for kind in case_kinds.values()]
    sees = request.posting.role != Role.SECURITY_ADMIN
    listed = listing(request, cases, CASE_SORTS, default="kind") if sees else None
    context = {
        "here": "handovers",
        "handover": found,
        "groups": [(label, number) for label, number in groups if number],
        "listing": listed,
        "addresses": _addresses(listed.page, request.posting) if listed else {},
        "labels": {kind.key: kind.label for kind in case_kinds.values()},
        "acts": [(act, Handover.TRANSITIONS[act].label) for act in _offered(found, request.posting)],
        "steps": trail_of(found),
    }
    return render(request, "postings/handover.html", context)


@requires_posting(EVERYONE)
def act(request: OfficeRequest, pk: UUID, name: str) -> HttpResponse:
    found = get_object_or_404(handover_rows(request.posting), pk=pk)
    if name not in ACTS:
        raise Http404
    do, form, effect = ACTS[name]
    label = Handover.TRANSITIONS[name].label
    if request.method != "POST" and name not in _offered(found, request.posting):
        raise _refusal(found, label)
    return ask(
        request,
        form(request.POST or None),
        lambda given: do(found, by=request.posting, **given),
        heading=f"{label}：{found.giver.user.name} → {found.receiver.user.name}",
        button=label,
        said=f"已办理：{label}。",
        to=_address,
        effect=effect,
        back=_address(found),
        crumbs=[(reverse("postings:handovers"), "交接")],
        here="handovers",
    )


def _addresses(handed: Iterable[HandedCase], posting: Actor) -> dict[UUID, str]:
    """Return the pages of the cases handed on, by key, of those that the posting may see."""
    keys = defaultdict(list)
    for case in handed:
        keys[case.object_type].append(case.object_id)
    found: dict[UUID, str] = {}
    for label, several in keys.items():
        model = apps.get_model(label)
        if issubclass(model, Workflow):
            seen = model._default_manager.visible_to(posting).filter(pk__in=several)  # type: ignore[attr-defined]
            found |= {case.pk: address_of(case) for case in seen}
    return found


def _address(found: Handover) -> str:
    return reverse("postings:handover", args=[found.pk])


def _refusal(found: Handover, label: str) -> ActRefused:
    if found.status != HandoverStatus.LISTED:
        return WrongState(f"现在是“{found.get_status_display()}”，不能{label}")
    return NotAllowed(
        f"您现在的岗位不能{label}：接收和不予接收由接收岗位办理，撤回由移交岗位或安全管理员办理"
    )


def _offered(found: Handover, by: Actor) -> list[str]:
    """Return the acts of this side of the handover."""
    mine = {"accept", "decline"} if by.pk == found.receiver_id else set()
    if by.pk == found.giver_id or by.role == Role.SECURITY_ADMIN:
        mine |= {"cancel"}
    return [name for name in found.acts_for(by) if name in mine]
