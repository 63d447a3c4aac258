"""The letters of a request for repair: drafted in the act, issued in it where their register is open, served with proof."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from appeals.repairs.models import Repair
from common.errors import Incomplete, WrongState
from common.trail import Actor
from letters import services as letters
from letters.models import Letter, LetterSeries
from letters.services import Issuer
from organisations.addressing import addressed

UNREGISTERED = "还没有登记这一机关、文种的发文代字，文书先拟稿，请信用办负责人登记后补发"


def write_letter(case: Repair, key: str, values: Mapping[str, str], *, by: Actor) -> Letter:
    """Draft the letter of an act; give it its number where the issuer's register is open."""
    known = {
        "单位": str(case.department),
        "申请日期": f"{case.applied_on}",
        "记录": case.fact.number,
        "修复编号": str(case.number),
    }
    issuer = issuer_of(case, by)
    made = letters.draft(
        case, key, issuer=issuer, addressee=addressed(case.department), values={**known, **values}, by=by
    )
    return letters.issue(made, by=by) if _may_number(made) else made


@transaction.atomic
def issue_waiting(case: Repair, *, by: Actor, reason: str = "") -> Repair:
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


def issuer_of(case: Repair, by: Actor) -> Issuer:
    """Return the body in whose name `by` writes: its unit, the credit office of its region where it has none."""
    if by.unit is not None:
        return Issuer(by.unit.pk, by.unit.name)
    if by.region is None or by.region_id is None:
        raise Incomplete("您的岗位没有单位也没有地区，不能发文")
    return Issuer(by.region_id, f"{by.region}信用办")


def _may_number(letter: Letter) -> bool:
    return LetterSeries.objects.filter(body_id=letter.issuer_id, kind=letter.kind).exists()
