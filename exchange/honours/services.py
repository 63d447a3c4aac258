"""A list of candidates is taken in, looked at by who sent it, answered once, and mended where its ground falls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from common.causes import Cause
from common.ends import Ended
from common.errors import Incomplete, NotEligible
from common.trail import Actor
from common.workflow import move_many
from discipline.measures.honours import HonourStanding, Standing, honour_standings
from exchange.honours.models import Candidate, HonourCheck
from exchange.honours.vocabulary import CheckStatus, Outcome
from exchange.sharing.rule import bar_to_export
from exchange.sharing.vocabulary import Export
from organisations.models import Department

MOST = 5_000
OUT_OF_SCOPE = "不在您岗位的查询范围，请向该单位所在地信用办核查"
UNKNOWN = "请核对代码，或者先由录入员报送名录"
LOOK = "由信用办人工核实后答复，不在此显示事由"
OUTCOMES = {
    Standing.CLEAR: Outcome.CLEAR,
    Standing.BARRED: Outcome.BARRED,
    Standing.UNSURE: Outcome.UNSURE,
}


@dataclass(frozen=True)
class Award:
    """Which award the candidates are for, who asks by which document, and as of which day."""

    award: str
    awarding_body: str
    request: str
    cutoff_on: date


@dataclass(frozen=True)
class Line:
    """One row of the list as it came; `fault` says why nothing can be looked up by it."""

    row: int
    name: str
    credit_code: str
    fault: str = ""


@transaction.atomic
def take_in(award: Award, lines: Sequence[Line], *, by: Actor) -> HonourCheck:
    """Keep a list of candidates with a number; nothing is answered before who sent it has looked at it."""
    if award.cutoff_on > timezone.localdate():
        raise Incomplete("截止日还没有到", {"cutoff_on": "不能晚于今天：以后的情况现在不能答复"})
    if not lines:
        raise Incomplete("名单里没有单位", {"file": "名单里没有单位，请核对后重新上传"})
    if len(lines) > MOST:
        raise Incomplete("名单太长", {"file": f"一次最多 {MOST} 个单位，请分批核查"})
    case = HonourCheck(
        award=award.award.strip(),
        awarding_body=award.awarding_body.strip(),
        request=award.request.strip(),
        cutoff_on=award.cutoff_on,
        asked_by_id=by.user_id,
        asked_through=by.pk,
        region_id=by.region_id,
    )
    case.enter(by=by)
    case.refresh_from_db()
    Candidate.objects.bulk_create(
        Candidate(
            check_case=case, row=line.row, name=line.name, credit_code=line.credit_code, note=line.fault[:300]
        )
        for line in lines
    )
    return case


def bar_to_others(case: HonourCheck, by: Actor) -> str:
    """Return why `by` neither answers nor drops a list: who sent it looks at it."""
    return "" if case.asked_through == by.pk else "由提交名单的人确认、答复或者放弃"


def bar_to_answer(case: HonourCheck, by: Actor) -> str:
    """Return why `by` does not answer: another sent the list, or the catalogue of information does not share it."""
    return bar_to_others(case, by) or bar_to_report(case)


def bar_to_report(case: HonourCheck) -> str:
    """Return why what is told of candidates may not leave for the awarding body today（信息分类）."""
    return bar_to_export(Export.HONOUR_REPORT, timezone.localdate(), basis=case.request)


@transaction.atomic
def answer(case: HonourCheck, *, by: Actor, reason: str = "") -> HonourCheck:
    """Answer for every candidate as of the cut-off day; of a body out of scope nothing is told, whatever is on file."""
    if words := bar_to_answer(case, by):
        raise NotEligible(words)
    case.move("answer", by=by, reason=reason)
    rows = list(case.rows.all())
    codes = [row.credit_code for row in rows if row.credit_code and not row.note]
    known = Department.objects.by_codes(codes)
    seen = set(
        Department.objects.visible_to(by)
        .filter(pk__in=[one.pk for one in known.values()])
        .values_list("pk", flat=True)
    )
    standings = honour_standings(seen, case.cutoff_on)
    for row in rows:
        department = known.get(row.credit_code) if not row.note else None
        _answer(row, department, standings.get(department.pk) if department else None)
    Candidate.objects.bulk_update(rows, ["outcome", "department", "measure", "until", "note"], batch_size=500)
    return case


def _answer(row: Candidate, department: Department | None, standing: HonourStanding | None) -> None:
    if row.note:
        row.outcome = Outcome.INVALID
    elif department is None:
        row.outcome, row.note = Outcome.UNKNOWN, UNKNOWN
    elif standing is None:
        row.outcome, row.note = Outcome.OUT_OF_SCOPE, OUT_OF_SCOPE
    else:
        row.department, row.outcome = department, OUTCOMES[standing.standing]
        row.measure, row.until = standing.measure, standing.until
        row.note = LOOK if standing.standing == Standing.UNSURE else _name_note(row, department)


def _name_note(row: Candidate, department: Department) -> str:
    same = row.name in {"", department.name, department.short_name}
    return "" if same else f"名称与名录不一致，名录是“{department.name}”"


@transaction.atomic
def drop(case: HonourCheck, *, by: Actor, reason: str = "") -> HonourCheck:
    """Leave a list that was not meant; what its rows said is gone, its number stays."""
    if words := bar_to_others(case, by):
        raise NotEligible(words)
    case.move("drop", by=by, reason=reason)
    case.rows.update(name="", credit_code="", note="")
    return case


@transaction.atomic
def report(case: HonourCheck, *, by: Actor, reason: str, document: str) -> HonourCheck:
    """Write down that the awarding body was told that the ground of a refusal is gone（procedures A.3）."""
    return case.move("report", by=by, reason=reason, report_document=document.strip())


def overturn(rows: QuerySet[HonourCheck], ended: Ended) -> None:
    """Put the checks that answered 受限 because of records now gone to those who told the awarding body（procedures A.3）.

    One that was told of already is to be told of anew, for the row that falls now.
    """
    keys = list(rows.distinct().values_list("pk", flat=True))
    if not keys:
        return
    barred = Candidate.objects.filter(
        check_case__in=keys, outcome=Outcome.BARRED, measure__fact__in=list(ended.ids)
    ).annotate(ground=F("measure__fact"))
    fallen: dict[tuple[UUID, UUID], list[str]] = {}
    for row in barred:
        words = f"第 {row.row} 行 {row.name or row.credit_code}"
        fallen.setdefault((row.check_case_id, row.ground), []).append(words)
    for (key, fact), lines in fallen.items():
        named = "、".join(lines)
        because = f"{named}：所依据的失信记录已{ended.way.label}，须告知评选机关：{ended.reason}"
        cause = Cause.of(ended.model(pk=fact), ended.act)
        own = HonourCheck.objects.filter(pk=key)
        is_further = own.filter(status=CheckStatus.TO_REPORT).exists()
        act = "overturn_further" if is_further else "overturn"
        move_many(own, act, by=ended.by, caused_by=cause, reason=because, report_document="")
