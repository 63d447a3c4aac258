"""The letters of any procedure: drafted in the act, numbered in it where their register is open, else later."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from common.cases.acts import Bar
from common.errors import Incomplete, WrongState
from common.trail import Actor
from common.workflow import Workflow
from letters import services as letters
from letters.models import Letter, LetterSeries

UNREGISTERED = "还没有登记这一机关“{kind}”的发文代字，文书先拟稿，请信用办负责人登记后补发"


def write_letter(case: Workflow, key: str, addressee: str, values: Mapping[str, str], *, by: Actor) -> Letter:
    """Draft the letter of an act; give it its number where the issuer's register is open."""
    issuer = letters.issuer_of(by)
    made = letters.draft(case, key, issuer=issuer, addressee=addressee, values=values, by=by)
    return letters.issue(made, by=by) if _may_number(made) else made


@transaction.atomic
def issue_waiting(case: Workflow, *, by: Actor, reason: str = "") -> Workflow:
    """Give the drafted letters of a case their numbers（补发文书）."""
    waiting = list(Letter.objects.of(case).filter(status=Letter.Status.DRAFTED))
    if not waiting:
        raise WrongState("没有待编号的文书")
    case.move("write", by=by, reason=reason)
    for letter in waiting:
        if not _may_number(letter):
            raise Incomplete(UNREGISTERED.format(kind=letter.kind))
        letters.issue(letter, by=by)
    return case


def require_issued(case: Workflow, letter: Letter) -> None:
    """Raise WrongState where a letter is not one of the case's that went out and waits for its service."""
    if (letter.object_id, letter.status) != (case.pk, Letter.Status.ISSUED):
        raise WrongState("这份文书不在待送达的之列，请刷新")


def no_letter(status: str) -> Bar:
    """Return the bar of an act on letters: the case has none of this status."""

    def bar(case: Workflow, by: Actor) -> str:
        return "" if Letter.objects.of(case).filter(status=status).exists() else "没有这样的文书"

    return bar


def _may_number(letter: Letter) -> bool:
    return LetterSeries.objects.filter(body_id=letter.issuer_id, kind=letter.kind).exists()
