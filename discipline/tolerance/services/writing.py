"""The letters of a case of tolerance: drafted in the act, issued in it where their register is open, served with proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from common.errors import Incomplete, WrongState
from common.trail import Actor
from discipline.tolerance import deadlines
from discipline.tolerance.models import Tolerance
from letters import services as letters
from letters.models import Letter, LetterSeries, LetterService
from letters.services import Delivery

UNREGISTERED = "还没有登记这一机关“告知书”的发文代字，文书先拟稿，请信用办负责人登记后补发"
FEEDBACK = ("tolerance_granted", "tolerance_refused")
DOUBTED = "tolerance_doubted"


def write_letter(case: Tolerance, key: str, values: Mapping[str, str], *, by: Actor) -> Letter:
    """Draft the letter of an act; give it its number where the issuer's register is open. An official is told by no name."""
    known = {
        "单位": case.subject_words,
        "记录": case.fact.number,
        "容错编号": str(case.number),
        "情形": case.ground_words,
    }
    made = letters.draft(
        case,
        key,
        issuer=letters.issuer_of(by),
        addressee=case.subject_words,
        values={**known, **values},
        by=by,
    )
    return letters.issue(made, by=by) if _may_number(made) else made


@transaction.atomic
def issue_waiting(case: Tolerance, *, by: Actor, reason: str = "") -> Tolerance:
    """Give the drafted letters of a case their numbers（补发文书）."""
    waiting = list(Letter.objects.of(case).filter(status=Letter.Status.DRAFTED))
    if not waiting:
        raise WrongState("没有待编号的文书")
    case.move("write", by=by, reason=reason)
    for letter in waiting:
        if not _may_number(letter):
            raise Incomplete(UNREGISTERED)
        letters.issue(letter, by=by)
    return case


@transaction.atomic
def serve_letter(
    case: Tolerance, *, by: Actor, letter: Letter, manner: str, recipient: str, on: date, proof: str
) -> Tolerance:
    """Record the service of a letter: that of the decision is the feedback, that of a doubt begins the time to answer."""
    if (letter.object_id, letter.status) != (case.pk, Letter.Status.ISSUED):
        raise WrongState("这份文书不在待送达的之列，请刷新")
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


def _may_number(letter: Letter) -> bool:
    return LetterSeries.objects.filter(body_id=letter.issuer_id, kind=letter.kind).exists()
