"""The clarification（澄清）that a department may ask for once the document fell: a letter, its number, its service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from challenges.models import Challenge
from challenges.services.telling import tell_sides
from common.errors import Incomplete, NotEligible, WrongState
from common.trail import Actor
from letters import services as letters
from letters.models import Letter, LetterService
from letters.services import Delivery
from organisations.models import Department
from records.facts.models.kinds import FactKind
from records.models import Withdrawal

KEY = "challenge_clarified"


def askers(case: Challenge) -> list[Department]:
    """Return the departments of what fell that no clarification was written to yet."""
    written = addressees(case, KEY)
    found = {fact.unit for fact in _fallen(case)}
    return sorted((unit for unit in found if str(unit) not in written), key=str)


def _fallen(case: Challenge) -> list[FactKind]:
    """Return the departments' records that were withdrawn by this very document."""
    by_this = Withdrawal.objects.filter(body=case.organ, number=case.result_number)
    known = set(by_this.values_list("fact_id", flat=True))
    return [fact for fact in case.facts if fact.pk in known and fact.parent.department_id]


def bar_to_clarify(case: Challenge) -> str:
    """Return why no letter is written: no department is left that may ask."""
    return "" if askers(case) else "没有待澄清的部门，或者告知书已经发出"


@transaction.atomic
def clarify(case: Challenge, *, by: Actor, reason: str, unit: Department, asked_on: date) -> Letter:
    """Write to the department that asked what fell, by which document, and that it is withdrawn（procedures A.3）."""
    if unit not in askers(case):
        raise NotEligible("这个部门没有因这份文书撤销的信息，或者已经澄清")
    if case.decided_on is None or not case.decided_on <= asked_on <= timezone.localdate():
        words = f"请求日期须在撤销之日 {case.decided_on} 与今天之间"
        raise Incomplete(words, {"asked_on": words})
    case.move("clarify", by=by, reason=reason)
    values = {
        "单位": str(unit),
        "申请日期": f"{asked_on}",
        "认定机关": case.finder,
        "源文书": case.document_number,
        "途径": str(case.get_kind_display()),
        "处理机关": case.organ,
        "处理文书": f"{case.result_number}（{case.result_on}）",
        "撤销日期": f"{case.decided_on}",
        "记录": "、".join(fact.number for fact in _fallen(case) if fact.unit == unit),
        "说明": reason.strip(),
    }
    return send(case, KEY, unit, values, by=by)


def send(case: Challenge, key: str, unit: Department, values: Mapping[str, str], *, by: Actor) -> Letter:
    """Write a letter of the case to a department and give it its number; both sides hear of it."""
    issuer = letters.issuer_of(by)
    made = letters.draft(case, key, issuer=issuer, addressee=str(unit), values=values, by=by)
    given = letters.issue(made, by=by)
    tell_sides(case, f"{given.title}（{given.document_number}）已发出")
    return given


def addressees(case: Challenge, key: str) -> set[str]:
    """Return whom a letter of this kind was written to."""
    written = Letter.objects.of(case).filter(template__key=key).exclude(status="void")
    return set(written.values_list("addressee", flat=True))


@transaction.atomic
def serve(
    case: Challenge, *, by: Actor, letter: Letter, manner: str, recipient: str, on: date, proof: str
) -> Challenge:
    """Write down that a letter of the case reached its department."""
    if (letter.object_id, letter.status) != (case.pk, Letter.Status.ISSUED):
        raise WrongState("这份文书不在待送达的之列，请刷新")
    case.move("serve", by=by, reason=f"{letter.document_number} {on}")
    letters.serve(letter, Delivery(LetterService.Manner(manner), recipient, on, proof), by=by)
    return case
