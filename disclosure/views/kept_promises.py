"""承诺兑现: what government promised, everywhere and of one department; kept or lawfully changed, never late or broken."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from disclosure.open.models import OpenPromise, OpenRegion
from disclosure.open.models.promises import PROMISED, OpenPromiseQuerySet
from disclosure.question import SHAPES, clean
from disclosure.views.archives import present
from disclosure.views.records import pages_of
from organisations.board_vocabulary import PromiseState
from organisations.vocabulary import RegionKind

PER_PAGE = 30


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every promise in public, by words, place, domain and how it stands; the address holds the whole question."""
    asked = asked_of(request)
    found = OpenPromise.objects.kept_or_not()
    for name in ("city", "county"):
        if asked[name]:
            found = found.filter(**{f"department__{name}_code": asked[name]})
    counties = OpenRegion.objects.filter(kind=RegionKind.COUNTY, city_code=asked["city"])
    context = {
        "cities": OpenRegion.objects.filter(kind=RegionKind.CITY),
        "counties": [(county.code, county.name) for county in counties] if asked["city"] else [],
        "here": reverse("disclosure:promises"),
        "department": None,
    }
    return _page(request, found, asked, context)


@require_safe
def of_department(request: HttpRequest, code: str) -> HttpResponse:
    """Those of one department and of the bodies that it took over; a former code leads to the present one."""
    department = present(code)
    if isinstance(department, str):
        return HttpResponsePermanentRedirect(reverse("disclosure:department_promises", args=[department]))
    found = OpenPromise.objects.kept_or_not().filter(department__holder_code=code)
    here = reverse("disclosure:department_promises", args=[code])
    asked = {**asked_of(request), "city": "", "county": ""}
    return _page(request, found, asked, {"department": department, "here": here})


def asked_of(request: HttpRequest) -> dict[str, str]:
    """Return the question of an address; what has not the shape of a filter is left out, never an error."""
    given = {name: request.GET.get(name, "") for name in ("city", "county", "domain", "state")}
    city = given["city"] if SHAPES["city"].fullmatch(given["city"]) else ""
    is_within = bool(city) and SHAPES["county"].fullmatch(given["county"]) and given["county"][:4] == city[:4]
    return {
        "q": clean(request.GET.get("q", "")),
        "city": city,
        "county": given["county"] if is_within else "",
        "domain": given["domain"] if given["domain"] in PROMISED else "",
        "state": given["state"] if given["state"] in PromiseState else "",
    }


def _page(
    request: HttpRequest, found: OpenPromiseQuerySet, asked: dict[str, str], context: dict[str, Any]
) -> HttpResponse:
    found = found.said(asked["q"])
    if asked["state"]:
        found = found.filter(state=asked["state"])
    shown = found.filter(domain=asked["domain"]) if asked["domain"] else found
    rows = shown.select_related("department").order_by("-opens_on", "public_id")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    given = {name: value for name, value in asked.items() if value}
    shared = {
        "asked": asked,
        "by_domain": _by_domain(found, given),
        "states": PromiseState.choices,
        "page": page,
        "pages": pages_of(page.number, page.paginator.num_pages),
        "address": "?" + urlencode(given),
    }
    return render(request, "disclosure/promises.html", {**shared, **context})


def _by_domain(found: OpenPromiseQuerySet, given: dict[str, str]) -> list[dict[str, Any]]:
    """Return each domain with its numbers, and the address that shows it alone beside what else is asked."""
    others = {name: value for name, value in given.items() if name != "domain"}
    return [
        {
            "key": key,
            "word": word,
            "number": number,
            "kept": kept,
            "address": "?" + urlencode({**others, "domain": key}),
        }
        for key, word, number, kept in found.by_domain()
    ]
