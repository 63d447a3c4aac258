"""The clocks of tolerance, step by step; none of them holds a publication or moves the record's own days（procedures B.10）."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from common.deadlines.kinds import DeadlineKind
from common.deadlines.services import Start, cancel, meet, start
from common.models import Deadline
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.rule_values import rule
from common.trail import Actor
from discipline.tolerance.models import Tolerance
from discipline.tolerance.rule_kinds import CLOCK

LABEL = "discipline.tolerance"
REMINDS = "提醒承办的岗位；不因迟延视为容错或者不容错。"


def _step(key: str, label: str, about: str) -> DeadlineKind:
    return DeadlineKind(
        f"tolerance.{key}",
        label,
        (LABEL,),
        CLOCK,
        about,
        REMINDS,
        OFFICERS | DIRECTORS | FINDING_BODIES,
        column="due_on",
    )


ACCEPT = _step("accept", "容错受理截止", "经办须在这一天以前受理或者不予受理。")
INVESTIGATE = _step("investigate", "容错调查核实截止", "须在这一天以前逐项查明、写出调查核实报告。")
CONSULT = _step("consult", "容错会商认定截止", "须在这一天以前会商、集体研究、作出认定。")
FEEDBACK = _step("feedback", "容错反馈截止", "认定结果须在这一天以前送达当事单位。")
CORRECTION = DeadlineKind(
    "tolerance.correction",
    "容错的纠错期限",
    (LABEL,),
    CLOCK,
    "认定文书要求纠错的，须在这一天以前完成。",
    "提醒经办和部门代表。",
    OFFICERS | REPRESENTATIVES,
    column="correction_due",
)
HEARING = DeadlineKind(
    "tolerance.hearing",
    "拟撤销容错的陈述意见截止",
    (LABEL,),
    CLOCK,
    "当事单位可以陈述意见到这一天；收到意见或者期满以后才能撤销。",
    "期满没有意见的，可以决定；不因此作不利的推定。",
    REPRESENTATIVES,
    column="statement_until",
    is_right=True,
)
STEPS = (ACCEPT, INVESTIGATE, CONSULT, FEEDBACK)
KINDS = (*STEPS, CORRECTION, HEARING)


def run(
    kind: DeadlineKind, case: Tolerance, day: date, event: str, *, by: Actor, due: date | None = None
) -> Deadline:
    """Start the clock of a step with what began it on `day`; `due` is a day that the document itself names."""
    value = rule(CLOCK, kind.key.partition(".")[2], day)
    return start(kind, case, Start(day, f"{day} {event}", value, due=due), by=by)


def met(kind: DeadlineKind, case: Tolerance, day: date, *, by: Actor) -> None:
    """Write down that a step is done."""
    meet(kind, [case.pk], on=day, by=by)


def stop_all(cases: Collection[uuid.UUID], *, reason: str, by: Actor) -> None:
    """End every clock of cases that go no further, by their keys."""
    for kind in KINDS:
        cancel(kind, cases, reason=reason, by=by)
