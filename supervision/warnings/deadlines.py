"""The clocks of the warning chain: each from a dated rule; an unconfirmed one reminds and nothing else（rules.md 0.2m）."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone

from common.deadlines.kinds import DeadlineKind
from common.deadlines.services import Start, cancel, meet, start
from common.errors import NotEligible
from common.models import Deadline
from common.roles import OFFICERS, REPRESENTATIVES
from common.rule_values import rule
from common.trail import Actor
from supervision.warnings.models import JudgmentWarning
from supervision.warnings.rule_kinds import CLOCK
from supervision.warnings.vocabulary import WarningStatus

S = WarningStatus
LABEL = "supervision.judgmentwarning"
LATE = "提醒经办和部门代表；期限规则经负责人确认以后，负责人才能约谈、通报。"


def _clock(key: str, label: str, about: str, late: str = LATE, column: str = "due_on") -> DeadlineKind:
    who = OFFICERS if key == "check" else OFFICERS | REPRESENTATIVES
    return DeadlineKind(f"warning.{key}", label, (LABEL,), CLOCK, about, late, who, column=column)


DEFENCE = _clock(
    "defence",
    "答辩举证期限",
    "从收到起诉状副本起算，部门须在这一天以前向法院答辩、举证，并在这里报告。",
    "只提醒部门代表和经办；逾期举证的后果由法院依法认定。",
)
MEASURES = _clock("measures", "报告整改措施期限", "督办函送达后，部门须在这一天以前报告打算怎样履行裁判。")
PERFORMANCE = _clock(
    "performance",
    "裁判履行期限",
    "从裁判生效起算，部门须在这一天以前履行完毕；裁判写明日期的，按裁判。",
    column="performance_due",
)
ENFORCEMENT = _clock(
    "enforcement", "答复执行预警期限", "预警函送达后，部门须在这一天以前报告履行安排，避免被公告拒不执行。"
)
CHECK = _clock(
    "check",
    "核对履行证明期限",
    "收到履行证明后，经办须在这一天以前核对。",
    "提醒经办；不因迟延视为已履行或者没有履行。",
)
KINDS = (DEFENCE, MEASURES, PERFORMANCE, ENFORCEMENT, CHECK)
OWED = (MEASURES, PERFORMANCE, ENFORCEMENT)
"""What the department owes: of these one that has passed may be pressed."""
ANSWERED_BY_REPORT = {S.SUED: DEFENCE, S.LOST: MEASURES, S.ENFORCING: ENFORCEMENT}
SERVED = {S.LOST: MEASURES, S.ENFORCING: ENFORCEMENT}
"""The clock that the service of the letter of a rung starts."""


def begin(
    kind: DeadlineKind, case: JudgmentWarning, on: date, event: str, *, by: Actor, due: date | None = None
) -> None:
    """Start a clock with what happened on a day; `due` is the day that the court itself named."""
    value = rule(CLOCK, kind.key.partition(".")[2], on)
    start(kind, case, Start(on, f"{on} {event}", value, due=due), by=by)
    case.refresh_from_db()


def met(kind: DeadlineKind, case: JudgmentWarning, *, by: Actor) -> int:
    """Write down that what was due is done today; return how many clocks that settled."""
    return meet(kind, [case.pk], on=timezone.localdate(), by=by)


def stop(cases: Collection[UUID], *, reason: str, by: Actor, but: Collection[DeadlineKind] = ()) -> None:
    """End the clocks of cases that go another way, `but` these."""
    for kind in KINDS:
        if kind not in but:
            cancel(kind, cases, reason=reason, by=by)


def late_of(case: JudgmentWarning) -> list[Deadline]:
    """Return what the department owes and has not done in time, the oldest day first."""
    rows = Deadline.objects.open().filter(object_id=case.pk, kind__in=[kind.key for kind in OWED])
    late = rows.filter(due_on__lt=timezone.localdate()).select_related("rule")
    return list(late.order_by("due_on"))


def bar_escalation(case: JudgmentWarning) -> str:
    """Return why nothing may be pressed yet: no day has passed, or none that has is by a confirmed rule（rules.md 0.2m）."""
    late = late_of(case)
    if not late:
        return "部门要做的事都还没有过期"
    if not any(row.rule.is_settled for row in late):
        return (
            f"{late[0].rule.label}还没有经负责人确认（待核实），只能提醒，不能约谈、通报；请先在“规则”里确认"
        )
    return ""


def require_late(case: JudgmentWarning) -> date:
    """Return the first day that has passed by a confirmed rule; raises NotEligible where there is none."""
    if words := bar_escalation(case):
        raise NotEligible(words)
    return next(row.due_on for row in late_of(case) if row.rule.is_settled)
