"""The page of a list, and of a form that leads back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from common.lists.frame import Frame
from common.lists.refusing import lead_away
from common.lists.spec import ListSpec
from common.requests import OfficeRequest
from common.worklist import CAME_FROM


@dataclass(frozen=True)
class BulkMenu:
    """What may be done to many rows: (address, label) of each act, what a tick says, how many at once."""

    acts: Sequence[tuple[str, str]]
    tick: Callable[[Any], str]
    most: int


def list_page(
    request: OfficeRequest, spec: ListSpec, *, bulk: BulkMenu | None = None, **extra: object
) -> HttpResponse:
    """Answer with the list that the address asks for; a bare address leads to the person's default filter."""
    away = lead_away(request, spec)
    if away is not None:
        return away
    frame = Frame(spec, request.GET, request.posting)
    default = next((saved for saved in frame.saved if saved.is_default), None)
    if not request.GET and default is not None:
        return redirect(f"{spec.address}?{default.query}")
    if frame.queue is not None:
        request.session[CAME_FROM] = [frame.queue.key]
    listing = frame.listing(request.GET.get("page"))
    context = {
        "here": spec.key,
        "frame": frame,
        "listing": listing,
        "lines": [(bulk.tick(row) if bulk else "", cells) for row, cells in frame.lines(listing)],
        "bulk": bulk,
        "most_exported": settings.EXPORT_MOST_ROWS,
        **extra,
    }
    return render(request, spec.template, context)


def asked_by(query: str) -> QueryDict:
    """Return a query that came with a form, cut to what an address may be long."""
    return QueryDict(query[:2000])


def form_page(
    request: OfficeRequest, form: forms.Form, of: ListSpec, *, heading: str, button: str, effect: str = ""
) -> HttpResponse:
    """Show `form`, what sending it does (`effect`) and the way back to the list `of`; 422 where it was refused."""
    context = {"form": form, "here": of.key, "of": of, "heading": heading, "button": button, "effect": effect}
    return render(request, "common/form_page.html", context, status=422 if form.errors else 200)
