"""Rows of an import that no machine may decide on: each is entered by a person who says why, or left out with a reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from common.errors import Incomplete, WrongState
from common.trail import write_notable
from exchange.models.row_errors import RowError
from policy.vocabulary import AGAIN
from postings.models import Posting
from records.facts.models.kinds import FactKind
from records.services import enter_record

UNREASONED = "请写明理由：为什么这一行可以入库"
CHECKED = "核对金额后录入"


@transaction.atomic
def enter_waiting(row: RowError, *, by: Posting, why: str = "", again: str = "", **fields: Any) -> FactKind:
    """Enter a row that waits as a draft, as its person understood it; the reason stands on the draft's trail.

    `why` is said of a row of two bodies alone: `again`, why what was withdrawn is entered once more, is asked for of
    the body that was chosen. Raises Incomplete without a reason, WrongState where somebody has decided already.
    rules.md 0.2v
    """
    held = _undecided(row)
    asked = "why" if is_of_two_bodies(held) else "again"
    said = {"why": why.strip(), "again": again.strip()}
    if not said[asked] and not asks_only_of_sums(held):
        raise Incomplete(UNREASONED, {asked: UNREASONED})
    reason = said[asked] or said["again"] or CHECKED
    if asked == "why" and said["again"]:
        again = reason = f"{reason}；{AGAIN}：{said['again']}"
    record = enter_record(
        by=by, batch_id=held.batch_id, batch_row=held.row, reason=reason, again=again, **fields
    )
    _decide(held, f"重新录入为 {record.number}：{reason}", by)
    return record


def asks_only_of_sums(row: RowError) -> bool:
    """Say whether the row waits for its sum alone: it is corrected, or a tick says that it is right."""
    return row.column_key == "amount"


def is_of_two_bodies(row: RowError) -> bool:
    """Say whether name and code of the row belong to two bodies, of which a person chooses one."""
    return row.column_key == "name"


@transaction.atomic
def leave_out(row: RowError, *, by: Posting, reason: str) -> RowError:
    """Say that a row that waits is not entered, and why; its content is forgotten."""
    held = _undecided(row)
    _decide(held, f"不入库：{reason}", by)
    return held


def _undecided(row: RowError) -> RowError:
    """Return the row as it is now, locked until it is decided."""
    found = RowError.objects.undecided().select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise WrongState("这一行已经有人决定，或者不需要决定")
    return found


def _decide(row: RowError, words: str, by: Posting) -> None:
    row.decision, row.content = words[:400], None
    row.save(update_fields=["decision", "content"])
    write_notable(row.batch, "decide_row", by=by, reason=f"第 {row.row} 行{row.decision}")
