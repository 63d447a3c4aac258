"""Search of what stands in public: exact codes and numbers first, then words; plans chosen by a capped probe."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple

from django.db import connection

from disclosure.open.models import OpenDepartment, OpenRecord
from disclosure.open.models.facts import OpenFact
from disclosure.open.models.public import LINE
from disclosure.open.models.rows import WHOLE, Names
from disclosure.question import CODE, Question
from identifiers.credit_codes import check_credit_code, normalise_credit_code
from identifiers.document_numbers import document_key

PER_PAGE = 25
CAP = 1000
LAST_PAGE = CAP // PER_PAGE
MOST_TRIED, SUGGESTED = 12, 4
ARCHIVES = 3
TOO_SHORT = "请至少输入两个连续的字、字母或数字；单个字和标点不作检索。"


@dataclass(frozen=True)
class Choice:
    """One line of a facet: how many records it would show, None where that is not counted."""

    facet: str
    value: str
    name: str
    records: int | None


class Tally(NamedTuple):
    """What is counted alike for every page of one list."""

    total: int | None
    choices: list[Choice]
    is_common: bool
    """Met so often that whoever walks along the date soon has a page full: not so each word with more hits than are counted."""


Counted = Callable[[Hashable, Callable[[], Tally]], Tally]


@dataclass(frozen=True)
class Answer:
    """One page of hits. `total` is exact up to CAP; `capped` means there are more."""

    question: Question
    rows: Sequence[OpenRecord] = ()
    total: int = 0
    page: int = 1
    choices: Sequence[Choice] = ()
    departments: Sequence[OpenDepartment] = ()
    department: OpenDepartment | None = None
    hint: str = ""
    exact: str = ""
    pages: int = field(default=1)
    further: str = ""
    """The place after which the list goes on where pages are not numbered, "" where they are or nothing follows."""

    @property
    def capped(self) -> bool:
        return self.total > CAP

    @property
    def offer(self) -> tuple[Question, bool]:
        """Return whose choices are offered, and whether with their numbers: words with too many hits offer what facets alone do."""
        is_told = all(choice.records is not None for choice in self.choices)
        return (self.question.as_counted if is_told else self.question.facets_alone), is_told

    @property
    def shown_total(self) -> str:
        return f"{CAP}+" if self.capped else f"{self.total:,}"

    @property
    def first(self) -> int:
        return (self.page - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def counted_anew(what: Hashable, count: Callable[[], Tally]) -> Tally:
    """Count without keeping it."""
    return count()


def find(question: Question, page: int = 1, counted: Counted = counted_anew) -> Answer:
    """Answer a question from what stands in public today; `counted` may know what was counted for it before."""
    code = normalise_credit_code(question.q)
    if CODE.fullmatch(code) and re.search(r"[0-9]", code):
        return _of_code(question, code, page, counted)
    number = _of_document(question)
    if number:
        found = replace(_listed(number, page, counted), exact="document")
        return replace(found, question=question)
    if question.q and not question.words:
        return Answer(question, hint=TOO_SHORT)
    answer = _listed(question, page, counted)
    if answer.hint or not question.q:
        return answer
    return replace(answer, departments=OpenDepartment.objects.first_named(question.words, ARCHIVES))


def meant(question: Question) -> Question | None:
    """Return what the store is asked: for the department of a code, the document of a number; None where nothing can be asked."""
    code = normalise_credit_code(question.q)
    if CODE.fullmatch(code) and re.search(r"[0-9]", code):
        department = OpenDepartment.objects.bearing(code)
        return replace(question, q="", department=department.credit_code) if department else None
    return _of_document(question) or (None if question.q and not question.words else question)


def first(question: Question, most: int) -> list[OpenRecord]:
    """Return the first rows of a question's list, with nothing counted for a reader."""
    asked = meant(question)
    total = total_of(asked) if asked else None
    return hits(asked, many=total > CAP, take=most) if asked and total else []


@dataclass(frozen=True)
class Portion:
    """Some rows of a question's list, and the place after which it goes on; `total` is exact up to CAP."""

    rows: Sequence[OpenRecord] = ()
    total: int | None = 0
    """None where nothing is asked that an index could answer."""
    further: str = ""


def portion(question: Question, take: int) -> Portion:
    """Return so many rows after the question's own place, with no facet counted."""
    asked = meant(question)
    if asked is None:
        return Portion(total=0 if question.words else None)
    total = total_of(asked)
    if not total:
        return Portion(total=total)
    rows = hits(asked, many=total > CAP, take=take + 1)
    return Portion(rows[:take], total, place_of(rows[take - 1]) if len(rows) > take else "")


def _of_code(question: Question, code: str, page: int, counted: Counted) -> Answer:
    department = OpenDepartment.objects.bearing(code)
    if department is None:
        fault = check_credit_code(code)
        return Answer(question, hint=fault or "没有这个统一社会信用代码的部门档案。")
    asked = replace(question, q="", department=department.credit_code)
    return replace(_listed(asked, page, counted), question=question, department=department, exact="code")


def _of_document(question: Question) -> Question | None:
    """Return the question for one document number, where such a document stands in public."""
    key = document_key(question.q)
    if not re.search(r"[0-9]", key) or len(key) < 5:
        return None
    asked = replace(question, document=key)
    return asked if OpenRecord.objects.filter(document_key=key).exists() else None


def _listed(question: Question, page: int, counted: Counted) -> Answer:
    total, choices, many = counted(question.as_counted, partial(_tally, question, counted))
    if total is None:
        return Answer(question, hint=TOO_SHORT)
    if question.after:
        rows = hits(question, many=many, take=PER_PAGE, only=LINE)
        return Answer(question, rows, total, 0, choices, further=_place_after(rows))
    pages = min(max(-(-total // PER_PAGE), 1), LAST_PAGE)
    page = min(max(page, 1), pages)
    skip = (page - 1) * PER_PAGE
    rows = hits(question, many=many, skip=skip, take=PER_PAGE, only=LINE) if total else []
    further = _place_after(rows) if page == LAST_PAGE and total > CAP else ""
    return Answer(question, rows, total, page, choices, pages=pages, further=further)


def _tally(question: Question, counted: Counted) -> Tally:
    """Return how many hits there are and what the facets offer: without numbers where words alone have more than are counted.

    What those words offer is what the facets offer without them, counted once for all such words.
    """
    found = _counts(question)
    if not found.total or found.choices or question.by_facets_alone:
        return found
    alone = question.facets_alone
    offered = counted(alone, partial(_tally, alone, counted)).choices
    return found._replace(choices=[replace(choice, records=None) for choice in offered])


def _counts(question: Question) -> Tally:
    """Return the number of hits, None where nothing is asked that an index could answer, and the choices, most records first.

    Counties are offered of the cities that are chosen, or of which a county is; nothing beyond what is counted.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM open.tally(%s::jsonb, %s)", [question.as_json(), CAP])
        lines = [Choice(*row) for row in cursor.fetchall()]
    told = next((line for line in lines if not line.facet), None)
    if told is None:
        return Tally(None, [], False)
    choices = [line for line in lines if line.facet]
    choices.sort(key=lambda choice: (-(choice.records or 0), choice.value))
    is_many = (told.records or 0) > CAP and not question.words
    return Tally(told.records, choices, is_many or told.value == "common")


def _place_after(rows: Sequence[OpenRecord]) -> str:
    """Return the place of the last row of a full page."""
    return "" if len(rows) < PER_PAGE else place_of(rows[-1])


def place_of(row: OpenRecord | OpenFact) -> str:
    """Return a row's place in the order of its list, as `Question.after` reads it."""
    moment = row.published_at - datetime(1970, 1, 1, tzinfo=UTC)
    return f"{row.opens_on:%Y%m%d}-{moment // timedelta(microseconds=1)}-{row.public_id.hex}"


def hits(
    question: Question, *, many: bool, skip: int = 0, take: int = PER_PAGE, only: Names = WHOLE
) -> list[OpenRecord]:
    """Return hits by publication date: index first, or a walk along the date for what is met everywhere."""
    call = f"open.hits_{'many' if many else 'few'}(%s::jsonb, %s, %s, %s)"
    given = question.as_json(), question.sort == "old", skip, take
    return OpenRecord.objects.by_function(call, *given, only=only)


def total_of(question: Question) -> int | None:
    """Return how many hits there are, None where nothing is asked that an index could answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.total(%s::jsonb)", [question.as_json()])
        found: int | None = cursor.fetchone()[0]
    return found


def suggestions(question: Question) -> list[str]:
    """Return parts of a question without hits that have some: its words, else pieces of two characters."""
    words = question.words if len(question.words) > 1 else ()
    pieces = [
        word[start : start + 2] for word in question.words for start in range(0, min(len(word) - 1, 12))
    ]
    wanted = [part for part in dict.fromkeys([*words, *pieces]) if part != question.q]
    return leading(wanted[:MOST_TRIED], SUGGESTED)


def leading(words: Sequence[str], most: int) -> list[str]:
    """Return which of some words to try lead anywhere, the first so many of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.leading(%s, %s)", [list(words), most])
        found: list[str] = cursor.fetchone()[0]
    return found
