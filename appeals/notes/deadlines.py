"""The clock of a department note: it reminds, nothing follows by itself（procedures A.6）."""

from __future__ import annotations

from appeals.notes.rule_kinds import CLOCK
from appeals.notes.transitions import LABEL
from common.deadlines.kinds import DeadlineKind, deadline_kinds
from common.roles import CREDIT_OFFICE, SECRECY_REVIEWERS

EXAMINE = DeadlineKind(
    "note.examine",
    "单位说明办理截止",
    (LABEL,),
    CLOCK,
    "须在这一天以前公开、退回或者不予公开。",
    "提醒经办、保密审查员和负责人；不因迟延视为公开或者不予公开。",
    CREDIT_OFFICE | SECRECY_REVIEWERS,
    column="due_on",
)


def register() -> None:
    """Declare the kind; called once when the app is ready."""
    deadline_kinds.register(EXAMINE)
