"""What the department does: it explains, reports, asks for time and for acceptance; another unit accepts item by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.errors import Incomplete, NotEligible, WrongState
from common.history import acting
from common.trail import Actor
from discipline.models import Rectification, RectificationExtension, RectificationItem, RectificationProgress
from discipline.rectification import deadlines
from discipline.routing import require_named
from discipline.vocabulary import Finding


@transaction.atomic
def explain(case: Rectification, *, by: Actor, explanation: str, reason: str = "") -> Rectification:
    """Give the written explanation, or a fuller one while the case is open."""
    today = timezone.localdate()
    deadlines.meet_one(deadlines.EXPLANATION, case, by=by)
    return case.move("explain", by=by, reason=reason, explanation=explanation, explained_on=today)


@transaction.atomic
def report(
    case: Rectification, *, by: Actor, text: str, item: RectificationItem | None = None, reason: str = ""
) -> RectificationProgress:
    """Report what was done; files lie beside the case as evidence."""
    case.move("report", by=by, reason=reason or text[:200])
    with acting(by):
        made: RectificationProgress = RectificationProgress.objects.create(
            case=case, item=item, text=text, reported_by_id=by.user_id, reported_on=timezone.localdate()
        )
    return made


def bar_submission(case: Rectification) -> str:
    """Return why the department cannot ask for acceptance yet: an explanation and a word on each item are due first."""
    if not case.explanation:
        return "还没有书面说明原因：书面说明和整改是两项义务，先提交书面说明"
    told = set(case.progress.values_list("item_id", flat=True))
    silent = [] if None in told else [one.ordinal for one in case.items.all() if one.pk not in told]
    return f"第 {'、'.join(map(str, silent))} 项还没有报告进展" if silent else ""


def submit(case: Rectification, *, by: Actor, reason: str = "") -> Rectification:
    """Ask for acceptance."""
    if words := bar_submission(case):
        raise NotEligible(words)
    return case.move("submit", by=by, reason=reason)


@dataclass(frozen=True)
class Acceptance:
    """What another unit found, item by item, by its document."""

    body: str
    document: str
    findings: Mapping[int, Finding]
    remarks: Mapping[int, str]

    @property
    def is_passed(self) -> bool:
        """Say whether every item passed."""
        return all(found == Finding.PASSED for found in self.findings.values())


@transaction.atomic
def accept(case: Rectification, *, by: Actor, acceptance: Acceptance, reason: str = "") -> Rectification:
    """Write down the acceptance: done where every item passed, else back to work with what is left."""
    require_named(acceptance.body, case.department, None)
    today = timezone.localdate()
    with acting(by):
        for item in case.items.all():
            item.finding = acceptance.findings[item.ordinal]
            item.remark = acceptance.remarks.get(item.ordinal, "")
            item.save(update_fields=["finding", "remark"])
    found: dict[str, Any] = {"accepted_by": acceptance.body, "acceptance_document": acceptance.document}
    if not acceptance.is_passed:
        left = "、".join(str(one.ordinal) for one in case.items.all() if one.finding != Finding.PASSED)
        return case.move("send_back", by=by, reason=reason or f"第 {left} 项没有通过验收", **found)
    deadlines.meet_one(deadlines.TERM, case, by=by)
    return case.move("accept", by=by, reason=reason, accepted_on=today, **found)


@transaction.atomic
def ask_extension(case: Rectification, *, by: Actor, reason: str, asked_to: date) -> RectificationExtension:
    """Ask for more time; the term runs on until it is granted."""
    if case.due_on and asked_to <= case.due_on:
        raise Incomplete("申请延至的日期须晚于现在的期限", {"asked_to": f"须晚于 {case.due_on}"})
    if open_extension(case):
        raise WrongState("已有一份延期申请等待决定")
    case.move("ask_extension", by=by, reason=reason)
    with acting(by):
        made: RectificationExtension = RectificationExtension.objects.create(
            case=case,
            asked_to=asked_to,
            reason=reason,
            asked_by_id=by.user_id,
            asked_on=timezone.localdate(),
        )
    return made


def open_extension(case: Rectification) -> RectificationExtension | None:
    """Return the request for more time that nobody has decided."""
    found: RectificationExtension | None = case.extensions.filter(is_granted=None).first()
    return found


@transaction.atomic
def decide_extension(case: Rectification, act: str, *, by: Actor, reason: str) -> Rectification:
    """Grant or refuse more time, with the reason that the department reads."""
    asked = case.extensions.select_for_update().filter(is_granted=None).first()
    if asked is None:
        raise WrongState("没有等待决定的延期申请，或者刚被他人决定")
    case.move(act, by=by, reason=reason)
    asked.is_granted = act == "grant_extension"
    asked.decided_by_id, asked.decided_on, asked.answer = by.user_id, timezone.localdate(), reason
    with acting(by):
        asked.save()
    if asked.is_granted:
        deadlines.prolong(case, asked.asked_to, reason, by=by)
        case.refresh_from_db()
    return case
