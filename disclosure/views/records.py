"""The list of records with its facets, and one record."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from disclosure.open.models import OpenEnded, OpenRecord
from disclosure.page_state import counted, day_of
from disclosure.question import Question
from disclosure.question_words import LABELS, LEGENDS, chosen_of, label_of, place_name
from disclosure.search import Answer, find, suggestions

OPEN_AT_FIRST = 6
KEPT = ("month", "closing", "department", "sort")


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    records: int | None
    chosen: bool
    within: tuple[Option, ...] = ()
    """The counties of a city that is opened."""


@dataclass(frozen=True)
class Facet:
    name: str
    legend: str
    first: list[Option]
    rest: list[Option]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Records that stand in public, by words and facets; the address holds the whole question."""
    question = Question.read(dict(request.GET.lists()))
    answer = find(question, _page(request), partial(counted, request))
    return render(
        request,
        "disclosure/records.html",
        {
            "answer": answer,
            "question": question,
            "facets": counted(request, ("facets", *answer.offer), partial(_facets, answer)),
            "chosen": chosen_of(question),
            "pages": pages_of(answer.page, answer.pages),
            "suggestions": [] if answer.total or answer.hint or question.narrowed else suggestions(question),
            "words": () if answer.exact else question.words,
            "address": question.address(),
            "beginning": question.address(after=""),
            "further": question.address(after=answer.further),
            "kept": [(name, value) for name in KEPT for value in _values(question, name)],
            "query": question.address(sort="").removesuffix("?"),
            "saved": question.address(after="").removesuffix("?"),
            "newer": question.address(sort=""),
            "older": question.address(sort="old"),
        },
    )


@require_safe
def detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One record as a document; its address leads to the corrected text, or answers 410 once it has ended."""
    record = OpenRecord.objects.at(public_id)
    if record is None:
        return moved_or_gone(request, "record", public_id)
    today = day_of(request)
    return render(
        request,
        "disclosure/record.html",
        {
            "record": record,
            "today": today,
            "days_left": record.days_left(today),
            "track": track_of(record, today),
            "line": line_of(record, today),
            "repairable": record.repair_from is not None and record.repair_from <= today,
            "address": request.build_absolute_uri(request.path),
        },
    )


def moved_or_gone(request: HttpRequest, one: str, public_id: uuid.UUID) -> HttpResponse:
    """Lead from an address that ended to the corrected text, or answer 410 with a neutral sentence."""
    ended = OpenEnded.objects.filter(public_id=public_id).first()
    if ended is None:
        raise Http404
    if ended.leads_to is not None:
        return HttpResponsePermanentRedirect(reverse(f"disclosure:{one}", args=[ended.leads_to]))
    return render(request, "disclosure/gone.html", status=410)


def track_of(record: OpenRecord, today: date) -> dict[str, int]:
    """Return how much of the window is over and where repair begins, each in percent of its length."""
    whole = (record.closes_on - record.opens_on).days or 1
    repair = record.repair_from
    place = (repair - record.opens_on).days * 100 // whole if repair and repair > record.opens_on else 0
    return {"gone": min(max((today - record.opens_on).days * 100 // whole, 1), 100), "repair": min(place, 99)}


def line_of(record: OpenRecord, today: date) -> list[tuple[date, str, bool]]:
    """Return the stations of a record in time: day, words, whether it is past."""
    stations = [
        (record.decided_on, "认定"),
        (record.effective_on, "认定文书生效"),
        (record.published_on, "公示"),
        (record.corrected_on, record.get_correction_kind_display()),
        (record.repair_from, "最短公示期届满，可以申请信用修复"),
        (record.closes_on, "公示期满，自动撤下"),
    ]
    return sorted(((day, words, day <= today) for day, words in stations if day), key=lambda item: item[0])


def _facets(answer: Answer) -> Markup:
    """Return the facets as they stand beside every page of one list, and of all words with too many hits to count."""
    frame = get_template("disclosure/facets.html").render({"facets": facets_of(answer)})
    return Markup(frame)  # noqa: S704 - the compiled template has escaped it


def facets_of(answer: Answer) -> list[Facet]:
    """Return the facets with their counts; without counts where there are too many hits to count."""
    return [_facet(name, answer) for name in LEGENDS if answer.hint == ""]


def _facet(name: str, answer: Answer) -> Facet:
    options = _options(name, answer)
    if name == "year":
        options.sort(key=lambda option: option.value, reverse=True)
    if name == "city":
        options = _with_counties(options, _options("county", answer))
    first = [
        option
        for place, option in enumerate(options)
        if place < OPEN_AT_FIRST or option.chosen or option.within
    ]
    return Facet(name, LEGENDS[name], first, [option for option in options if option not in first])


def _options(name: str, answer: Answer) -> list[Option]:
    """Return the choices of one facet: those that are counted, then what was chosen and has no hits."""
    chosen = getattr(answer.question, name)
    counted = {choice.value: choice for choice in answer.choices if choice.facet == name and choice.value}
    options = [
        Option(
            value,
            LABELS.get(name, {}).get(value) or choice.name or f"{value} 年",
            choice.records,
            value in chosen,
        )
        for value, choice in counted.items()
    ]
    nothing = None if any(choice.records is None for choice in answer.choices) else 0
    absent = [value for value in chosen if value not in counted]
    return options + [Option(value, label_of(name, value), nothing, True) for value in absent]


def _with_counties(cities: list[Option], counties: list[Option]) -> list[Option]:
    """Put each county under its city, which leads the four digits of its code."""
    opened = {county.value[:4] for county in counties} - {city.value[:4] for city in cities}
    further = [Option(f"{code}00", place_name(f"{code}00"), None, False) for code in sorted(opened)]
    return [
        replace(city, within=tuple(county for county in counties if county.value[:4] == city.value[:4]))
        for city in [*cities, *further]
    ]


def pages_of(page: int, pages: int) -> list[int | None]:
    """Return the page numbers to offer: the ends and the neighbours, None for a gap."""
    near = sorted({1, pages, *range(max(page - 2, 1), min(page + 2, pages) + 1)})
    offered: list[int | None] = []
    for number in near:
        if offered and offered[-1] is not None and number - offered[-1] > 1:
            offered.append(None)
        offered.append(number)
    return offered


def _values(question: Question, name: str) -> list[str]:
    """Return what of a question no visible field of the form holds, so that asking again keeps it."""
    value = getattr(question, name)
    return [value] if isinstance(value, str) and value else list(value)


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
