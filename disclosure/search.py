"""Search of what stands in public: exact codes and numbers first, then words; plans chosen by a capped probe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from django.db import connection

from disclosure.models import OpenDepartment, OpenRecord
from disclosure.question import CODE, Question
from identifiers.credit_codes import check_credit_code, normalise_credit_code
from identifiers.document_numbers import document_key
from identifiers.written_forms import fold

PER_PAGE = 25
CAP = 1000
LAST_PAGE = CAP // PER_PAGE
MOST_TRIED, SUGGESTED = 12, 4


@dataclass(frozen=True)
class Choice:
    """One line of a facet: how many records it would show, None where that is not counted."""

    facet: str
    value: str
    name: str
    records: int | None


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
    def shown_total(self) -> str:
        return f"{CAP}+" if self.capped else f"{self.total:,}"

    @property
    def first(self) -> int:
        return (self.page - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def find(question: Question, page: int = 1) -> Answer:
    """Answer a question from what stands in public today."""
    code = normalise_credit_code(question.q)
    if CODE.fullmatch(code) and re.search(r"[0-9]", code):
        return _of_code(question, code, page)
    number = _of_document(question)
    if number:
        found = replace(_listed(number, page), exact="document")
        return replace(found, question=question)
    if not _askable(question):
        return Answer(question, hint="请至少输入两个连续的字、字母或数字；单个字和标点不作检索。")
    archives = (
        OpenDepartment.objects.named(tuple(fold(word) for word in question.words))[:3] if question.q else []
    )
    return replace(_listed(question, page), departments=list(archives))


def _of_code(question: Question, code: str, page: int) -> Answer:
    department = OpenDepartment.objects.bearing(code)
    if department is None:
        fault = check_credit_code(code)
        return Answer(question, hint=fault or "没有这个统一社会信用代码的部门档案。")
    asked = replace(question, q="", department=department.credit_code)
    return replace(_listed(asked, page), question=question, department=department, exact="code")


def _of_document(question: Question) -> Question | None:
    """Return the question for one document number, where such a document stands in public."""
    key = document_key(question.q)
    if not re.search(r"[0-9]", key) or len(key) < 5:
        return None
    asked = replace(question, document=key)
    return asked if OpenRecord.objects.filter(document_key=key).exists() else None


def _listed(question: Question, page: int) -> Answer:
    total = _total(question)
    if question.after:
        rows = hits(question, many=total > CAP, take=PER_PAGE)
        return Answer(question, rows, total, 0, facets(question), further=_place_after(rows))
    pages = min(max(-(-total // PER_PAGE), 1), LAST_PAGE)
    page = min(max(page, 1), pages)
    rows = hits(question, many=total > CAP, skip=(page - 1) * PER_PAGE, take=PER_PAGE) if total else []
    further = _place_after(rows) if page == LAST_PAGE and total > CAP else ""
    return Answer(question, rows, total, page, facets(question), pages=pages, further=further)


def _place_after(rows: Sequence[OpenRecord]) -> str:
    """Return the place of the last row of a full page, as `Question.after` reads it."""
    if len(rows) < PER_PAGE:
        return ""
    last = rows[-1]
    moment = last.published_at - datetime(1970, 1, 1, tzinfo=UTC)
    return f"{last.opens_on:%Y%m%d}-{moment // timedelta(microseconds=1)}-{last.public_id.hex}"


def hits(question: Question, *, many: bool, skip: int = 0, take: int = PER_PAGE) -> list[OpenRecord]:
    """Return hits by publication date: index first for few, a walk along the date for many."""
    plan = "open.hits_many" if many else "open.hits_few"
    call = f"{plan}(%s::jsonb, %s, %s, %s)"
    return OpenRecord.objects.by_function(call, question.as_json(), question.sort == "old", skip, take)


def facets(question: Question) -> list[Choice]:
    """Return the choices that the facets offer for a question, most records first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM open.facets(%s::jsonb)", [question.as_json()])
        found = [Choice(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda choice: (-(choice.records or 0), choice.value))


def _total(question: Question) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.total(%s::jsonb)", [question.as_json()])
        found: int = cursor.fetchone()[0]
    return found


def _probe(question: Question) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.probe(%s::jsonb)", [question.as_json()])
        found: int = cursor.fetchone()[0]
    return found


def suggestions(question: Question) -> list[str]:
    """Return parts of a question without hits that have some: its words, else pieces of two characters."""
    words = question.words if len(question.words) > 1 else ()
    pieces = [
        word[start : start + 2] for word in question.words for start in range(0, min(len(word) - 1, 12))
    ]
    wanted = [part for part in dict.fromkeys([*words, *pieces]) if part != question.q]
    return [part for part in wanted[:MOST_TRIED] if has_hits(part)][:SUGGESTED]


def has_hits(word: str) -> bool:
    """Say whether a word to try leads anywhere."""
    return _probe(Question(q=word)) > 0


def _askable(question: Question) -> bool:
    if not question.words:
        return not question.q
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.askable(%s::jsonb)", [question.as_json()])
        return bool(cursor.fetchone()[0])
