"""The clocks of a measure: the hearing from its notice, and by when a body elsewhere should have lifted it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone

from common.deadlines.kinds import DeadlineKind
from common.deadlines.services import Start, cancel, meet, start
from common.models import Deadline
from common.roles import DIRECTORS, OFFICERS, REPRESENTATIVES
from common.rule_values import rule
from common.trail import Actor
from discipline.measures.models import Measure
from discipline.measures.rule_kinds import CLOCK

LABEL = "discipline.measure"
HEARING = DeadlineKind(
    "discipline.measure_hearing",
    "拟惩戒的陈述申辩截止",
    (LABEL,),
    "statement",
    "拟实施惩戒措施的告知送达后，部门可以陈述申辩到这一天。收到意见或者期满以后才能决定。",
    "期满没有提出意见的，可以决定；不因此对部门作不利的推定。",
    REPRESENTATIVES | OFFICERS,
    column="hearing_due",
    is_right=True,
)
LIFT = DeadlineKind(
    "discipline.measure_lift",
    "解除文书应到之日",
    (LABEL,),
    CLOCK,
    "措施由别处机关解除：失信记录终止后，应当在这一天以前收到它的解除文书。",
    "过期提醒经办；期限规则经负责人确认以后，可以报请上级督促。措施不因过期自动解除。",
    OFFICERS | DIRECTORS,
    column="lift_due",
)
KINDS = (HEARING, LIFT)


def start_hearing(case: Measure, served_on: date, *, by: Actor) -> date:
    """Start 陈述申辩 with the service of the notice; return its last day."""
    begun = Start(served_on, f"{served_on} 告知送达", rule("statement", "period", served_on))
    return start(HEARING, case, begun, by=by).due_on


def start_lift(case: Measure, *, by: Actor) -> date:
    """Start the time in which the body elsewhere should lift the measure; return its last day."""
    today = timezone.localdate()
    begun = Start(today, f"{today} 失信记录终止", rule(CLOCK, "lift", today))
    return start(LIFT, case, begun, by=by).due_on


def bar_escalation(case: Measure) -> str:
    """Return why nothing may be pressed yet: the day has not passed, or its rule is not confirmed（rules.md 0.2m）."""
    row = Deadline.objects.open().filter(kind=LIFT.key, object_id=case.pk).select_related("rule").first()
    if row is None or timezone.localdate() <= row.due_on:
        return "解除文书应到之日还没有过"
    if not row.rule.is_settled:
        return f"{row.rule.label}还没有经负责人确认（待核实），只能提醒承办人；请先在“规则”里确认"
    return ""


def meet_one(kind: DeadlineKind, case: Measure, *, by: Actor) -> None:
    """Write down that what the clock waited for is there today."""
    meet(kind, [case.pk], on=timezone.localdate(), by=by)


def end_all(keys: Collection[UUID], *, reason: str, by: Actor) -> None:
    """End every clock of measures that go no further."""
    for kind in KINDS:
        cancel(kind, keys, reason=reason, by=by)
