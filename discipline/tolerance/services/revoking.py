"""A tolerance proves to be feigned: it is revoked after the department was heard, and a record kept out goes back to review.

procedures B.10: entered again with a new hearing, public only while the original window runs.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from common.causes import Cause
from common.deadlines.services import cancel, meet
from common.errors import Incomplete, NotAllowed, StaleState, WrongState
from common.models import Transition
from common.roles import REPRESENTATIVES
from common.rule_values import period_words
from common.trail import Actor
from discipline.tolerance import deadlines
from discipline.tolerance.models import Tolerance
from discipline.tolerance.rule_kinds import CLOCK
from discipline.tolerance.services.filing import tell_file_of_revocation
from discipline.tolerance.services.finding import bar_to_finding
from discipline.tolerance.services.telling import tell_department
from discipline.tolerance.services.writing import write_letter
from discipline.tolerance.vocabulary import ToleranceStatus
from policy.vocabulary import RecordStatus
from records.facts.dishonesty.services.tolerating import bar_to_readmission
from records.facts.services.locking import locked
from records.services import readmit_record

AGAIN = "记录重新进入复核，重新告知、听取陈述申辩；原公示期没有届满的，认定后另行送公开审查。"


def bar_to_doubt(case: Tolerance) -> str:
    """Return why nobody can propose a revocation now: one is proposed already."""
    return "已经告知拟撤销，等待决定" if case.doubted_by_id else ""


def _lock(case: Tolerance) -> None:
    """Lock the case as it was seen: these acts leave its state as it is, so that of two at once neither would see the other."""
    seen = (case.doubted_by_id, case.statement)
    now = Tolerance.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if (now.doubted_by_id, now.statement) != seen:
        raise StaleState("这件容错刚被他人办理，请刷新后再办")


@transaction.atomic
def doubt(case: Tolerance, *, by: Actor, reason: str) -> Tolerance:
    """Say why a tolerance is to be revoked; the department is told and may state its view."""
    _lock(case)
    if words := bar_to_doubt(case):
        raise WrongState(words)
    case.move("doubt", by=by, reason=reason, doubted_by_id=by.user_id, doubted_because=reason.strip())
    period = period_words(CLOCK, "hearing", timezone.localdate())
    values = {"理由": reason.strip(), "期限": f"本告知书送达之日起 {period}"}
    write_letter(case, "tolerance_doubted", values, by=by)
    tell_department(case, f"{case.number} 的容错拟予撤销，请陈述意见")
    return case


def bar_to_state(case: Tolerance, by: Actor) -> str:
    """Return why there is nothing to answer, or not by `by`: a department speaks for itself, an official's words are taken down."""
    if not case.doubted_by_id or case.statement:
        return "没有待陈述意见的拟撤销"
    if case.is_of_official:
        return (
            "公务员的意见由经办或者认定机关记录" if by.role in REPRESENTATIVES else bar_to_finding(case, by)
        )
    return "" if by.role in REPRESENTATIVES else "由当事单位陈述意见"


@transaction.atomic
def state(case: Tolerance, *, by: Actor, statement: str) -> Tolerance:
    """Take down what the department says to the revocation."""
    _lock(case)
    if words := bar_to_state(case, by):
        raise WrongState(words)
    said = "记录当事人的陈述意见" if case.is_of_official else "提交陈述意见"
    case.move("state", by=by, reason=said, statement=statement.strip())
    meet(deadlines.HEARING, [case.pk], on=timezone.localdate(), by=by)
    return case


def bar_to_settling(case: Tolerance, by: Actor) -> str:
    """Return why `by` does not settle a doubt: none was told, or another body or person does."""
    if not case.doubted_by_id:
        return "先告知拟撤销"
    return "" if case.is_for(by) else f"由{case.body_name}决定"


def bar_to_revoking(case: Tolerance, by: Actor) -> str:
    """Return why the tolerance cannot be revoked by `by` now, "" where it can."""
    if words := bar_to_settling(case, by):
        return words
    if by.user_id == case.doubted_by_id:
        return "提出撤销的人不能决定它（四眼原则）"
    if case.status == ToleranceStatus.EXCLUDED and (words := bar_to_readmission(case.fact.of_kind)):
        return words
    is_over = case.statement_until is not None and case.statement_until < timezone.localdate()
    return "" if case.statement or is_over else "告知书送达以后，收到陈述意见或者期满，才能撤销"


@transaction.atomic
def keep(case: Tolerance, *, by: Actor, reason: str) -> Tolerance:
    """Let the tolerance stand after the hearing（维持容错）."""
    _lock(case)
    if words := bar_to_settling(case, by):
        raise NotAllowed(words)
    case.move(
        "keep",
        by=by,
        reason=reason,
        doubted_by_id=None,
        doubted_because="",
        statement="",
        statement_until=None,
    )
    cancel(deadlines.HEARING, [case.pk], reason="维持容错", by=by)
    tell_department(case, f"{case.number} 的容错维持不变")
    case.refresh_from_db()
    return case


def _doubted_on(case: Tolerance) -> date:
    """Return the day on which the revocation was proposed: none is decided before the department could be told."""
    proposed = Transition.objects.filter(object_id=case.pk, act="doubt").latest("seq")
    return timezone.localdate(proposed.at)


@transaction.atomic
def revoke(case: Tolerance, *, by: Actor, document: str, on: date, reason: str) -> Tolerance:
    """Write down that the competent body revoked its decision; a record kept out goes back to review in the same act."""
    _lock(case)
    if words := bar_to_revoking(case, by):
        raise NotAllowed(words)
    doubted = _doubted_on(case)
    if not doubted <= on <= timezone.localdate():
        words = f"撤销日期须在提出拟撤销之日 {doubted} 与今天之间"
        raise Incomplete(words, {"on": words})
    was_out = case.status == ToleranceStatus.EXCLUDED
    case.move(
        "revoke",
        by=by,
        reason=reason,
        revocation_document=document.strip(),
        revoked_by_id=by.user_id,
        revoked_on=on,
    )
    deadlines.stop_all([case.pk], reason="容错已撤销", by=by)
    record = locked(case.fact)
    if was_out and record.status == RecordStatus.NOT_INCLUDED:
        because = f"容错 {case.number} 已撤销：{reason.strip()}"
        readmit_record(record, by=by, reason=because, cause=Cause.of(case, "revoke"))
    tell_file_of_revocation(case, by=by, reason=reason)
    values = {
        "撤销日期": f"{on}",
        "撤销文书": case.revocation_document,
        "理由": reason.strip(),
        "结果": AGAIN if was_out else "记录照常办理。",
    }
    write_letter(case, "tolerance_revoked", values, by=by)
    tell_department(case, f"{case.number} 的容错已撤销")
    return case
