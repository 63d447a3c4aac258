"""The other side follows its own line by receipt and code: each act is told there, sealed, with how the line stands by then.

procedures E.20, E.21
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from commitments.deadlines import RULE, rule_on, runs_until
from commitments.domains.domain import domains
from commitments.models import Commitment, Instalment, LineCode
from commitments.models.commitments import REVIEWED
from commitments.vocabulary import ChangeStatus
from common import projections
from common.errors import NotEligible, WrongState
from common.history import acting
from common.once import once
from common.trail import Actor
from intake.applications import Step
from intake.models import Answer
from intake.sealing import QueryCode
from intake.services.answering import answer

MOST = 5
YES_NO = {True: "是", False: "否"}
NOT_FOLLOWED = "这一领域的承诺不发查询码"
ENOUGH = f"已经发过 {MOST} 个查询码，不能再发：请书面答复"
IN_DISPUTE = "有质疑、投诉或者诉讼没有办结，不写逾期的天数"


def bar_line_code(case: Commitment, by: Actor) -> str:
    """Return why no code is issued for this promise, "" where one may be."""
    if domains[case.domain].following is None:
        return NOT_FOLLOWED
    return ENOUGH if case.line_codes.count() >= MOST else ""


@transaction.atomic
def issue_line_code(case: Commitment, *, by: Actor, reason: str = "") -> QueryCode:
    """Issue a code and return it: kept nowhere, nobody can read it again. The former one leads to nothing any more."""
    if words := bar_line_code(case, by):
        raise NotEligible(words)
    code, today = QueryCode.fresh(), timezone.localdate()
    case.move("issue_line_code", by=by, reason=reason or f"回执号 {code.receipt}")
    kept = {"token_hash": code.token_hash, "reply_key": code.reply_key, "receipt": code.receipt}
    with acting(by), once("line_code_one_live", WrongState("刚被他人发放")):
        _end_former(case, today)
        LineCode.objects.create(commitment=case, issued_by_id=by.user_id, issued_on=today, **kept)
    tell(case, "issue_line_code")
    case.issued_code = f"回执号：{code.receipt}，查询码：{code}。请现在抄给对方，离开这一页就看不到了。"
    return code


def tell(case: Commitment, act: str) -> None:
    """Tell whoever holds the code of an act, last in its transaction; nobody where no code was issued."""
    row, following = case.line_codes.filter(ended_on=None).first(), domains[case.domain].following
    if row is None or following is None or case.status not in REVIEWED:
        return
    today = timezone.localdate()
    words = "\n".join([Commitment.TRANSITIONS[act].label, *_told(case, following.columns, today)])
    step, until = Step(words, case.number), runs_until(*following.kept, today)
    answer(bytes(row.token_hash), step.packed(), until=until, reply_key=bytes(row.reply_key))


def _end_former(case: Commitment, today: date) -> None:
    """End the code before; what was answered under it leaves the store."""
    former = case.line_codes.filter(ended_on=None)
    told = Answer.objects.filter(token_hash__in=[bytes(row.token_hash) for row in former])
    if former.update(ended_on=today):
        projections.changed(answers=told.values_list("public_id", flat=True))


def _told(case: Commitment, columns: Sequence[str], today: date) -> Iterator[str]:
    """Yield how the line stands: registered, delivered, due, done, lawfully changed; no sum, no post, no person."""
    part = domains[case.domain].part_of(case)
    yield f"{case.document_number}（{case.department}）：{timezone.localdate(case.confirmed_at)} 登记"
    for name in columns:
        if (value := getattr(part, name)) is not None:
            yield f"{part._meta.get_field(name).verbose_name}：{YES_NO.get(value, value)}"
    in_dispute = case.disputes.filter(answered_on=None).exists()
    for one in case.instalments.prefetch_related("fulfilments"):
        yield _line(one, case, today, in_dispute=in_dispute)
    for change in case.changes.filter(status=ChangeStatus.GRANTED):
        new = f"期限改为 {change.new_agreed_on}" if change.new_agreed_on else "不再履行"
        yield f"{change.decided_on} 同意变更：{new}"
    if in_dispute:
        yield IN_DISPUTE


def _line(one: Instalment, case: Commitment, today: date, *, in_dispute: bool) -> str:
    """Return one instalment: due when, done when; late only by a confirmed clock and with nothing of it disputed."""
    domain = domains[case.domain]
    found = domain.due(one, case, domain.part_of(case), today)
    used = rule_on(RULE, found.rule, found.on) if found else None
    words = [f"{one.due_on} 到期{used.doubt if used else ''}" if one.due_on else "还没有起算"]
    words += [f"{part.done_on} 履行" for part in one.fulfilments.all()]
    words += ["履行完毕"] if one.done_on else []
    if used and used.is_settled and one.due_on and one.is_late(today) and not (in_dispute or one.disputed):
        days = ((one.done_on or today) - one.due_on).days
        words.append(f"逾期 {days} 天" if one.done_on else f"截至 {today} 逾期 {days} 天")
    return f"{one}：{'，'.join(words)}"
