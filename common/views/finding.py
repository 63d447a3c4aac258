"""Search or go anywhere: one page, and the same hits as a fragment for the dialog on every page（Ctrl K）."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from common.access import seat
from common.desk import EVERYONE
from common.finding import MOST, find, refusal


@require_GET
@seat(EVERYONE)
def find_anything(request: Any) -> HttpResponse:
    """Show what the words find in the posting's scope."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:MOST]
    refused = refusal(words) if words else ""
    found = [] if refused or not words else find(request.posting, words)
    context = {"words": words, "refused": refused, "found": found, "here": ""}
    template = "common/hits.html" if request.htmx else "common/find.html"
    return render(request, template, context)
