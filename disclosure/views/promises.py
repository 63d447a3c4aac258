"""One promise, boards of townships, files of agencies for tenders, the list of dishonest enterprises; each thing with its own address."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from disclosure.open.models import (
    OpenAgency,
    OpenDepartment,
    OpenDishonestEnterprise,
    OpenPromise,
    OpenRegion,
)
from disclosure.page_state import day_of
from disclosure.question import SHAPES, clean
from disclosure.views.records import moved_or_gone, pages_of
from organisations.board_vocabulary import TownshipMatter
from organisations.vocabulary import RegionKind

PER_PAGE = 30


@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """Every township and street that shows a board, by name and city."""
    words, city = clean(request.GET.get("q", "")), request.GET.get("city", "")
    asked = {"q": words, "city": city if SHAPES["city"].fullmatch(city) else ""}
    found = OpenDepartment.objects.named(tuple(words.split()))
    if asked["city"]:
        found = found.filter(city_code=asked["city"])
    page = _page(
        request, found.filter(key__in=OpenPromise.objects.of_boards().order_by().values("department"))
    )
    context = {"asked": asked, "cities": OpenRegion.objects.filter(kind=RegionKind.CITY)}
    return render(request, "disclosure/townships.html", {**context, **_turned(page, asked)})


@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The board of one: what it promised, its open books, benefits, lists, score; a former code leads to the present one."""
    department = OpenDepartment.objects.bearing(code)
    if department is None:
        raise Http404
    if department.credit_code != code:
        return HttpResponsePermanentRedirect(reverse("disclosure:township", args=[department.credit_code]))
    lines = list(OpenPromise.objects.of_boards().filter(department=department))
    if not lines:
        raise Http404
    order = list(TownshipMatter.values)
    lines.sort(key=lambda one: order.index(one.matter))
    groups = [
        (TownshipMatter(key).label, key, list(of)) for key, of in groupby(lines, lambda one: one.matter)
    ]
    return render(request, "disclosure/township.html", {"department": department, "groups": groups})


@require_safe
def promise(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One promise, as a line of a township's board where it is one; once it is taken down its address answers 410."""
    found = OpenPromise.objects.filter(public_id=public_id).select_related("department").first()
    if found is None:
        return moved_or_gone(request, "promise", public_id)
    context = {"promise": found, "department": found.department}
    return render(request, "disclosure/promise.html", context)


@require_safe
def enterprises(request: HttpRequest) -> HttpResponse:
    """The enterprises found seriously dishonest in statistics: a list of its own, in no search and no count of the rest."""
    words = clean(request.GET.get("q", ""))
    found = OpenDishonestEnterprise.objects.all()
    if words:
        found = found.filter(name__contains=words) | found.filter(credit_code=words.upper())
    context = {"asked": {"q": words}, "today": day_of(request)}
    turned = _turned(_page(request, found), {"q": words})
    return render(request, "disclosure/dishonest_enterprises.html", {**context, **turned})


@require_safe
def enterprise(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One of them; its time over, or removed by the organ that found it, its address answers 410."""
    found = OpenDishonestEnterprise.objects.filter(public_id=public_id).first()
    if found is None:
        return moved_or_gone(request, "dishonest_enterprise", public_id)
    context = {"enterprise": found, "days_left": found.days_left(day_of(request))}
    return render(request, "disclosure/dishonest_enterprise.html", context)


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """The files of agencies for tenders（动态信用档案）, by name or code: what was written down of each, by whom, when."""
    words = clean(request.GET.get("q", ""))
    found = OpenAgency.objects.all()
    if words:
        found = found.filter(name__contains=words) | found.filter(credit_code=words.upper())
    turned = _turned(_page(request, found), {"q": words})
    return render(request, "disclosure/agencies.html", {"asked": {"q": words}, **turned})


@require_safe
def agency(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One entry, and the others of the same agency; taken down, or changed and not yet looked at anew, it answers 410."""
    found = OpenAgency.objects.filter(public_id=public_id).first()
    if found is None:
        return moved_or_gone(request, "agency", public_id)
    others = OpenAgency.objects.filter(credit_code=found.credit_code).exclude(pk=found.pk)[:PER_PAGE]
    return render(request, "disclosure/agency.html", {"agency": found, "others": others})


def _page(request: HttpRequest, found: QuerySet[Any, Any]) -> Page[Any]:
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))


def _turned(page: Page[Any], asked: dict[str, str]) -> dict[str, object]:
    """Return a page of a list with what its pager needs."""
    given = {name: value for name, value in asked.items() if value}
    pages = pages_of(page.number, page.paginator.num_pages)
    return {"page": page, "pages": pages, "address": "?" + urlencode(given)}
