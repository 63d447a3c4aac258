"""Search or go anywhere: one page, and the same hits as a fragment for the dialog on every page（Ctrl K）.

What is typed is sent, not put into the address: addresses stay in histories and logs. Harmless words then lead to
an address that can be passed on; numbers of persons never do（个人信息保护法 51）.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.access import requires_posting
from common.quick_search import MOST, find, is_personal, refusal
from common.registry import EVERYONE
from common.requests import OfficeRequest


@require_http_methods(["GET", "HEAD", "POST"])
@requires_posting(EVERYONE)
def find_anything(request: OfficeRequest) -> HttpResponse:
    """Show what the words find in the posting's scope."""
    given = request.POST if request.method == "POST" else request.GET
    words = given.get("q", "").replace("\x00", "").strip()[:MOST]
    refused = refusal(words) if words else ""
    if not request.htmx and words and (is_personal(words) or request.method == "POST"):
        return _lead(request, words, refused)
    found = [] if refused or not words else find(request.posting, words)
    context = {"words": words, "refused": refused, "found": found, "here": ""}
    return render(request, "common/hits.html" if request.htmx else "common/find.html", context)


def _lead(request: OfficeRequest, words: str, refused: str) -> HttpResponse:
    """Lead to the address of the answer, which holds the words only where they are harmless."""
    if is_personal(words):
        messages.error(request, refused)
        return redirect("common:find")
    return redirect(f"{reverse('common:find')}?{urlencode({'q': words})}")
