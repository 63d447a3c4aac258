"""What the body that applies a measure decides: to impose it, to spare the department, to lift it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.causes import Cause
from common.errors import Incomplete, NotAllowed, NotEligible
from common.trail import Actor
from days.calendar import add_months
from discipline.measures import deadlines
from discipline.measures.catalogue import CatalogueLine, line_of
from discipline.measures.models import Measure
from discipline.measures.vocabulary import MeasureStatus, RecordEnd
from policy.vocabulary import RecordStatus
from records.facts.services.locking import locked

SAME_PERSON = "登记这件措施的人不能决定它（四眼原则），请由另一人办理"


@dataclass(frozen=True)
class Decision:
    """The decision to apply a measure（惩戒决定书）: its document, its service, from when until which last day."""

    document_number: str
    decided_on: date
    served_on: date
    served_how: str
    starts_on: date
    until: date


@dataclass(frozen=True)
class Spared:
    """Why a measure is lightened or spared, and by which document（二(五)）."""

    because: str
    document: str
    reason: str

    def changes(self) -> dict[str, Any]:
        """Return what the measure keeps of it."""
        return {"spared_because": self.because, "spared_document": self.document}


def bar_decision(case: Measure, by: Actor) -> str:
    """Return why `by` may not decide this measure now: not its body, or the one who registered it."""
    if not case.is_for(by):
        return f"由{case.body_name}决定"
    return SAME_PERSON if by.user_id == case.registered_by_id else ""


def bar_imposing(case: Measure, by: Actor) -> str:
    """Return why the measure cannot be imposed by `by` now: heard first, and only by a confirmed line（rules.md 0.2m）."""
    if words := bar_decision(case, by):
        return words
    if not case.statement and (case.hearing_due is None or timezone.localdate() <= case.hearing_due):
        return f"部门还可以陈述申辩到 {case.hearing_due}：收到意见或者期满以后才能决定"
    line = line_of(case.measure, case.measure_version)
    return "" if line.is_settled else f"目录里的“{line.label}”还没有经负责人确认（待核实），不能据以惩戒"


@transaction.atomic
def impose(case: Measure, *, by: Actor, reason: str, given: Decision) -> Measure:
    """Write down the decision that applies the measure, once the department was heard（行政处罚法 45 by analogy）."""
    if words := bar_imposing(case, by):
        raise NotAllowed(words)
    fact = locked(case.fact)
    if fact.status != RecordStatus.CONFIRMED:
        raise NotEligible(f"记录现在是“{RecordStatus(fact.status).label}”，不能再惩戒")
    _require_term(case, given)
    deadlines.meet_one(deadlines.HEARING, case, by=by)
    return case.move(
        "impose",
        by=by,
        reason=reason,
        document_number=given.document_number.strip(),
        decided_on=given.decided_on,
        decided_by_id=by.user_id,
        served_on=given.served_on,
        served_how=given.served_how.strip(),
        starts_on=given.starts_on,
        until=given.until,
    )


def _require_term(case: Measure, given: Decision) -> None:
    """Raise Incomplete where the term passes what the catalogue or the record's own sanction period allows（rules.md 0.2j）."""
    wrong = {}
    if case.notified_on and given.decided_on < case.notified_on:
        wrong["decided_on"] = f"决定不能早于告知送达日期 {case.notified_on}"
    elif not case.statement and case.hearing_due and given.decided_on <= case.hearing_due:
        wrong["decided_on"] = f"没有收到陈述申辩意见的，决定须在陈述申辩截止 {case.hearing_due} 之后"
    latest = latest_day(case, given.starts_on)
    if latest and given.until > latest:
        wrong["until"] = f"最后一日不能晚于 {latest}（目录的最长期限、这条记录的惩戒期和从轻决定）"
    if wrong:
        raise Incomplete("惩戒决定的日期不对，请核对", wrong)


def latest_day(case: Measure, starts_on: date) -> date | None:
    """Return the last day on which it may run: the catalogue's longest term, the record's sanction period, a leniency's day."""
    line = line_of(case.measure, case.measure_version)
    kind = type(case.fact.of_kind)
    kept = kind.objects.filter(pk=case.fact_id).values("sanction_until").first() if kind.IS_REPAIRABLE else {}
    longest = add_months(starts_on, line.months) - timedelta(days=1) if line.months else None
    return min(filter(None, (longest, last_of(kept or {}), case.until)), default=None)


def last_of(periods: Mapping[str, Any]) -> date | None:
    """Return the last day of a record's sanction period, None where it has none（rules.md 0.2j）."""
    over: date | None = periods.get("sanction_until")
    return over - timedelta(days=1) if over else None


@transaction.atomic
def drop(case: Measure, *, by: Actor, reason: str) -> Measure:
    """Decide after the hearing that nothing is done（不予惩戒）."""
    if words := bar_decision(case, by):
        raise NotAllowed(words)
    deadlines.end_all([case.pk], reason="不予惩戒", by=by)
    return case.move("drop", by=by, reason=reason)


def bar_sparing(case: Measure) -> str:
    """Return why the measure is not to be spared: the catalogue keeps it whatever the department mended."""
    line: CatalogueLine = line_of(case.measure, case.measure_version)
    return "" if line.ends_by(RecordEnd.EXEMPTION) else f"目录规定“{line.label}”不因免于惩戒而解除"


@transaction.atomic
def exempt(case: Measure, spared: Spared, *, by: Actor, cause: Cause) -> Measure:
    """Let the decision spare the department this measure: record, class and publicity stay（procedures.md 11）."""
    if words := bar_sparing(case):
        raise NotEligible(words)
    deadlines.end_all([case.pk], reason="免于惩戒", by=by)
    lifted_on = timezone.localdate() if case.status == MeasureStatus.RUNNING else None
    ended: dict[str, Any] = {"end_way": RecordEnd.EXEMPTION, "lifted_on": lifted_on}
    return case.move("exempt", by=by, reason=spared.reason, caused_by=cause, **spared.changes(), **ended)


def faults_of_lightening(case: Measure, until: date | None, narrowed_to: str) -> dict[str, str]:
    """Name what is wrong with a milder measure: it ends earlier, or covers less, and never grows."""
    if until is None:
        return {} if narrowed_to.strip() else {"until": "请写提前到哪一天结束，或者写明收窄到什么范围"}
    first = max(filter(None, (case.starts_on, timezone.localdate())))
    if until < first or (case.until and until >= case.until):
        last = f"、早于原来的最后一日 {case.until}" if case.until else ""
        return {"until": f"从轻只能提前：须不早于 {first}{last}"}
    return {}


def lighten(
    case: Measure, spared: Spared, *, by: Actor, cause: Cause, until: date | None, narrowed_to: str
) -> Measure:
    """Let the decision make the measure milder（从轻）; one not decided yet may then not run beyond `until`."""
    milder: dict[str, Any] = {
        "until": until or case.until,
        "narrowed_to": narrowed_to.strip() or case.narrowed_to,
    }
    return case.move("lighten", by=by, reason=spared.reason, caused_by=cause, **spared.changes(), **milder)


@transaction.atomic
def lift(case: Measure, *, by: Actor, reason: str, document: str, lifted_on: date) -> Measure:
    """Write down the decision by which the body that applies the measure lifts it（解除）."""
    if not case.is_for(by):
        raise NotAllowed(f"由{case.body_name}决定")
    if case.decided_on and not case.decided_on <= lifted_on <= timezone.localdate():
        raise Incomplete(
            "解除日期须在决定日期与今天之间", {"lifted_on": f"须在 {case.decided_on} 与今天之间"}
        )
    deadlines.meet_one(deadlines.LIFT, case, by=by)
    return case.move("lift", by=by, reason=reason, lift_document=document.strip(), lifted_on=lifted_on)
