"""Who hears of a case of tolerance: the department, the body that decides; of an official's case the file alone."""

from __future__ import annotations

from datetime import date

from common.roles import Role
from discipline.tolerance.models import Tolerance
from discipline.tolerance.vocabulary import ToleranceStatus
from postings.telling import tell_unit
from records.models import Fact
from records.scopes import FROM_NOTICE_ON

DECIDED, WAITS, DUE = "tolerance.decided", "tolerance.waits", "tolerance.due"
TOPICS = {DECIDED: "容错有结果", WAITS: "容错等待办理", DUE: "容错的期限"}


def tell_department(case: Tolerance, text: str, due_on: date | None = None) -> int:
    """Tell those who act for the department, and for whoever took it over; nobody of an official's case.

    A case may begin while the record is still reviewed: the department hears nothing before it may know of the record.
    """
    if not may_know(case):
        return 0
    return tell_unit(case, Role.REPRESENTATIVE, case.fact.department, DECIDED, text, due_on)


def may_know(case: Tolerance) -> bool:
    """Say whether the department may know of the case: of its record, or that what it was told is revoked."""
    if case.status == ToleranceStatus.REVOKED:
        return True
    return Fact.objects.filter(pk=case.fact_id, status__in=FROM_NOTICE_ON).exists()


def tell_decider(case: Tolerance) -> int:
    """Tell the body that decides, where it acts here."""
    text = f"{case.number} 转来调查核实"
    return tell_unit(case, Role.FINDING_BODY, case.body_unit, WAITS, text, case.due_on)
