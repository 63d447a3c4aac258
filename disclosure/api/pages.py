"""The two pages about the API: what it is, with examples, and a bench to try it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosure.api.asking import AS_MANY, MOST
from disclosure.api.contract import VERSION
from disclosure.api.examples import EXAMPLES
from disclosure.api.matching import MOST_ASKED
from disclosure.api.middleware import READING
from disclosure.columns import TABLES


@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """What can be asked, by whom, how often, and how long it stays as it is."""
    site = request.build_absolute_uri("/").rstrip("/")
    return render(
        request,
        "disclosure/api.html",
        {
            "examples": [example.at(site) for example in EXAMPLES],
            "tables": TABLES.values(),
            "per_hour": READING.of_one,
            "version": VERSION,
            "as_many": AS_MANY,
            "most": MOST,
            "most_names": MOST_ASKED,
        },
    )


@require_safe
def tried(request: HttpRequest) -> HttpResponse:
    """The document as a bench, served from here alone."""
    return render(request, "disclosure/api_docs.html")
