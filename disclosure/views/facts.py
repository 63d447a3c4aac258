"""Lost judgments and honours in public: two lists and their pages, beside the records of dishonesty."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from disclosure.open.models.facts import OpenCommendation, OpenFactQuerySet, OpenJudgment
from disclosure.open.models.public import OpenRegion
from disclosure.page_state import day_of
from disclosure.question import SHAPES, clean
from disclosure.views.records import moved_or_gone, pages_of
from organisations.vocabulary import RegionKind
from records.facts.commendations.vocabulary import HONOUR_LEVELS
from records.facts.judgments.vocabulary import Outcome

PER_PAGE = 20


@dataclass(frozen=True)
class Register:
    """What differs between the two lists; `one` and `many` name addresses too."""

    model: type[OpenJudgment] | type[OpenCommendation]
    one: str
    many: str
    label: str
    about: str
    facet: str
    legend: str
    choices: tuple[tuple[str, str], ...]
    text_label: str
    search_label: str


JUDGMENTS = Register(
    OpenJudgment,
    "judgment",
    "judgments",
    "败诉裁判",
    "政府部门败诉的生效裁判，和法院公告拒不执行的部门。败诉本身不等于失信，不计入失信记录。",
    "outcome",
    "类型",
    tuple(Outcome.choices),
    "裁判要旨",
    "部门、法院、案号或关键词",
)
COMMENDATIONS = Register(
    OpenCommendation,
    "commendation",
    "commendations",
    "守信表彰",
    "政府部门诚实守信受到的表彰和奖励，以颁发机关的文件为准。",
    "level",
    "级别",
    tuple(HONOUR_LEVELS),
    "事迹",
    "部门、荣誉、颁发机关或文号",
)
REGISTERS = {register.many: register for register in (JUDGMENTS, COMMENDATIONS)}


@require_safe
def listing(request: HttpRequest, register: str) -> HttpResponse:
    """What of one kind stands in public, by words, kind and city; the address holds the whole question."""
    kind = REGISTERS[register]
    asked = asked_of(request, kind)
    page = Paginator(found_by(kind, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "register": kind,
        "asked": asked,
        "chosen": asked[kind.facet],
        "page": page,
        "pages": pages_of(page.number, page.paginator.num_pages),
        "address": "?" + address_of(asked),
        "feed": f"{reverse(f'disclosure:{register}_feed')}?{address_of(asked)}".removesuffix("?"),
        "cities": OpenRegion.objects.filter(kind=RegionKind.CITY),
        "list_url": reverse(f"disclosure:{register}"),
    }
    return render(request, "disclosure/facts.html", context)


@require_safe
def detail(request: HttpRequest, register: str, public_id: uuid.UUID) -> HttpResponse:
    """One of them as a document; its address leads to the corrected text, or answers 410 once it has ended."""
    kind = REGISTERS[register]
    fact = kind.model.objects.at(public_id)
    if fact is None:
        return moved_or_gone(request, kind.one, public_id)
    today = day_of(request)
    context = {
        "register": kind,
        "fact": fact,
        "days_left": fact.days_left(today),
        "gone": gone_percent(fact, today),
        "line": line_of(fact, today),
        "archive": fact.department,
        "address": request.build_absolute_uri(request.path),
        "list_url": reverse(f"disclosure:{register}"),
    }
    return render(request, "disclosure/fact.html", context)


def gone_percent(fact: OpenJudgment | OpenCommendation, today: date) -> int:
    """Return how much of the window is over, in percent of its length."""
    whole = (fact.closes_on - fact.opens_on).days or 1
    return min(max((today - fact.opens_on).days * 100 // whole, 1), 100)


def line_of(fact: OpenJudgment | OpenCommendation, today: date) -> list[tuple[date, str, bool]]:
    """Return the stations in time: day, words, whether it is past."""
    judgment = None if isinstance(fact, OpenCommendation) else fact
    stations = [
        (fact.decided_on, "裁判" if judgment else "颁发"),
        (judgment and judgment.effective_on, "裁判生效"),
        (judgment and judgment.announced_on, "法院公告"),
        (fact.opens_on, "公示"),
        (fact.corrected_on, fact.get_correction_kind_display()),
        (fact.closes_on, "公示期满，自动撤下"),
    ]
    return sorted(((day, words, day <= today) for day, words in stations if day), key=lambda item: item[0])


def found_by(kind: Register, asked: dict[str, str]) -> OpenFactQuerySet:
    """Return what of one kind stands in public and answers a question, newest first."""
    found = kind.model.objects.select_related("department").asked(asked["q"])
    chosen = {"city_code": asked["city"], kind.facet: asked[kind.facet]}
    return found.filter(**{name: value for name, value in chosen.items() if value})


def address_of(asked: dict[str, str]) -> str:
    """Return the query of an address, without what was not asked."""
    return urlencode({name: value for name, value in asked.items() if value})


def asked_of(request: HttpRequest, kind: Register) -> dict[str, str]:
    """Return the question of an address; what has not the shape of a filter is left out, never an error."""
    city, facet = request.GET.get("city", ""), request.GET.get(kind.facet, "")
    return {
        "q": clean(request.GET.get("q", "")),
        "city": city if SHAPES["city"].fullmatch(city) else "",
        kind.facet: facet if facet in dict(kind.choices) else "",
    }
