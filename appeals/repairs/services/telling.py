"""Who is told of a request for repair: its department, the body that decides, recipients downstream."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from appeals.repairs.listed import recipients
from appeals.repairs.models import Repair, RepairPush
from common.models import Outbox
from common.roles import Role
from postings.telling import tell_unit

DECIDED, WAITS, DUE = "repair.decided", "repair.waits", "repair.due"
TOPICS = {DECIDED: "信用修复有结果", WAITS: "信用修复等待决定", DUE: "信用修复的期限"}
GRANTED, UNDONE = "repair.granted", "repair.undone"


def tell_department(case: Repair, text: str, due_on: date | None = None) -> int:
    """Tell those who act for the department, and for whoever took it over."""
    return tell_unit(case, Role.REPRESENTATIVE, case.department, DECIDED, text, due_on)


def tell_decider(case: Repair) -> int:
    """Tell the body that decides, where it acts here."""
    text = f"{case.number} 等待审查和决定"
    return tell_unit(case, Role.FINDING_BODY, case.deciding_unit, WAITS, text, case.due_on)


held_because: list[Callable[[Outbox], str]] = []
"""What apps above say of a message that does not leave（信息分类不予共享）."""


def bar_to_push(pushed: RepairPush) -> str:
    """Return why the news is not handed to its recipient yet, "" once it may be: the catalogue of information lets it leave."""
    if pushed.is_let_go:
        return ""
    words = next(filter(None, (says(pushed.outbox) for says in held_because)), "")
    return words or "等待按信息分类放行"


def push(case: Repair, *, is_undoing: bool = False) -> list[RepairPush]:
    """Put the news into the outbox, one row a recipient, each waiting for its receipt（rules.md 3.9）."""
    made = []
    for row in recipients(timezone.localdate()):
        message = Outbox.objects.create(
            topic=UNDONE if is_undoing else GRANTED,
            subject_id=case.pk,
            payload={"to": row.key, "record_no": case.fact.number, "repair_no": case.number},
        )
        made.append(
            RepairPush.objects.create(repair=case, outbox=message, receiver=row.label, is_undoing=is_undoing)
        )
    return made
