"""What may follow only once somebody has let a clock pass（rules.md 0.2）."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from common.deadlines.kinds import DeadlineKind
from common.models import Deadline


def bar_until_late(kind: DeadlineKind, key: UUID, today: date) -> str:
    """Return why nothing may follow yet from the passing of a clock, "" once its confirmed last day is over."""
    row = Deadline.objects.open().filter(kind=kind.key, object_id=key).select_related("rule").first()
    if row is None:
        return f"没有在计算的{kind.label}"
    if not row.rule.is_settled:
        return f"{kind.label}的规则还待核实，只能提醒，不能据此办理"
    return "" if today > row.due_on else f"{kind.label}是 {row.due_on}，还没有超过"
