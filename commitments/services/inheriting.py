"""新官理旧账: whoever takes over a body or a post takes over its promises; who inherited what, when, stays on file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from commitments.models import Commitment, Opening, Succession
from commitments.services.line_codes import tell
from commitments.services.looking_back import duty_days
from commitments.vocabulary import CommitmentStatus, Inheritance
from common import projections
from common.errors import Incomplete
from common.history import acting
from common.trail import Actor, write_notable_many
from organisations.models import Department

OPEN = (CommitmentStatus.DRAFT, CommitmentStatus.PENDING, CommitmentStatus.RUNNING)


@transaction.atomic
def hand_on(
    case: Commitment, *, by: Actor, kind: str, to_post: str, on: date, document: str, reason: str = ""
) -> Succession:
    """Write down that another post or person answers for the promise now; its days stay as they are."""
    first = _first_day(case)
    if not first <= on <= timezone.localdate():
        raise Incomplete("交接日期不对", {"on": f"须在 {first} 至今天之间：不早于起始之日和上一次交接"})
    made = Succession(
        commitment=case,
        kind=kind,
        from_post=case.post,
        to_post=to_post,
        on=on,
        document=document,
        entered_by_id=by.user_id,
    )
    case.take_in_beside(made)
    case.move("hand_on", by=by, reason=reason or f"{made.get_kind_display()} {document}"[:200], post=to_post)
    with acting(by):
        made.save(force_insert=True)
    tell(case, "hand_on")
    return made


def _first_day(case: Commitment) -> date:
    """Return the first day on which a post may be handed on: since the duty began, never before the last hand-over."""
    begins = min(case.signed_on, duty_days(case)[0])
    last: date | None = case.successions.exclude(to_post="").aggregate(last=Max("on"))["last"]
    return max(begins, last or begins)


def promises_of(units: Iterable[Any]) -> QuerySet[Commitment]:
    """Return what these bodies have promised and not yet kept."""
    return Commitment.objects.filter(department__in=list(units), status__in=OPEN)


def move_to_heir(units: Iterable[Any], heir: Department, by: Actor, reason: str) -> int:
    """Let the successor of ended bodies answer for their promises; each keeps its days, nothing starts anew.

    A day that was promised to somebody outside is not moved by a reorganisation（优化营商环境条例 31）.
    """
    promises = promises_of(units)
    Commitment.refuse_texts_of_many(promises, {"document": reason})
    cases = list(promises)
    today = timezone.localdate()
    rows = [
        Succession(
            commitment=case,
            kind=Inheritance.REORGANISATION,
            from_department_id=case.department_id,
            to_department=heir,
            on=today,
            document=reason[:300] or "机构调整",
            entered_by_id=by.user_id,
        )
        for case in cases
    ]
    keys = [case.pk for case in cases]
    with acting(by):
        Succession.objects.bulk_create(rows)
        Commitment.objects.filter(pk__in=keys).update(department=heir)
    if keys:
        write_notable_many(Commitment, keys, "reorganise", by=by, reason=reason)
    if Opening.objects.filter(commitment__in=keys).exclude(opens_on=None).exists():
        left = {row.from_department_id for row in rows if row.from_department_id}
        projections.changed(departments=[heir.pk, *left])
    return len(keys)
