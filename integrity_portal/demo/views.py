"""The bar that says how far the demo is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from common.access import requires_posting
from common.registry import EVERYONE
from common.requests import OfficeRequest
from integrity_portal.demo import progress

STOP_ASKING = 286
"""htmx asks no more after this answer."""


@requires_posting(EVERYONE)
def loading(request: OfficeRequest) -> HttpResponse:
    """Show how far the demo is, as the part of a page that asks for it every two seconds."""
    told = progress.read()
    is_over = told is None or told.is_over
    context = {"loading": told, "is_over": is_over}
    return render(request, "common/demo_loading.html", context, status=STOP_ASKING if is_over else 200)
