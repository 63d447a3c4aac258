"""Sharing out a queue among colleagues（分派）."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse

from common.access import requires_posting
from common.cases.asking import ask
from common.registry import EVERYONE, Queue, registry
from common.worklist import first_rows, told
from postings.forms.assigning import AssignForm
from postings.requests import OfficeRequest
from postings.services.assigning import MOST, asked_of, assign, within_reach

EFFECT = "事项仍在这一列待办里；同事收到提醒，经过里写明分给了谁。再分给别人的，以最后一次为准。"


@requires_posting(EVERYONE)
def share(request: OfficeRequest, key: str) -> HttpResponse:
    """Ask which of the first cases of a queue go to which colleague, and tell them."""
    queue = registry.queue(key, request.posting.role)
    if queue is None or not queue.is_work:
        raise Http404
    rows = list(first_rows(queue, request.posting)[:MOST])
    asked = asked_of([row.pk for row in rows])
    cases = [(str(row.pk), _words(queue, row, asked.get(row.pk, ""))) for row in rows]
    back = queue.address(request.posting)
    return ask(
        request,
        AssignForm(within_reach(queue, request.posting), cases, request.POST or None),
        lambda given: (assign(queue, given["case"], given["to"], by=request.posting), given["to"]),
        heading=f"分派：{queue.label}",
        button="分给同事",
        said=lambda made: f"已把 {made[0]} 件分给 {made[1].user.name}，会收到提醒。",
        to=lambda made: back,
        effect=EFFECT,
        back=back,
        crumbs=[(reverse("home"), "我的工作"), (back, queue.label)],
        here=queue.place or "home",
    )


def _words(queue: Queue, row: object, whose: str) -> str:
    """Return a case as it stands to be ticked, with who is asked for it now."""
    work = told(queue, row)  # type: ignore[arg-type]
    return "，".join(filter(None, (work.matter, work.subject, f"已分给 {whose}" if whose else "")))
