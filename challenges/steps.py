"""Whose turn it is in a challenge and by when, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from challenges.models import Challenge
from challenges.vocabulary import ChallengeStatus

S = ChallengeStatus
TURNS: dict[str, str] = {
    S.REPORTED: "信用办经办",
    S.OPEN: "审理机关",
    S.REMITTED: "重作的机关",
    S.MENDING: "录入员或者认定机关",
}


@dataclass(frozen=True)
class Step:
    """Who acts next, what, and by when; nobody where it is over."""

    who: str
    what: str
    due: date | None = None


def next_step(case: Challenge) -> Step:
    """Return whose turn it is."""
    if case.is_prepared:
        what = f"按 {case.result_number}（{case.get_outcome_display()}）决定"
        return Step("信用办负责人", what, case.due_on)
    waits = "审理期间公示照常，停止执行的由负责人登记；收到处理文书后由经办登记"
    whats = {
        S.REPORTED: "核对受理文书，登记或者不予登记",
        S.OPEN: f"{waits}，久无结果的了解进展",
        S.REMITTED: f"{case.remit_document}；信息暂停公示，新的文书到了以后由经办登记",
        S.MENDING: f"按 {case.result_number} 逐条提出更正，经复核、审查、施行后恢复公示",
    }
    status = S(case.status)
    if status in whats:
        return Step(TURNS[status], whats[status], case.due_on)
    over = {
        S.UPHELD: "源文书维持，信息和公示照常。",
        S.ANNULLED: "源文书被撤销、改判，所依据的信息已经终止。部门请求澄清的，可以发澄清告知书。",
        S.CHANGED: "源文书变更，信息已经更正。",
        S.ENDED: "申请人撤回或者程序终止，源文书仍然有效。",
        S.DECLINED: "没有登记，信息和公示照常。",
    }
    return Step("", over[status])
