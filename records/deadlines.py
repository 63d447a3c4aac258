"""The deadlines of facts and their publications: what starts each, by which rule, and what ends it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from common.deadlines.kinds import DeadlineKind, deadline_kinds
from common.deadlines.services import Start, cancel, meet, start
from common.models import Deadline, RuleValue
from common.roles import Role
from common.rule_values import rule
from common.trail import Actor

if TYPE_CHECKING:
    from records.models import Commendation, DishonestyRecord, LostJudgment, Withdrawal

RECORD = "records.dishonestyrecord"
STATEMENT = DeadlineKind(
    "records.statement",
    "陈述申辩截止",
    (RECORD,),
    "statement",
    "告知送达后，部门可以陈述申辩到这一天。收到意见或期满以后才能认定。",
    "期满未提出意见的，可以认定；不因此对部门作不利的推定。",
    frozenset({Role.REVIEWER, Role.REPRESENTATIVE}),
    may_pause=True,
    column="statement_due",
)
WITHDRAWAL = DeadlineKind(
    "records.withdrawal",
    "应撤回之日",
    (RECORD, "records.lostjudgment", "records.commendation"),
    "withdrawal",
    "源文书被撤销或改判后，记录和公示须在这一天以前撤回。",
    "迟了的记为超期撤回。",
    frozenset({Role.DIRECTOR}),
)


def register() -> None:
    """Declare the kinds; called once when the app is ready."""
    deadline_kinds.register(STATEMENT, WITHDRAWAL)


def start_statement(record: DishonestyRecord, served_on: date, *, by: Actor) -> Deadline:
    """Start 陈述申辩 with the service of the notice（rules.md 0.2t）."""
    begun = Start(served_on, f"{served_on} 告知送达", rule("statement", "period", served_on))
    return start(STATEMENT, record, begun, by=by)


def meet_statement(record: DishonestyRecord, *, by: Actor) -> int:
    """End 陈述申辩 because the department was heard or its time has passed."""
    return meet(STATEMENT, [record.pk], on=timezone.localdate(), by=by)


def cancel_statement(record: DishonestyRecord, *, reason: str, by: Actor) -> int:
    """End 陈述申辩 because the matter goes another way."""
    return cancel(STATEMENT, [record.pk], reason=reason, by=by)


def keep_withdrawal(
    fact: DishonestyRecord | LostJudgment | Commendation, act: Withdrawal, used: RuleValue, *, by: Actor
) -> int:
    """Keep by when a fact whose source fell was to be withdrawn, and that it was（行政处罚法 48）."""
    start(WITHDRAWAL, fact, Start(act.dated_on, f"{act.dated_on} {act.body} {act.number}", used), by=by)
    return meet(WITHDRAWAL, [fact.pk], on=act.withdrawn_on, by=by)
