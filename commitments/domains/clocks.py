"""The kinds of clocks of a domain: of its steps, and of what is asked or complained about."""

from __future__ import annotations

from dataclasses import dataclass

from commitments.domains.domain import Clock
from common.deadlines.kinds import DeadlineKind
from common.roles import OFFICERS, REPRESENTATIVES

BOTH = OFFICERS | REPRESENTATIVES
LATE = "提醒{who}和信用办经办；期限规则已确认的，过期列入逾期。"


@dataclass(frozen=True)
class Clocks:
    """How a domain names its clocks, by which kind of rules they run, whom they remind."""

    prefix: str
    rule: str
    who: str = "承诺主体"

    def step(
        self,
        name: str,
        label: str,
        days: tuple[str, str],
        article: str,
        *,
        is_right: bool = False,
        is_term: bool = False,
    ) -> Clock:
        """Return the clock of one step: from the day in the first column to that in the second, by the rule of its name."""
        late = LATE.format(who=self.who)
        kind = DeadlineKind(
            f"commitments.{self.prefix}{name}",
            label,
            ("commitments.commitment",),
            self.rule,
            f"{label}：{article}。",
            "期满以后提出的可以不予受理。" if is_right else "期满不算逾期。" if is_term else late,
            BOTH,
            is_right=is_right,
            is_term=is_term,
        )
        return Clock(kind, name, *days)

    def dispute(self, name: str, label: str, about: str, *, may_pause: bool) -> tuple[DeadlineKind, str]:
        """Return the clock of the answer to what the other side brought forward, and the rule of its name."""
        kind = DeadlineKind(
            f"commitments.{self.prefix}{name}",
            label,
            ("commitments.dispute",),
            self.rule,
            f"{label}{about}。",
            f"提醒{self.who}和信用办经办。",
            BOTH,
            may_pause=may_pause,
            column="due_on",
        )
        return kind, name
