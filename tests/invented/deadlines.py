from __future__ import annotations

from common.deadlines.kinds import DeadlineKind
from common.roles import Role

ANSWER = DeadlineKind(
    "urging_answer",
    "督办答复截止",
    ("invented.urging",),
    "statement",
    "部门须在这一天以前答复。",
    "提醒督办人。",
    frozenset({Role.OFFICER, Role.REPRESENTATIVE}),
    column="due_on",
)
