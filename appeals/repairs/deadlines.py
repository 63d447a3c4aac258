"""The clocks of a request for repair; none of them moves the record's own days（procedures A.6）."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from appeals.repairs.models import Repair
from appeals.repairs.rule_kinds import CLOCK
from common.deadlines.kinds import DeadlineKind, deadline_kinds
from common.deadlines.services import Start, cancel, start
from common.models import Deadline
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.rule_values import rule
from common.trail import Actor

LABEL = "appeals.repair"
ACCEPT = DeadlineKind(
    "repair.accept",
    "信用修复受理截止",
    (LABEL,),
    CLOCK,
    "经办须在这一天以前受理、通知补正或者不予受理。",
    "提醒经办和负责人；不因迟延视为受理或者不受理。",
    OFFICERS | DIRECTORS,
    column="due_on",
)
SUPPLEMENT = DeadlineKind(
    "repair.supplement",
    "信用修复补正截止",
    (LABEL,),
    CLOCK,
    "申请单位须在这一天以前补正。",
    "期满没有补正的，经办可以不予受理。",
    REPRESENTATIVES,
    is_right=True,
    column="due_on",
)
EXAMINE = DeadlineKind(
    "repair.examine",
    "信用修复审查决定截止",
    (LABEL,),
    CLOCK,
    "有权机关须在这一天以前作出决定。",
    "提醒有权机关和负责人；不因迟延视为准予或者不准予。",
    OFFICERS | DIRECTORS | FINDING_BODIES,
    column="due_on",
)
HEARING = DeadlineKind(
    "repair.hearing",
    "拟撤销修复的陈述意见截止",
    (LABEL,),
    CLOCK,
    "申请单位可以陈述意见到这一天；收到意见或者期满以后才能撤销。",
    "期满没有意见的，可以决定；不因此作不利的推定。",
    REPRESENTATIVES,
    is_right=True,
    column="due_on",
)
KINDS = (ACCEPT, SUPPLEMENT, EXAMINE, HEARING)


def register() -> None:
    """Declare the kinds; called once when the app is ready."""
    deadline_kinds.register(*KINDS)


def run(kind: DeadlineKind, case: Repair, day: date, event: str, *, by: Actor) -> Deadline:
    """Start the clock of a step with what began it on `day`."""
    key = kind.key.partition(".")[2]
    return start(kind, case, Start(day, f"{day} {event}", rule(CLOCK, key, day)), by=by)


def stop_all(cases: Collection[uuid.UUID], *, reason: str, by: Actor) -> None:
    """End every clock of requests that are over, by their keys."""
    for kind in KINDS:
        cancel(kind, cases, reason=reason, by=by)
