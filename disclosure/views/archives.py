"""The list of departments and the archive of one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from disclosure import archive_json
from disclosure.archive_json import NOTICE
from disclosure.archive_summary import Summary, archive_of
from disclosure.open.models.departments import OpenDepartment, OpenDepartmentCount, OpenDepartmentQuerySet
from disclosure.open.models.facts import OpenCommendation, OpenJudgment
from disclosure.open.models.public import LINE, OpenRecord, OpenRegion
from disclosure.page_state import counted, day_of
from disclosure.peers import Peers, beside, spread
from disclosure.question import CODE, SHAPES, clean
from disclosure.views.records import pages_of
from identifiers.credit_codes import SubjectKind, normalise_credit_code
from identifiers.written_forms import fold
from organisations.vocabulary import DepartmentStatus, Level, RegionKind

PER_PAGE = 30
RECORDS_A_PAGE = 20
MOST_BESIDE = 50
RECORDS_AT_ONCE = 100
COMPARED = ("total", "without", "fewer", "same", "more")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Archives by name, former name or code, and by region, level and kind."""
    asked = asked_of(request)
    page = Paginator(found_by(asked), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "disclosure/departments.html",
        {
            "page": page,
            "rows": _with_counts(list(page.object_list)),
            "pages": pages_of(page.number, page.paginator.num_pages),
            "asked": asked,
            "address": "?" + urlencode({name: value for name, value in asked.items() if value}),
            "cities": OpenRegion.objects.filter(kind=RegionKind.CITY),
            "levels": Level.choices,
            "kinds": SubjectKind.choices(),
        },
    )


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The archive of a department; a former code, or that of an ended body, leads to where its duties are now."""
    archive = archived(code)
    if isinstance(archive, str):
        return HttpResponsePermanentRedirect(reverse("disclosure:department", args=[archive]))
    department, summary = archive
    page = Paginator(range(summary["total"]), RECORDS_A_PAGE).get_page(request.GET.get("page"))
    skip = page.start_index() - 1 if page.paginator.count else 0
    records = OpenRecord.objects.held_by(code, skip, RECORDS_A_PAGE, LINE) if summary["total"] else []
    return render(
        request,
        "disclosure/department.html",
        {
            "department": department,
            "records": records,
            "page": page,
            "pages": pages_of(page.number, page.paginator.num_pages),
            "summary": summary if records else None,
            "archive": summary,
            "peers": peers_of(request, department, summary),
            **_others(code, summary),
        },
    )


@require_safe
def as_json(request: HttpRequest, code: str) -> HttpResponse:
    """The same for machines and for other sites to show; of more records than a page holds, the next page is named."""
    archive = archived(code)
    if isinstance(archive, str):
        return _open_to_all(HttpResponsePermanentRedirect(reverse("disclosure:archive_json", args=[archive])))
    department, summary = archive
    site = request.build_absolute_uri("/").rstrip("/")
    page = Paginator(range(summary["total"]), RECORDS_AT_ONCE).get_page(request.GET.get("page"))
    skip = page.start_index() - 1 if page.paginator.count else 0
    records = OpenRecord.objects.held_by(code, skip, RECORDS_AT_ONCE) if summary["total"] else []
    peers, others = peers_of(request, department, summary), _others(code, summary)
    own = site + request.path
    found = {
        "notice": NOTICE,
        "demo": settings.PORTAL_DEMO,
        "url": site + department.get_absolute_url(),
        "as_of": day_of(request),
        "department": archive_json.identity(department, summary),
        "records_total": summary["total"],
        "records": [archive_json.record(row, site) for row in records],
        "next": f"{own}?page={page.next_page_number()}" if page.has_next() else None,
        "judgments": [archive_json.judgment(row, site) for row in others["judgments"]],
        "commendations": [archive_json.commendation(row, site) for row in others["commendations"]],
        "peers": {name: getattr(peers, name) for name in COMPARED} if peers else None,
    }
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    return _open_to_all(response)


def _open_to_all(response: HttpResponse) -> HttpResponse:
    """Let pages of other sites read an answer, the way to a present code too."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


def present(code: str) -> OpenDepartment | str:
    """Return whose archive stands under a code, or the code under which it stands now."""
    department = _bearing(code)
    return department if department.present_code == code else department.present_code


def archived(code: str) -> tuple[OpenDepartment, Summary] | str:
    """Return whose archive stands under a code and what it says, or the code under which it stands now."""
    found = archive_of(code)
    department = found[0] if found else _bearing(code)
    return found if found and department.present_code == code else department.present_code


def _bearing(code: str) -> OpenDepartment:
    department = OpenDepartment.objects.bearing(code)
    if department is None:
        raise Http404
    return department


def _others(code: str, summary: Summary) -> dict[str, Any]:
    """Return judgments and honours, asked for only where there are some."""
    models = {"judgments": OpenJudgment, "commendations": OpenCommendation}
    return {
        name: model.objects.held_by(code)[:MOST_BESIDE] if summary["others"] else ()
        for name, model in models.items()
    }


def peers_of(request: HttpRequest, department: OpenDepartment, summary: Summary) -> Peers | None:
    """Return how it stands among its level and kind, counted once for all of them while nothing changes."""
    if department.status != DepartmentStatus.ACTIVE:
        return None
    of_all = (department.level, department.kind)
    return beside(counted(request, ("peers", *of_all), partial(spread, *of_all)), summary["total"])


def asked_of(request: HttpRequest) -> dict[str, str]:
    """Return the question of an address; what has not the shape of a filter is left out, never an error."""
    return {
        "q": clean(request.GET.get("q", "")),
        "city": _known(request.GET.get("city", ""), SHAPES["city"].fullmatch),
        "level": _known(request.GET.get("level", ""), lambda value: value in dict(Level.choices)),
        "kind": _known(request.GET.get("kind", ""), lambda value: value in dict(SubjectKind.choices())),
    }


def found_by(asked: dict[str, str]) -> OpenDepartmentQuerySet:
    """Return the archives that answer a question."""
    found = OpenDepartment.objects.all()
    code = normalise_credit_code(asked["q"])
    if CODE.fullmatch(code):
        return found.of_code(code)
    for name, column in (("city", "city_code"), ("level", "level"), ("kind", "kind")):
        if asked[name]:
            found = found.filter(**{column: asked[name]})
    words = tuple(fold(word) for word in asked["q"].split())
    if len(words) == 1 and words[0].isascii() and words[0].isalnum():
        return found.filter(Q(credit_code__startswith=words[0].upper()) | Q(haystack__contains=words[0]))
    return found.named(words)


def _with_counts(departments: list[OpenDepartment]) -> list[tuple[OpenDepartment, int]]:
    """Put beside each department how many records stand on it and on those that it took over."""
    codes = [department.credit_code for department in departments]
    holders = dict(OpenDepartment.objects.filter(holder_code__in=codes).values_list("key", "holder_code"))
    counted = OpenDepartmentCount.objects.filter(department_key__in=holders)
    numbers = dict.fromkeys(codes, 0)
    for key, records in counted.values_list("department_key", "records"):
        numbers[holders[key]] += records
    return [(department, numbers[department.credit_code]) for department in departments]


def _known(value: str, test: Callable[[str], object]) -> str:
    return value if value and test(value) else ""
