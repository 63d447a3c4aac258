"""How a commitment stands, in one word: derived from its state, its day and what became of it（pure）. rules.md 6.4"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from commitments.vocabulary import CommitmentStatus

S = CommitmentStatus


@dataclass(frozen=True)
class Word:
    """A word with the shape of its mark."""

    word: str
    shape: str = "plain"


BROKEN = Word("已确认违约失信", "broken")
IN_DISPUTE = Word("争议处理中", "objection")
LATE = Word("逾期未兑现", "broken")
IN_DOUBT = Word("已到期，期限待核实", "plain")
LATE_PARTLY = Word("部分兑现，余下逾期", "broken")
PARTLY = Word("部分兑现，余下未到期")
OPEN_ENDED = Word("尚未起算")
TO_ACCEPT = Word("待确认兑现")
NOT_DUE = Word("未到期")
DUE_TODAY = Word("今天到期")
KEPT = Word("按期兑现", "mended")
KEPT_LATE = Word("逾期兑现", "mended")
SETTLED: Final[Mapping[str, Word]] = {
    S.DRAFT: Word("草稿"),
    S.PENDING: Word("待复核"),
    S.CHANGED: Word("依法变更终结"),
    S.UNLAWFUL: Word("违法或越权承诺，清理中", "objection"),
    S.VOID: Word("作废"),
}


def standing(
    status: str,
    due: date | None,
    today: date,
    *,
    was_late: bool = False,
    is_broken: bool = False,
    in_dispute: bool = False,
    in_doubt: bool = False,
    is_partly: bool = False,
    is_done: bool = False,
) -> Word:
    """Return the word; in a suit or an arbitration no verdict is shown, by an unconfirmed day none either."""
    if status in SETTLED:
        return SETTLED[status]
    if status == S.KEPT:
        return KEPT_LATE if was_late else KEPT
    if is_broken:
        return BROKEN
    if in_dispute:
        return IN_DISPUTE
    if is_done:
        return TO_ACCEPT
    if due is None:
        return OPEN_ENDED
    if due < today:
        return IN_DOUBT if in_doubt else LATE_PARTLY if is_partly else LATE
    if due == today:
        return DUE_TODAY
    return PARTLY if is_partly else NOT_DUE
