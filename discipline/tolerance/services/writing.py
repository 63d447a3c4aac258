"""The letters of a case of tolerance: drafted in the act, served with proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from common.trail import Actor
from discipline.tolerance import deadlines
from discipline.tolerance.models import Tolerance
from letters import case_letters
from letters import services as letters
from letters.models import Letter, LetterService
from letters.services import Delivery
from organisations.addressing import addressed

FEEDBACK = ("tolerance_granted", "tolerance_refused")
DOUBTED = "tolerance_doubted"


def write_letter(case: Tolerance, key: str, values: Mapping[str, str], *, by: Actor) -> Letter:
    """Draft the letter of an act; an official is told by no name."""
    known = {
        "单位": case.subject_words,
        "记录": case.fact.number,
        "容错编号": str(case.number),
        "情形": case.ground_words,
    }
    whom = case.subject_words if case.is_of_official else addressed(case.fact.department)
    return case_letters.write_letter(case, key, whom, {**known, **values}, by=by)


@transaction.atomic
def serve_letter(
    case: Tolerance, *, by: Actor, letter: Letter, manner: str, recipient: str, on: date, proof: str
) -> Tolerance:
    """Record the service of a letter: that of the decision is the feedback, that of a doubt begins the time to answer."""
    case_letters.require_issued(case, letter)
    key = letter.template.key
    told: dict[str, Any] = {"fed_back_on": on} if key in FEEDBACK else {}
    case.move("serve", by=by, reason=f"{letter.document_number} {on}", **told)
    served = letters.serve(letter, Delivery(LetterService.Manner(manner), recipient, on, proof), by=by)
    if key in FEEDBACK:
        deadlines.met(deadlines.FEEDBACK, case, served.served_on, by=by)
    if key == DOUBTED and case.doubted_by_id and not case.statement:
        deadlines.run(deadlines.HEARING, case, served.served_on, "告知书送达", by=by)
    case.refresh_from_db()
    return case
