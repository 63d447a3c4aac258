"""Help at work: the manual by role, the glossary as a page and as a drawer."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from common.access import requires_posting
from common.manual import find_terms, picture, sections_for, terms
from common.quick_search import PERSONAL, is_personal
from common.registry import EVERYONE
from common.requests import OfficeRequest

MOST = 40


@require_GET
@requires_posting(EVERYONE)
def manual(request: OfficeRequest) -> HttpResponse:
    """Show the manual, what concerns one's own role first."""
    role = request.posting.role
    parts = [(section, role in section.roles) for section in sections_for(role)]
    return render(request, "common/manual.html", {"here": "help", "parts": parts})


@require_GET
@requires_posting(EVERYONE)
def manual_picture(request: OfficeRequest, name: str) -> FileResponse:
    """Return a picture that the manual shows; no other file of the folder."""
    found = picture(name)
    if found is None or not found.is_file():
        raise Http404
    return FileResponse(found.open("rb"))


@require_GET
@requires_posting(EVERYONE)
def glossary(request: OfficeRequest) -> HttpResponse:
    """Show the terms, all or those found; for the drawer only the list."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:MOST]
    if is_personal(words) and not request.htmx:
        messages.error(request, f"没有查找：{PERSONAL}")
        return redirect("common:glossary")
    context = {"here": "glossary", "words": words, "terms": find_terms(words) if words else terms()}
    context["refused"] = PERSONAL if is_personal(words) else ""
    template = "common/terms.html" if request.htmx else "common/glossary.html"
    return render(request, template, context)
