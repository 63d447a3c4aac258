"""Who was served rates a promise: by a code of one use, issued with the served matter, of whose holder nothing is kept.

The mean is shown from ten ratings on, and ranks nobody. procedures E.27
"""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from commitments.deadlines import runs_until
from commitments.domains.domain import domains
from commitments.domains.townships import RULE
from commitments.models import Commitment, RatingCode
from commitments.services.opening import live
from common.errors import ActRefused, Incomplete
from common.key_domains import KeyDomain
from common.trail import Actor
from intake import receivers
from intake.messages import Message
from intake.ratings import RATING, RATINGS, RatingAnswer
from intake.sealing import QueryCode
from intake.services.answering import answer_to
from organisations.board_vocabulary import TownshipMatter

ALREADY = "这一办件已经发过评价码：一个办件只发一次"
SCORES = frozenset(score for score, _ in RATINGS)
RATED = (TownshipMatter.PLEDGE, TownshipMatter.BENEFIT)


def bar_rating(case: Commitment, by: Actor) -> str:
    """Return why no code is issued about this matter, "" where one may be."""
    if case.domain != KeyDomain.TOWNSHIPS:
        return "群众评价只用于乡镇街道的公开承诺和惠民政策"
    if domains[case.domain].part_of(case).matter not in RATED:
        return "群众评价只用于公开承诺和惠民政策"
    shown = live(case)
    return "" if shown and shown.opens_on else "列入公开承诺栏以后才发评价码"


@transaction.atomic
def issue_code(
    case: Commitment, *, by: Actor, served_number: str, served_on: date, reason: str = ""
) -> QueryCode:
    """Issue the code of one served matter and return it: it is kept nowhere, nobody can read it again."""
    today = timezone.localdate()
    if served_on > today:
        raise Incomplete("办结日期不能晚于今天", {"served_on": "不能晚于今天"})
    code = QueryCode.fresh()
    case.move("issue_code", by=by, reason=reason or f"办件 {served_number}"[:200])
    try:
        with transaction.atomic():
            RatingCode.objects.create(
                commitment=case,
                served_number=served_number,
                served_on=served_on,
                token_hash=code.token_hash,
                issued_by_id=by.user_id,
                issued_on=today,
                expires_on=runs_until(RULE, "rating_code", today),
            )
    except IntegrityError as clash:
        raise Incomplete(ALREADY, {"served_number": ALREADY}) from clash
    case.issued_code = f"评价码：{code}。请现在抄给办事人，离开这一页就看不到了。"
    return code


def receive(message: Message) -> None:
    """Take a rating: only under a code that was issued, has not run out and was not used before."""
    score = message.payload.get("score")
    if score not in SCORES:
        raise ActRefused("来件不是评价表单的内容")
    day = timezone.localdate(message.received_at)
    answer_to(message, _taken(message, int(score), day), until=runs_until(RULE, "rating_code", day))


def _taken(message: Message, score: int, day: date) -> str:
    """Write the rating down and return what its sender is told."""
    known = RatingCode.objects.select_for_update().filter(token_hash=message.token_hash).first()
    if known is None:
        return RatingAnswer.UNKNOWN
    if known.used_on is not None:
        return RatingAnswer.USED
    if day > known.expires_on:
        return RatingAnswer.EXPIRED
    known.used_on, known.score = day, score
    known.save(update_fields=["used_on", "score"])
    return RatingAnswer.TAKEN


def register() -> None:
    """Enter the receiver; called once when the app is ready."""
    receivers.register(RATING, "群众评价", receive)
