"""The records of a search as a file, streamed by COPY from what stands in public while it is being read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import cast

from django.conf import settings
from django.db import connection

from common.context import DEMO_MARK
from common.key_domains import KeyDomain
from contents.csv_cells import FORMULA_STARTS
from disclosure.question import Question
from disclosure.search import CAP, meant, total_of
from policy.vocabulary import Severity, SourceKind

AT_ONCE = 5000
"""Rows of one COPY: no statement stays open while a slow reader takes them, and what ends meanwhile is not in the next."""
CODE = "(SELECT credit_code FROM open.department body WHERE body.key = own.department_key)"
WORDED = {"source_kind": SourceKind.choices, "domain": KeyDomain.choices, "severity": Severity.choices}
TEXTS = ("title", "facts", "department_name", "finding_body", "document_title", "document_number")
ADDRESS = "%(site)s || public_id || '/'"
MOMENT = "to_char(published_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD\"T\"HH24:MI:SS.US+08:00')"
COLUMNS: tuple[tuple[str, str], ...] = (
    ("标题", "title"),
    ("失信事实", "facts"),
    ("部门", "department_name"),
    ("统一社会信用代码", CODE),
    ("设区市", "city_name"),
    ("县（市、区）", "county_name"),
    ("来源", "source_kind"),
    ("重点领域", "domain"),
    ("严重程度", "severity"),
    ("认定机关", "finding_body"),
    ("认定文书", "document_title"),
    ("文书号", "document_number"),
    ("认定日期", "decided_on"),
    ("公示止（不含当日）", "closes_on"),
    ("更正日期", "corrected_on"),
    ("异议处理中", "CASE WHEN is_disputed THEN '是' ELSE '' END"),
    ("所依据的文书在救济程序中", "CASE WHEN challenges <> '{}' THEN '是' ELSE '' END"),
    ("网址", ADDRESS),
    ("公示起", "opens_on"),
    ("公示时间", MOMENT),
    ("公示编号", "public_id"),
)
"""The last three are the place of a row in the order, by which the next part goes on."""


def lines(question: Question, site: str) -> Iterator[bytes]:
    """Yield the file of a question, part by part; `site` begins the address of each record."""
    yield _head().encode()
    asked = meant(question)
    total = total_of(asked) if asked else None
    if not asked or not total:
        return
    plan = "open.hits_many" if total > CAP else "open.hits_few"
    place: list[str] = []
    while part := _part(asked, plan, place, f"{site}/r/"):
        yield part
        if part.count(b"\n") < AT_ONCE:
            return
        place = part[:-1].decode().rsplit(",", 3)[1:]


def _head() -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if settings.PORTAL_DEMO:
        writer.writerow([DEMO_MARK])
    writer.writerow(name for name, _ in COLUMNS)
    return "\ufeff" + out.getvalue()


def _part(question: Question, plan: str, place: list[str], site: str) -> bytes:
    """Return the rows after a place, as many as are taken at once."""
    asked = json.loads(question.as_json()) | {"after": place}
    chosen = ", ".join(_cell(source) for _, source in COLUMNS)
    given = {
        "site": site,
        "asked": json.dumps(asked, ensure_ascii=False),
        "oldest": question.sort == "old",
        "most": AT_ONCE,
        "starts": list(FORMULA_STARTS),
    }
    source = f"{plan}(%(asked)s::jsonb, %(oldest)s, 0, %(most)s) own"
    out = io.BytesIO()
    with connection.cursor() as cursor:
        statement = cursor.mogrify(f"SELECT {chosen} FROM {source}", given)  # noqa: S608 - names of ours
        cursor.copy_expert(f"COPY ({cast(bytes, statement).decode()}) TO STDOUT WITH (FORMAT csv)", out)
    return out.getvalue()


def _cell(source: str) -> str:
    """Return the SQL of a cell: words for codes, and no text that a spreadsheet takes for a formula（contents.csv_cells）."""
    if source in TEXTS:
        is_formula = f"left(ltrim({source}, ''''), 1) = ANY (%(starts)s)"
        return f"CASE WHEN {is_formula} THEN '''' || {source} ELSE {source} END"
    if choices := WORDED.get(source):
        return (
            f"CASE {source} "
            + " ".join(f"WHEN '{key}' THEN '{word}'" for key, word in choices)
            + " ELSE '' END"
        )
    return source
