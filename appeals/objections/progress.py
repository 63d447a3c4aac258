"""Whose turn it is in an objection and by when, in words, as every reader of its page is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from appeals.objections.models import Objection
from appeals.objections.models.transitions import ASKED_IN
from appeals.objections.vocabulary import TURNS, ObjectionStatus

S = ObjectionStatus
NEXT = {
    S.SUBMITTED: "决定受理、通知补正或者不予受理",
    S.SUPPLEMENT: "补正",
    S.ROUTING: "转核查机关；职权分工表没有写明的，由负责人指定",
    S.VERIFYING: "核查后答复结论",
    S.DECIDING: "按核查结论决定",
    S.MENDING: "提出更正，经复核、审查后施行",
}
AFTER = {
    S.CLOSED: "已经办结",
    S.REJECTED: "不予受理，可以补充新的证据重新提出",
    S.CANCELLED: "申请人已经撤回，可以再次提出",
    S.LAPSED: "已经终止",
}


@dataclass(frozen=True)
class Progress:
    """Who does what next, and by when; nobody where the case is over."""

    who: str
    what: str
    by: date | None


def progress_of(case: Objection) -> Progress:
    """Return whose turn it is."""
    state = S(case.status)
    if state not in TURNS:
        told = "" if case.told_on else "，还没有告知申请人"
        return Progress("", AFTER[state] + (told if state in {S.CLOSED, S.REJECTED} else ""), None)
    if case.is_asked and state in ASKED_IN:
        return Progress("申请人", "补充说明（逾期没有说明的，按已有的材料继续）", case.explain_due)
    due = {S.SUBMITTED: case.accept_due, S.SUPPLEMENT: case.supply_due, S.VERIFYING: case.verify_due}
    who = case.verifier if state == S.VERIFYING else str(TURNS[state])
    what = "更正已经提出，等复核、审查、施行" if state == S.MENDING and case.correction_id else NEXT[state]
    return Progress(who, what, due.get(state))
