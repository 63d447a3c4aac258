"""How a thing ends, and who must hear of it in the same transaction: a machine declares ENDS, `on_end` is told.

One call a statement with the set of what ended; the trail rows are written before, the transaction is still open.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from common.causes import Cause
from common.trail import Actor


class End(models.TextChoices):
    """The ways in which something ends; REOPENED leaves an end again, such as an undone tolerance."""

    WITHDRAWN = "withdrawn", "撤销"
    VOID = "void", "作废"
    TOLERATED = "tolerated", "容错"
    SUPERSEDED = "superseded", "更正替代"
    EXPIRED = "expired", "期满"
    REPAIRED = "repaired", "修复"
    UNDONE = "undone", "撤回整批"
    CANCELLED = "cancelled", "撤回"
    DECLINED = "declined", "不予采纳"
    LAPSED = "lapsed", "随所涉事项终止"
    CONCLUDED = "concluded", "办结"
    REOPENED = "reopened", "重新办理"


@dataclass(frozen=True)
class Ground:
    """An ending state whose way is told by a column that the act sets: {value: way}; any other value is `otherwise`."""

    column: str
    ways: Mapping[str, End]
    otherwise: End

    def way(self, changes: Mapping[str, Any]) -> End:
        """Return the way that an act with these changes ends in."""
        return self.ways.get(str(changes.get(self.column, "")), self.otherwise)


How = End | Ground
Ends = Mapping[str, How]
Verbs = Collection[tuple[Sequence[str], str]]
"""Sources and target of each verb of a machine."""


@dataclass(frozen=True)
class Ended:
    """What one statement ended: the rows of one model, in one way, by one act."""

    model: type[models.Model]
    ids: Sequence[uuid.UUID]
    way: End
    act: str
    by: Actor
    reason: str

    def cause(self, column: str) -> Cause:
        """Return the cause that this end is for what hangs on it by `column`."""
        return Cause.of_many(self.model, self.act, self.ids, column=column)


on_end: dict[str, Callable[[Ended], None]] = {}
"""Who hears of every end, by name."""


def ways_of(ends: Ends, verbs: Verbs) -> set[End]:
    """Return every way in which things of a machine end, REOPENED where a verb leads out of an end."""
    ways: set[End] = set()
    for how in ends.values():
        ways |= {*how.ways.values(), how.otherwise} if isinstance(how, Ground) else {how}
    leaves = any(target and target not in ends and set(sources) & set(ends) for sources, target in verbs)
    return ways | ({End.REOPENED} if leaves else set())


def concerns(ends: Ends, sources: Sequence[str], target: str) -> bool:
    """Say whether a verb leads into an end or out of one."""
    return bool(target) and (target in ends or bool(set(sources) & set(ends)))


def way_from(ends: Ends, old: str, target: str, changes: Mapping[str, Any]) -> End | None:
    """Return the way in which a row that stood in `old` ends, None where it does not."""
    how = ends.get(target)
    if how is not None:
        return how.way(changes) if isinstance(how, Ground) else how
    return End.REOPENED if old in ends else None


def tell(
    model: type[models.Model],
    ways: Mapping[uuid.UUID, End | None],
    *,
    act: str,
    by: Actor,
    reason: str,
) -> None:
    """Tell each listener once of each way in which rows ended."""
    for way in dict.fromkeys(way for way in ways.values() if way is not None):
        ended = Ended(model, [key for key, one in ways.items() if one == way], way, act, by, reason)
        for listener in on_end.values():
            listener(ended)
