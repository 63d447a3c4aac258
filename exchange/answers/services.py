"""A signed answer is given out once nothing of the comparison waits; whether it holds is asked of what stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from commitments.screening.models import ASKERS, Hit, ScreeningCheck
from commitments.screening.vocabulary import HitStatus
from common.errors import NotAllowed, NotEligible
from common.history import acting
from common.secrecy import take_in
from common.trail import Actor, write_notable
from disclosure.store import signing
from exchange.answers import contents
from exchange.answers.models import AnswerSeries, SignedAnswer
from exchange.sharing.rule import bar_to_export
from exchange.sharing.vocabulary import Export

WAITING = "有名称命中待核的，核实以后才能出具：名称相同不等于同一主体，核实以前不告诉别人"
STALE = "各张名单都已过期，不能据此放行或拦截：请先导入名单，重新比对"
RENEWED = "{lists}：名单已更新，请重新比对"
PAST = "名单的时效到 {day}，已过：请重新比对、重新出具"


@dataclass(frozen=True)
class State:
    """Whether an answer still holds, and in words why."""

    holds: bool
    words: str


def bar_answer(check: ScreeningCheck, by: Actor, basis: str = "") -> str:
    """Return why no answer to a comparison is given out now, or not by this person; "" where one may be."""
    today = timezone.localdate()
    if by.role not in ASKERS:
        return "签名答复由比对的单位和信用办经办出具"
    if Hit.objects.filter(body__check_case=check, status=HitStatus.WAITING).exists():
        return WAITING
    until = contents.valid_until(check)
    if until is None:
        return STALE
    if until < today:
        return PAST.format(day=until)
    if lists := contents.renewed(check, today):
        return RENEWED.format(lists="、".join(lists))
    return bar_to_export(Export.SCREENING_ANSWER, today, basis=basis) if basis else ""


@transaction.atomic
def give_out(check: ScreeningCheck, *, by: Actor, recipient: str, basis: str) -> SignedAnswer:
    """Give out what a comparison answered to one system outside, numbered and signed; leaves a trail row.

    Others who take a number of the same year wait. Raises NotAllowed, NotEligible, Incomplete (secrecy mark).
    """
    if by.role not in ASKERS or not ScreeningCheck.objects.visible_to(by).filter(pk=check.pk).exists():
        raise NotAllowed("签名答复由比对的单位和信用办经办出具")
    at = timezone.localtime().replace(microsecond=0)
    series = _series(at.year)
    if words := bar_answer(check, by, basis):
        raise NotEligible(words)
    until = contents.valid_until(check)
    assert until is not None  # noqa: S101 - else it is barred
    serial = series.last_number + 1
    number = f"DF-{at.year}-{serial:06d}"
    made = SignedAnswer(
        series=series,
        serial=serial,
        number=number,
        check_case=check,
        recipient=recipient,
        basis=basis,
        valid_until=until,
        made_at=at,
        made_by_id=by.user_id,
    )
    take_in(made)
    given = {"recipient": made.recipient, "basis": made.basis}
    made.content = contents.content_of(
        check, number=number, at=at, until=until, given=given, key=signing.fingerprint()
    )
    made.sha256 = sha256(made.content.encode()).hexdigest()
    made.signature = signing.sign(made.content.encode())
    with acting(by):
        made.save(force_insert=True)
    write_notable(check, "give_answer", by=by, reason=f"{recipient}：{basis}"[:2000], number=number)
    return made


def _series(year: int) -> AnswerSeries:
    """Return the register of a year, held until the transaction ends."""
    AnswerSeries.objects.get_or_create(year=year)
    return AnswerSeries.objects.select_for_update().get(year=year)


def state_of(answer: SignedAnswer, today: date) -> State:
    """Return whether an answer holds: its lists are of age and the newest, and what it says of every bidder stands."""
    if answer.valid_until < today:
        return State(False, PAST.format(day=answer.valid_until))
    now = {one["row"]: one for one in contents.bidders_of(answer.check_case, today)}
    changed = [
        str(one["row"]) for one in contents.said_bidders(answer.content) if now.get(one["row"]) != dict(one)
    ]
    if changed:
        rows = "、".join(changed[:20])
        return State(False, f"第 {rows} 行的情况有变化，这份答复不再有效：请重新比对、重新出具")
    if lists := contents.renewed(answer.check_case, today):
        return State(False, f"{RENEWED.format(lists='、'.join(lists))}、重新出具")
    return State(True, f"到 {answer.valid_until} 为止有效")
