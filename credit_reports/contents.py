"""What a report tells: the values of the department's public archive at one moment, read from the public store itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from common.errors import NotEligible, WrongState
from disclosure import archive_json
from disclosure.archive_summary import summary_of
from disclosure.open.models import OpenCommendation, OpenDepartment, OpenJudgment, OpenRecord
from disclosure.store.reports import standing_of

AT_ONCE, TRIES = 100, 5
SCHEMA = "credit-report/1"
NOT_SHOWN = "这个部门现在没有公开的档案，不能出具信用报告"
UNSTEADY = "这个部门的公示正在变动，请稍后再出具"
NOTHING = "截至 {at}，无正在公示的记录。"
SCOPE = (
    "本报告只载明出具时依法公示、仍在公示期内的内容，与部门的公开档案一致。没有载明，不等于没有失信记录。"
    "本报告不是公共信用信息系统的查询结果。公示的内容有任何变化，本报告随即失效，使用前请核验。"
)
ISSUER = "政务诚信门户"
Json = dict[str, Any]


@dataclass(frozen=True)
class Contents:
    """All that stands in public of a department at one moment: as JSON tells it, and what of it ends first."""

    department: Json
    records: list[Json]
    judgments: list[Json]
    commendations: list[Json]
    names: tuple[UUID, ...]
    closes_on: date | None
    standing: str

    def told(self, number: str, at: datetime, check: str) -> Json:
        """Return the whole report under a number, as of a moment."""
        moment = f"{at:%Y-%m-%d %H:%M:%S}"
        return {
            "schema": SCHEMA,
            "number": number,
            "as_of": at.isoformat(timespec="seconds"),
            "issuer": ISSUER,
            "demo": settings.PORTAL_DEMO,
            "check": check,
            "statement": "" if self.records else NOTHING.format(at=moment),
            "department": self.department,
            "records": self.records,
            "judgments": self.judgments,
            "commendations": self.commendations,
            "scope": SCOPE,
        }


def read(credit_code: str) -> Contents:
    """Read it; once more where something changed meanwhile, so that all of it is of one moment."""
    for _ in range(TRIES):
        before = standing_of(credit_code)
        if before is None:
            raise NotEligible(NOT_SHOWN)
        found = _read(credit_code, before)
        if standing_of(credit_code) == before:
            return found
    raise WrongState(UNSTEADY)


def _read(code: str, standing: str) -> Contents:
    site = settings.PUBLIC_URL
    body = OpenDepartment.objects.get(credit_code=code)
    records = list(_records(code))
    judgments = list(OpenJudgment.objects.held_by(code))
    honours = list(OpenCommendation.objects.held_by(code))
    facts: list[OpenRecord | OpenJudgment | OpenCommendation] = [*records, *judgments, *honours]
    return Contents(
        department={"url": site + body.get_absolute_url(), **archive_json.identity(body, summary_of(code))},
        records=[archive_json.record(row, site) for row in records],
        judgments=[archive_json.judgment(row, site) for row in judgments],
        commendations=[archive_json.commendation(row, site) for row in honours],
        names=tuple(fact.public_id for fact in facts),
        closes_on=min((fact.closes_on for fact in facts), default=None),
        standing=standing,
    )


def _records(code: str) -> Iterator[OpenRecord]:
    skip = 0
    while found := OpenRecord.objects.held_by(code, skip, AT_ONCE):
        yield from found
        skip += AT_ONCE
