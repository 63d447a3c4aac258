"""Pages of the public site: an address in, one or two questions to schema `open`, a page out."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from disclosure import figures
from disclosure.addresses import address_of
from disclosure.door.bodies import FilesTooLarge
from disclosure.health import link, store_fault
from disclosure.open.models import OpenGeneration, OpenInformationClass, OpenRecord
from disclosure.page_state import day_of
from disclosure.search import leading
from intake.uploads import ACCEPTED
from organisations.vocabulary import ClassSubject

NEWEST = 5
SOON = 120
"""Seconds after which a reader may try again."""
SHOWN_HINTS = 3
NOT_TO_BE_FOUND = "\n".join(
    f"Disallow: {path}"
    for path in (
        "/records/?",
        "/departments/?",
        "/records.",
        "/suggest/",
        "/statistics.csv",
        "/api/v1/",
        "/reports/",
    )
)
HINTS = ("拖欠", "逾期", "招商", "承诺", "招标", "行政判决")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search first, then five figures that link to what they count, then what is newest."""
    today = day_of(request)
    counted = figures.figures()
    return render(
        request,
        "disclosure/home.html",
        {
            "figures": counted,
            "months": f"{today:%Y-%m}",
            "newest": OpenRecord.objects.newest(NEWEST) if counted.records else [],
            "cities": figures.cities(),
            "hints": leading(HINTS, SHOWN_HINTS) if counted.records else [],
        },
    )


@require_safe
def information_classes(request: HttpRequest) -> HttpResponse:
    """Show what is kept on departments and officials, where it comes from and who may read it（二(四)）."""
    rows = list(OpenInformationClass.objects.all())
    groups = [(about, [row for row in rows if row.about == about]) for about in ClassSubject]
    return render(request, "disclosure/information_classes.html", {"groups": groups, "total": len(rows)})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep invented data out of search engines; let real pages in, but not every combination of filters."""
    map_of_site = f"\nSitemap: {request.build_absolute_uri(address_of('sitemap'))}"
    rule = "Disallow: /" if settings.PORTAL_DEMO else NOT_TO_BE_FOUND + map_of_site
    return HttpResponse(f"User-agent: *\n{rule}\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("img/mark.svg"))


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether this process can read what stands in public, whether that is as it should be, and how far behind it is."""
    metrics = ""
    try:
        found = link()
        metrics = found.metrics
        fault = store_fault(found) or ("" if OpenGeneration.objects.exists() else "unavailable")
    except DatabaseError:
        fault = "unavailable"
    status = 503 if fault else 200
    return HttpResponse(f"{fault or 'ok'}\n{metrics}", status=status, content_type="text/plain")


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "disclosure/missing.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that it was no request of ours, or that the files of a form were too large."""
    context = {"limits": ACCEPTED} if isinstance(exception, FilesTooLarge) else {"refused": True}
    return HttpResponse(get_template("disclosure/broken.html").render(context), status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer any failure with a page that needs neither database nor cache and tells nothing of it.

    A database that cannot be reached, or takes too long, is there again soon: 503.
    """
    passing = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    answer = HttpResponse(get_template("disclosure/broken.html").render({}), status=503 if passing else 500)
    if passing:
        answer["Retry-After"] = f"{SOON}"
    return answer
