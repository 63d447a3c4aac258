"""The kind of clock that the step of a domain has."""

from __future__ import annotations

from commitments.domains.domain import Clock
from common.deadlines.kinds import DeadlineKind
from common.roles import OFFICERS, REPRESENTATIVES

LABEL = "commitments.commitment"
LATE = "提醒承诺主体和信用办经办；期限规则已确认的，过期列入逾期。"


def step_clock(
    domain: str,
    rule_kind: str,
    name: str,
    label: str,
    days: tuple[str, str],
    article: str,
    *,
    is_term: bool = False,
) -> Clock:
    """Return the clock of one step: from the day in the first column to that in the second, by the rule of its name."""
    kind = DeadlineKind(
        f"commitments.{domain}_{name}",
        label,
        (LABEL,),
        rule_kind,
        f"{label}：{article}。",
        "期满不算逾期。" if is_term else LATE,
        OFFICERS | REPRESENTATIVES,
        is_term=is_term,
    )
    return Clock(kind, name, *days)
