"""The clocks of challenges; none of them moves the records' own days（procedures A.6）."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from challenges.models import Challenge
from challenges.rule_kinds import CLOCK
from challenges.transitions import LABEL
from common.deadlines.kinds import DeadlineKind, deadline_kinds
from common.deadlines.services import Start, cancel, meet, start
from common.roles import CREDIT_OFFICE, OFFICERS
from common.rule_values import rule
from common.trail import Actor
from policy.vocabulary import SourceKind

REGISTER = DeadlineKind(
    "challenge.register",
    "源文书变动登记截止",
    (LABEL,),
    CLOCK,
    "经办须在这一天以前登记，或者写明理由不予登记。",
    "提醒经办；不因迟延视为登记或者不予登记。",
    OFFICERS,
    column="due_on",
)
FOLLOW_UP = DeadlineKind(
    "challenge.follow_up",
    "向审理机关了解进展",
    (LABEL,),
    CLOCK,
    "受理、上次了解或者发回重作以后这么久没有结果的，在这一天以前向审理机关了解。",
    "提醒经办；记录和公示不因此变动。",
    OFFICERS,
    column="due_on",
)
REVERSAL = DeadlineKind(
    "challenge.reversal",
    "改判后应办结之日",
    (LABEL,),
    "withdrawal",
    "源文书被撤销、变更或者发回以后，所依据的信息须在这一天以前终止、更正或者暂停。",
    "提醒经办和负责人；终止迟了的记为超期撤回。",
    CREDIT_OFFICE,
    column="due_on",
)
KINDS = (REGISTER, FOLLOW_UP, REVERSAL)


def register() -> None:
    """Declare the kinds; called once when the app is ready."""
    deadline_kinds.register(*KINDS)


def run(kind: DeadlineKind, case: Challenge, day: date, event: str, *, by: Actor) -> None:
    """Start a clock of the office's own with what began it on `day`."""
    value = rule(CLOCK, kind.key.partition(".")[2], timezone.localdate())
    start(kind, case, Start(day, f"{day} {event}", value), by=by)
    case.refresh_from_db()


def run_reversal(case: Challenge, day: date, *, by: Actor) -> None:
    """Start the clock of the law from the organ's document: three working days of a penalty, else by the dated rule.

    行政处罚法 48, 85; rules.md 0.2h
    """
    is_penalty = any(fact.basis == SourceKind.PENALTY for fact in case.live_facts)
    value = rule("withdrawal", "penalty" if is_penalty else "other", day)
    event = f"{day} {case.organ} {case.result_number}"
    start(REVERSAL, case, Start(day, event, value), by=by)
    case.refresh_from_db()


def met(kind: DeadlineKind, case: Challenge, *, on: date, by: Actor) -> None:
    """Write down that a step is done."""
    meet(kind, [case.pk], on=on, by=by)


def stop_all(case: Challenge, *, reason: str, by: Actor) -> None:
    """End every clock of a challenge that waits for nothing more."""
    for kind in KINDS:
        cancel(kind, [case.pk], reason=reason, by=by)
