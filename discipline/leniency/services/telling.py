"""Who hears of a case of leniency, and by which letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from common.roles import Role
from common.trail import Actor
from discipline.leniency import deadlines
from discipline.leniency.models import DECIDED, Leniency
from letters import case_letters
from letters import services as letters
from letters.models import Letter, LetterService
from letters.services import Delivery
from organisations.addressing import addressed
from postings.telling import tell_unit

DECIDED_ON, WAITS, DUE = "leniency.decided", "leniency.waits", "leniency.due"
TOPICS = {DECIDED_ON: "从轻、免于惩戒有结果", WAITS: "从轻、免于惩戒等待办理", DUE: "从轻、免于惩戒的期限"}


def tell_department(case: Leniency, text: str) -> int:
    """Tell those who act for the department."""
    return tell_unit(case, Role.REPRESENTATIVE, case.fact.department, DECIDED_ON, text)


def tell_body(case: Leniency) -> int:
    """Tell the body that applies the measure, where it acts here."""
    unit, text = case.measure.body_unit, f"{case.number} 等待受理"
    return tell_unit(case, Role.FINDING_BODY, unit, WAITS, text, case.due_on)


def write_letter(case: Leniency, key: str, values: Mapping[str, str], *, by: Actor) -> Letter:
    """Write the letter of an act to the department."""
    known = {
        "单位": str(case.fact.department),
        "措施": case.measure.label,
        "惩戒编号": case.measure.number,
        "记录": case.fact.number,
        "编号": str(case.number),
        "情形": case.get_ground_display(),
    }
    whom = addressed(case.fact.department)
    return case_letters.write_letter(case, key, whom, {**known, **values}, by=by)


@transaction.atomic
def serve_letter(
    case: Leniency, *, by: Actor, letter: Letter, manner: str, recipient: str, on: date, proof: str
) -> Leniency:
    """Record the service of a letter; that of the decision meets its clock."""
    case_letters.require_issued(case, letter)
    is_decision = case.status in DECIDED
    told: dict[str, Any] = {"served_on": on} if is_decision else {}
    case.move("serve", by=by, reason=f"{letter.document_number} {on}", **told)
    served = letters.serve(letter, Delivery(LetterService.Manner(manner), recipient, on, proof), by=by)
    if is_decision:
        deadlines.meet(deadlines.SERVE, [case.pk], on=served.served_on, by=by)
    return case
