"""What a search gives besides its page: suggestions while one types, a feed to follow, a file to take along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.timezone import make_aware
from django.views.decorators.http import require_safe

from disclosure import downloads, feeds
from disclosure.addresses import address_of
from disclosure.open.models import OpenCommendation, OpenJudgment, OpenRecord
from disclosure.page_state import day_of
from disclosure.question import Question
from disclosure.question_words import title_of
from disclosure.search import first
from disclosure.suggesting import suggested
from disclosure.views.archives import present
from disclosure.views.facts import REGISTERS, asked_of, found_by
from disclosure.views.facts import address_of as query_of

ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Departments, documents and records that what is being typed leads to; without scripts nobody asks for it."""
    found = suggested(Question.read({"q": request.GET.getlist("q")}))
    return JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})


@require_safe
def records_feed(request: HttpRequest) -> HttpResponse:
    """The newest records of a search, a region's and a department's among them; the address is that of the list."""
    followed = Question.read({**dict(request.GET.lists()), "sort": [], "after": []})
    return _feed(
        request,
        f"失信公示：{title_of(followed)}",
        "records",
        followed.address().removesuffix("?"),
        first(followed, feeds.MOST),
    )


@require_safe
def facts_feed(request: HttpRequest, register: str) -> HttpResponse:
    """The newest judgments or honours that answer a question; the address is that of their list."""
    kind = REGISTERS[register]
    asked = asked_of(request, kind)
    query = query_of(asked)
    title = f"{kind.label}：“{asked['q']}”" if asked["q"] else kind.label
    found = found_by(kind, asked)[: feeds.MOST]
    return _feed(request, title, register, f"?{query}" if query else "", found)


@require_safe
def department_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Records, judgments and honours of a department, and of those that it took over; leads on as the archive does."""
    department = present(code)
    if isinstance(department, str):
        return HttpResponsePermanentRedirect(reverse("disclosure:department_feed", args=[department]))
    facts: list[feeds.Fact] = [*OpenRecord.objects.held_by(code, 0, feeds.MOST)]
    for model in (OpenJudgment, OpenCommendation):
        facts += model.objects.held_by(code)[: feeds.MOST]
    return _feed(request, f"部门档案：{department.name}", "department", "", facts, code)


@require_safe
def records_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All records of a search as one CSV file, in the order of its page."""
    question = Question.read(dict(request.GET.lists()))
    site = request.build_absolute_uri("/").rstrip("/")
    response = StreamingHttpResponse(downloads.lines(question, site), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="records-{day_of(request):%Y%m%d}.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _feed(
    request: HttpRequest,
    title: str,
    page: str,
    query: str,
    facts: Iterable[feeds.Fact],
    code: str | None = None,
) -> HttpResponse:
    followed = request.build_absolute_uri(address_of(page, code) + query)
    own = request.build_absolute_uri(request.path + query)
    today = make_aware(datetime.combine(day_of(request), time()))
    return HttpResponse(feeds.feed_of(title, followed, own, today, facts), content_type=ATOM)
