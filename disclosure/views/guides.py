"""What a reader may do and how long it takes: guides from the dated rules, words explained, and the map of the site."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosure.addresses import address_of
from disclosure.figures import figures
from disclosure.open.models import OpenDepartment, OpenRecord, OpenRepairFigure, OpenRule
from disclosure.terms import TERMS

PAGES = (
    *("home", "records", "judgments", "commendations", "departments", "statistics", "about", "repair"),
    *("rights", "glossary", "information_classes", "objection", "follow", "api", "open_data"),
    *("promises", "townships", "agencies", "dishonest_enterprises"),
)
A_MAP = 5000
"""Addresses of one part of the map."""


@dataclass(frozen=True)
class Place:
    """One line of a map: an address, and the day of its last change where that is known."""

    url: str
    changed: str = ""


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is shown, from when and how long, and how it ends."""
    return render(
        request, "disclosure/about.html", {"rules": rules_of("publicity", "statement", "withdrawal")}
    )


@require_safe
def repair(request: HttpRequest) -> HttpResponse:
    """How a record is mended: from when, by whom, within which time（二(五)）."""
    told = list(OpenRepairFigure.objects.all())
    return render(
        request,
        "disclosure/repair.html",
        {
            "rules": rules_of("publicity", "repair_clock"),
            "counted_until": told[0].counted_until if told else None,
            "places": [line for line in told if line.granted],
            "repaired": sum(line.granted for line in told),
        },
    )


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """What bodies on file, people concerned and everybody else may do（二(五)）."""
    kinds = ("statement", "objection", "objection_remedy", "note_clock", "repair_clock", "withdrawal")
    return render(request, "disclosure/rights.html", {"rules": rules_of(*kinds)})


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "disclosure/glossary.html", {"terms": TERMS})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the map: fixed pages, archives, and the records that stand in public now."""
    counted = figures()
    parts = ["pages"]
    for name, number in (("departments", counted.archives), ("records", counted.records)):
        parts += [f"{name}-{part + 1}" for part in range(-(-number // A_MAP))]
    return _map(request, {"parts": parts, "places": []})


@require_safe
def sitemap_part(request: HttpRequest, name: str, part: str) -> HttpResponse:
    """One part of the map; one that would be empty is none, and is not looked for."""
    counted = figures()
    if (int(part) - 1) * A_MAP >= (counted.records if name == "records" else counted.archives):
        raise Http404
    places = _records(int(part) - 1) if name == "records" else _departments(int(part) - 1)
    if not places:
        raise Http404
    return _map(request, {"parts": [], "places": places})


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    return _map(request, {"parts": [], "places": [Place(address_of(name)) for name in PAGES]})


def rules_of(*kinds: str) -> dict[str, OpenRule]:
    """Return the rules of some kinds in force today by `kind/key`."""
    return {f"{rule.kind}/{rule.key}": rule for rule in OpenRule.objects.filter(kind__in=kinds)}


def _records(part: int) -> list[Place]:
    rows = OpenRecord.objects.by_function("open.hits_many('{}'::jsonb, false, %s, %s)", part * A_MAP, A_MAP)
    return [Place(row.get_absolute_url(), f"{row.corrected_on or row.opens_on}") for row in rows]


def _departments(part: int) -> list[Place]:
    codes = OpenDepartment.objects.filter(status="active").values_list("credit_code", flat=True)
    skip = part * A_MAP
    return [Place(address_of("department", code)) for code in codes[skip : skip + A_MAP]]


def _map(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    return render(
        request,
        "disclosure/sitemap.xml",
        {**context, "site": site},
        content_type="application/xml; charset=utf-8",
    )
