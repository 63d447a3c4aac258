"""The list of departments and the archive of one."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.key_domains import KeyDomain
from disclosure import figures
from disclosure.models.departments import OpenDepartment, OpenDepartmentCount, OpenDepartmentQuerySet
from disclosure.models.facts import OpenCommendation, OpenJudgment
from disclosure.models.public import OpenRecord, OpenRegion
from disclosure.question import CODE, SHAPES, Question, clean, fold
from disclosure.search import hits
from disclosure.views.records import pages_of
from identifiers.credit_codes import SubjectKind, normalise_credit_code
from organisations.models.departments import Level
from organisations.models.regions import RegionKind
from records.vocabulary import Severity

PER_PAGE = 30
RECORDS_A_PAGE = 20
MOST_BESIDE = 50


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Archives by name, former name or code, and by region, level and kind."""
    asked = {
        "q": clean(request.GET.get("q", "")),
        "city": _known(request.GET.get("city", ""), SHAPES["city"].fullmatch),
        "level": _known(request.GET.get("level", ""), lambda value: value in dict(Level.choices)),
        "kind": _known(request.GET.get("kind", ""), lambda value: value in dict(SubjectKind.choices())),
    }
    page = Paginator(_asked(asked), PER_PAGE).get_page(request.GET.get("page"))
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
    department = OpenDepartment.objects.of_code(code).first()
    if department is None:
        raise Http404
    if department.present_code != code:
        return HttpResponsePermanentRedirect(reverse("disclosure:department", args=[department.present_code]))
    standing = OpenRecord.objects.held_by(code)
    page = Paginator(range(standing.count()), RECORDS_A_PAGE).get_page(request.GET.get("page"))
    skip = page.start_index() - 1 if page.paginator.count else 0
    records = hits(Question(department=code), many=False, skip=skip, take=RECORDS_A_PAGE)
    return render(
        request,
        "disclosure/department.html",
        {
            "department": department,
            "records": records,
            "page": page,
            "pages": pages_of(page.number, page.paginator.num_pages),
            "summary": summary_of(standing) if records else None,
            "today": figures.today(),
            "judgments": OpenJudgment.objects.select_related("department").held_by(code)[:MOST_BESIDE],
            "commendations": OpenCommendation.objects.select_related("department").held_by(code)[
                :MOST_BESIDE
            ],
            "merged": OpenDepartment.objects.taken_over_by(code)[:20],
            "subordinates": OpenDepartment.objects.filter(superior_code=code)[:12],
        },
    )


def summary_of(standing: QuerySet[OpenRecord]) -> dict[str, object]:
    """Return the figures of an archive, from all its records that stand in public and nothing else."""
    names = dict(KeyDomain.choices)
    domains = standing.order_by().values_list("domain").annotate(number=Count("public_id"))
    counted = sorted(domains, key=lambda pair: (-pair[1], pair[0]))
    return {
        **standing.aggregate(
            total=Count("public_id"),
            first_end=Min("closes_on"),
            latest=Max("published_on"),
            serious=Count("public_id", filter=Q(severity=Severity.SERIOUS)),
            bodies=Count("finding_body", distinct=True),
        ),
        "domains": [(names[key], number, round(number * 100 / counted[0][1])) for key, number in counted],
    }


def _asked(asked: dict[str, str]) -> OpenDepartmentQuerySet:
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
