"""从轻 or 免于惩戒: what a department's own mending speaks for, with reasons and figures; a person decides（procedures B.11）.

It is about measures alone: record, class, window and the duty to rectify stay. 苏政发〔2023〕55号 二(五)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

HUNDRED = Decimal(100)


class Harm(StrEnum):
    """What is left of the harm: nothing came of it, it was removed wholly or in part, or it is there."""

    PREVENTED = "prevented"
    REMOVED = "removed"
    PARTLY = "partly"
    LEFT = "left"


class Proposal(StrEnum):
    """What the rule proposes to the body that applies the measure."""

    SPARE = "spare"
    LIGHTEN = "lighten"
    NONE = "none"


@dataclass(frozen=True)
class Conduct:
    """What is proved of the department's conduct.

    `loss` and `recovered` in 元; `loss` is None where nobody wrote one. `acted_on`: the first day on which it mended of
    its own accord, by the document `proof`. `warned_on`: the first warning of refusal; `enforced_on`: the first day of
    forced execution.
    """

    loss: Decimal | None
    recovered: Decimal
    harm: Harm
    acted_on: date | None
    proof: str
    warned_on: date | None = None
    enforced_on: date | None = None


@dataclass(frozen=True)
class Scale:
    """Which part of the loss must be recovered, in per cent, by the dated rule; unsettled it only reminds（rules.md 0.2m）."""

    lightens_from: Decimal
    spares_from: Decimal
    version: int
    is_settled: bool = False


@dataclass(frozen=True)
class Weighed:
    """The proposal with what speaks for and against it, the part recovered, and the version of the scale used."""

    proposal: Proposal
    reasons: tuple[str, ...]
    recovered_share: Decimal | None
    version: int
    is_settled: bool


def bar_to_leniency(conduct: Conduct) -> str:
    """Return why the conduct was not 主动, "" where it was: proved, before any warning of refusal and forced execution."""
    if conduct.acted_on is None:
        return "没有自己主动纠正的行为"
    if not conduct.proof.strip():
        return "没有证明主动纠正的材料"
    if conduct.enforced_on is not None and conduct.acted_on >= conduct.enforced_on:
        return f"{conduct.enforced_on} 已经强制执行，{conduct.acted_on} 的履行不是主动"
    if conduct.warned_on is not None and conduct.acted_on >= conduct.warned_on:
        return f"{conduct.warned_on} 已经提醒拒不履行的后果，{conduct.acted_on} 才纠正，不是主动"
    return ""


def share_of(conduct: Conduct) -> Decimal | None:
    """Return the part of the loss that was recovered, in per cent, None where there was no loss to recover."""
    if not conduct.loss:
        return None
    return min(HUNDRED, (conduct.recovered / conduct.loss * HUNDRED).quantize(Decimal("0.1")))


def leniency(conduct: Conduct, scale: Scale) -> Weighed:
    """Propose what the conduct speaks for: one of the three grounds is enough to lighten, nothing may be left to spare.

    Loss recovered, harm removed, or its result prevented（二(五): 主动挽回损失、消除不良影响或者有效阻止危害结果发生）.
    """
    share = share_of(conduct)
    if bar := bar_to_leniency(conduct):
        return Weighed(Proposal.NONE, (bar,), share, scale.version, scale.is_settled)
    reasons = (
        f"{conduct.acted_on} 主动纠正（{conduct.proof.strip()}）",
        *_of_loss(conduct, share),
        HARM_WORDS[conduct.harm],
    )
    return Weighed(_proposed(conduct.harm, share, scale), reasons, share, scale.version, scale.is_settled)


def _proposed(harm: Harm, share: Decimal | None, scale: Scale) -> Proposal:
    is_mended = harm in {Harm.PREVENTED, Harm.REMOVED}
    if is_mended and (share is None or share >= scale.spares_from):
        return Proposal.SPARE
    if is_mended or (share is not None and share >= scale.lightens_from):
        return Proposal.LIGHTEN
    return Proposal.NONE


def _of_loss(conduct: Conduct, share: Decimal | None) -> tuple[str, ...]:
    if share is None:
        return ("没有需要挽回的损失",)
    return (f"损失 {conduct.loss:,} 元，挽回 {conduct.recovered:,} 元（{share}%）",)


HARM_WORDS = {
    Harm.PREVENTED: "有效阻止了危害结果发生",
    Harm.REMOVED: "不良影响已经消除",
    Harm.PARTLY: "不良影响消除了一部分",
    Harm.LEFT: "不良影响没有消除",
}
