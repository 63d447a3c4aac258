"""Answers of the API: the pages' own questions, refused where a page would leave something out, told as JSON."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from disclosure import columns
from disclosure.api import asking, contract, matching
from disclosure.api.problems import Refused, open_to_all, problem
from disclosure.archive_summary import summary_of
from disclosure.columns import Column, Row, Table
from disclosure.open.models import OpenDepartment, OpenEnded, OpenRecord
from disclosure.page_state import day_of, run_of
from disclosure.question import ADDRESSED, CODE, place, read_place
from disclosure.search import CAP, TOO_SHORT, place_of, portion
from disclosure.summary import GRADES, Summary
from disclosure.views import archives, facts, statistics

P = ParamSpec("P")
Json = dict[str, object]
NOTICE = (
    "只含依法公示、仍在公示期内的内容；撤下的内容立即从这里消失，请勿长期留存。没有查到，不等于没有失信记录。"
)


@dataclass(frozen=True)
class Rows:
    """Rows of one answer; `total` is None where more than are counted answer the question."""

    rows: Sequence[Row]
    total: int | None
    further: str = ""


def answering(
    view: Callable[Concatenate[HttpRequest, P], Json | HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give a view's answer its frame, and a refusal its form."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            found = view(request, *args, **kwargs)
        except Refused as refused:
            return problem(refused.status, refused.detail, refused.parameter)
        return found if isinstance(found, HttpResponse) else _framed(request, found)

    return answered


def _framed(request: HttpRequest, found: Json) -> JsonResponse:
    frame = {"as_of": day_of(request), "demo": settings.PORTAL_DEMO, "notice": NOTICE}
    answer = JsonResponse({**found, **frame}, json_dumps_params={"ensure_ascii": False})
    answer["X-Robots-Tag"] = "noindex"  # what ends would stay readable in a search engine's copy
    return open_to_all(answer)


@answering
def records(request: HttpRequest) -> Json:
    """Records that stand in public, by the words and facets of the list."""
    told = asking.given(request, (*ADDRESSED, *asking.SHAPING))
    question = asking.question(told)
    found = portion(question, asking.limit(told))
    if found.total is None:
        raise Refused(TOO_SHORT, "q")
    is_exact = question.by_facets_alone or found.total <= CAP
    return _list(
        request, columns.RECORDS, told, Rows(found.rows, found.total if is_exact else None, found.further)
    )


@answering
def facts_of(request: HttpRequest, register: str) -> Json:
    """Judgments or honours that stand in public, by the filters of their list."""
    kind = facts.REGISTERS[register]
    told = asking.given(request, ("q", "city", kind.facet, "after", *asking.SHAPING))
    asked, after = facts.asked_of(request, kind), place(list(told.get("after", ())))
    asking.require_taken(told, {name: (value,) for name, value in {**asked, "after": after}.items()})
    every = facts.found_by(kind, asked)
    take = asking.limit(told)
    rows = list(every.beyond(read_place(after))[: take + 1])
    further = place_of(rows[take - 1]) if len(rows) > take else ""
    return _list(request, columns.TABLES[register], told, Rows(rows[:take], _total(every), further))


@answering
def departments(request: HttpRequest) -> Json:
    """Departments by the filters of their list, in the order of their codes."""
    told = asking.given(request, ("q", "city", "level", "kind", "after", *asking.SHAPING))
    after = asking.one(told, "after")
    asked = {**archives.asked_of(request), "after": after if CODE.fullmatch(after) else ""}
    asking.require_taken(told, {name: (value,) for name, value in asked.items()})
    asking.require_alone(told, "city", "level", "kind")
    every = archives.found_by(asked).order_by("credit_code")
    take = asking.limit(told)
    rows = list(every.filter(credit_code__gt=after)[: take + 1])
    further = rows[take - 1].credit_code if len(rows) > take else ""
    return _list(request, columns.DEPARTMENTS, told, Rows(rows[:take], _total(every), further))


@answering
def record(request: HttpRequest, public_id: uuid.UUID) -> Json | HttpResponse:
    """One record; its address leads to the corrected text, or answers 410 once it has ended."""
    wanted = _fields(request, columns.RECORDS)
    found = OpenRecord.objects.at(public_id)
    return _moved_or_gone("record", public_id) if found is None else _one(request, wanted, found)


@answering
def fact(request: HttpRequest, register: str, public_id: uuid.UUID) -> Json | HttpResponse:
    """One judgment or honour, as one record."""
    kind = facts.REGISTERS[register]
    wanted = _fields(request, columns.TABLES[register])
    found = kind.model.objects.at(public_id)
    return _moved_or_gone(kind.one, public_id) if found is None else _one(request, wanted, found)


@answering
def department(request: HttpRequest, code: str) -> Json | HttpResponse:
    """One department and how much stands on it; a former code leads to the present one."""
    wanted = _fields(request, columns.DEPARTMENTS)
    found = OpenDepartment.objects.bearing(code)
    if found is None:
        return problem(404)
    if found.credit_code != code:
        return _led("department", found.credit_code)
    summary = summary_of(code)
    answer = _one(request, wanted, found)
    counted = {"former_codes": summary["former_codes"], "records": summary["total"]}
    return {**answer, "standing": {**counted, "judgments_and_commendations": summary["others"]}}


@answering
def figures(request: HttpRequest) -> Json:
    """Last night's public summary of a city or of the province, of one year or of all."""
    told = asking.given(request, ("region", "year"))
    region, year = asking.one(told, "region"), asking.one(told, "year")
    summary, run = statistics.asked_of(request), run_of(request)
    if region and (summary.region is None or summary.region.code != region):
        raise Refused("没有这个设区市的统计。", "region", 404)
    if year and str(summary.year) != year:
        raise Refused("没有这一年的统计。", "year", 404)
    return {"data": {"data_time": run.data_time if run else None, **_figures(summary)}}


@answering
def match(request: HttpRequest) -> Json:
    """Who is meant by each of a list of names and codes, with scores and why."""
    told = asking.given(request, ("q",))
    asked = told.get("q", ())
    if not 0 < len(asked) <= matching.MOST_ASKED:
        raise Refused(f"参数 q 应给 1 至 {matching.MOST_ASKED} 个，每个是一个名称或者代码。", "q")
    for name in asked:
        asking.require_words(name)
    site = _site(request)
    return {"data": [_matched(found, site) for found in map(matching.matched, asked)]}


@answering
def openapi(request: HttpRequest) -> HttpResponse:
    """The document by which programs know the API."""
    asking.given(request, ())
    return open_to_all(JsonResponse(contract.document(), json_dumps_params={"ensure_ascii": False}))


def _fields(request: HttpRequest, table: Table) -> tuple[Column, ...]:
    return asking.columns(asking.given(request, ("fields",)), table)


def _list(request: HttpRequest, table: Table, told: asking.Given, found: Rows) -> Json:
    wanted, site = asking.columns(told, table), _site(request)
    further = {**told, "after": [found.further]} if found.further else None
    return {
        "data": [_cells(wanted, row, site) for row in found.rows],
        "total": found.total,
        "next": f"{site}{request.path}?{urlencode(further, doseq=True)}" if further else None,
    }


def _total(every: QuerySet[Any]) -> int | None:
    """Return how many there are, None where there are more than are counted."""
    found = every.order_by()[: CAP + 1].count()
    return found if found <= CAP else None


def _one(request: HttpRequest, wanted: Iterable[Column], row: Row) -> Json:
    return {"data": _cells(wanted, row, _site(request))}


def _cells(wanted: Iterable[Column], row: Row, site: str) -> Json:
    return {column.name: column.of(row, site) for column in wanted}


def _moved_or_gone(one: str, public_id: uuid.UUID) -> HttpResponse:
    ended = OpenEnded.objects.filter(public_id=public_id).first()
    if ended is None:
        return problem(404, "没有这个公示编号。")
    return problem(410) if ended.leads_to is None else _led(one, ended.leads_to)


def _led(one: str, to: uuid.UUID | str) -> HttpResponse:
    return open_to_all(HttpResponsePermanentRedirect(reverse(f"disclosure:api_{one}", args=[to])))


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _matched(found: matching.Matched, site: str) -> Json:
    matches = [
        {"score": one.score, "why": one.why, "by": one.by, **_cells(matching.SHOWN, one.department, site)}
        for one in found.matches
    ]
    return {"asked": found.asked, "matches": matches, "note": found.note or None}


def _figures(summary: Summary) -> Mapping[str, object]:
    return {
        "region_code": summary.region.code if summary.region else None,
        "region": summary.region.name if summary.region else None,
        "year": summary.year,
        "total": summary.total,
        "serious": summary.serious,
        "places": [
            {"code": line.code or None, "name": line.name, "records": line.records, "serious": line.serious}
            for line in summary.places
        ],
        "months": [{"month": f"{month:%Y-%m}", "records": number} for month, number in summary.months],
        "domains": [
            {
                "domain": code,
                "label": label,
                "records": total,
                **{grade.value: cell.records for grade, cell in zip(GRADES, cells, strict=True)},
            }
            for code, label, cells, total in summary.domains
        ],
        "sources": [
            {"source": code, "label": label, "records": number} for code, label, number in summary.sources
        ],
    }
