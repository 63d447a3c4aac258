"""The lists behind the numbers of 我的工作: what waits, by its clock or its place, and what one handed on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.access import requires_posting
from common.merged_list import Part, merge
from common.registry import EVERYONE, OWN_TURN, Clock, Place, Sent, Work, registry
from common.requests import OfficeRequest
from common.trail import Actor
from common.worklist import CAME_FROM, Stand, Waiting, first_rows, told, worklist_of

NOTHING_WAITS = "现在没有。别人办完上一步后，会出现在这里。"


@require_GET
@requires_posting(EVERYONE)
def work(request: OfficeRequest) -> HttpResponse:
    """List what waits for this posting: all of it, what falls due when, or what waits at one place."""
    posting = request.posting
    queues = [waiting for waiting in worklist_of(request).queues if waiting.queue.work]
    place = next((p for p in registry.of(Place, posting.role) if p.key == request.GET.get("place")), None)
    if place is not None:
        queues = [waiting for waiting in queues if waiting.queue.place == place.key]
        request.session[CAME_FROM] = [waiting.queue.key for waiting in queues]
    clock = next((c for c in Clock if c == request.GET.get("due")), None)
    context = {
        "here": "home",
        "heading": clock.label if clock else f"{place.label}：等我处理" if place else "等我处理",
        "listing": merge(_due(queues, clock, posting), request.GET.get("page")),
        "clock": clock,
        "place": place,
        "clocks": worklist_of(request).clocks,
        "waiting": worklist_of(request).waiting,
        "empty": NOTHING_WAITS,
    }
    return render(request, "common/work.html", context)


@require_GET
@requires_posting(EVERYONE)
def sent(request: OfficeRequest) -> HttpResponse:
    """List what one handed on: one kind in one state, else all that is with somebody else now."""
    stands = worklist_of(request).sent
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    chosen = next((s for s in stands if (s.sent.key, s.state) == (kind, state)), None)
    open_ones = [s for s in stands if s.whose not in ("", OWN_TURN)]
    parts = [
        _of(sent, [chosen] if chosen else open_ones, request.posting)
        for sent in _sents(request.posting, chosen)
    ]
    context = {
        "here": "home",
        "heading": f"{chosen.sent.label}：{chosen.word}" if chosen else "我送出、在别人那里",
        "listing": merge(parts, request.GET.get("page")),
        "is_sent": True,
        "empty": "现在没有。您提交、送审或提出的事项到了别人那里，会列在这里。",
    }
    return render(request, "common/work.html", context)


def _due(queues: list[Waiting], clock: Clock | None, posting: Actor) -> list[Part]:
    """Return the rows of the queues that fall due within `clock`, all of them without one."""
    today = timezone.localdate()
    parts = []
    for waiting in queues:
        queue, count = waiting.queue, waiting.by_clock.get(clock, 0) if clock else waiting.count
        if queue.work:
            rows = first_rows(queue, posting)
            rows = rows.filter(clock.within(queue.by, today)) if clock else rows
            parts.append(Part(rows, count, partial(told, queue), queue.by))
    return parts


def _sents(posting: Actor, chosen: Stand | None) -> list[Sent]:
    return [chosen.sent] if chosen else registry.of(Sent, posting.role)


def _of(sent: Sent, stands: list[Stand], posting: Actor) -> Part:
    """Return the rows of one kind in the states named, each told with whose turn it is."""
    states = {stand.state: stand.count for stand in stands if stand.sent is sent}

    def handed_on(row: Model) -> Work:
        word, whose = sent.stands(getattr(row, sent.state))
        return replace(sent.work(row), word=word, whose=whose)

    rows = sent.rows(posting).filter(**{f"{sent.state}__in": list(states) or [""]})
    return Part(rows, sum(states.values()), handed_on)
