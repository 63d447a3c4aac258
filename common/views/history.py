"""The auditor's pages of the field history: search every version of everything; one row's versions."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from common.access import requires_posting
from common.history_list import AUDITORS, HISTORY
from common.lists.page import list_page
from common.requests import OfficeRequest
from common.version_words import kind_label
from common.versions import Asked, kinds, search

MOST_VERSIONS = 200


@requires_posting(AUDITORS)
def history(request: OfficeRequest) -> HttpResponse:
    """Show the versions that fit, the newest first."""
    return list_page(request, HISTORY)


@requires_posting(AUDITORS)
def versions(request: OfficeRequest, kind: str, key: str) -> HttpResponse:
    """Show all versions of one row, deleted ones too."""
    event = kinds().get(kind)
    if event is None:
        raise Http404
    try:
        asked = event._meta.get_field("pgh_obj").to_python(key)
    except forms.ValidationError as wrong:
        raise Http404 from wrong
    found = search(Asked(kind=kind, obj=str(asked)), limit=MOST_VERSIONS)
    if not found:
        raise Http404
    context = {"here": "history", "kind": kind_label(event.pgh_tracked_model), "versions": found}
    return render(request, "common/versions.html", context)
