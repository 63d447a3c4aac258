"""A changed document: each record is corrected with the challenge as the cause; the case is over with the last of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from challenges.models import Challenge, ChallengedRecord
from challenges.services.staying import release
from challenges.services.telling import tell_sides
from common.causes import Cause, act_key
from common.ends import Ended
from common.errors import NotEligible
from common.history import acting
from common.trail import Actor
from common.workflow import move_many
from records import services as records
from records.scopes import case_scope


def to_mend(case: Challenge, by: Actor) -> ChallengedRecord | None:
    """Return the next record in the posting's scope whose correction nobody has proposed yet."""
    rows = case.items.filter(case_scope(by), correction=None).select_related("fact")
    return next((item for item in rows if item.is_open), None)


@transaction.atomic
def mend(case: Challenge, item: ChallengedRecord, *, by: Actor, reason: str, **proposal: Any) -> Challenge:
    """Open the correction that a changed document asks for, with the challenge as its cause."""
    if item.correction_id is not None or not item.is_open:
        raise NotEligible("这条记录的更正已经提出，或者不用再更正")
    case.move("mend", by=by, reason=reason)
    made = records.propose_correction(item.fact.of_kind, by=by, cause=Cause.of(case, "mend"), **proposal)
    with acting(by):
        ChallengedRecord.objects.filter(pk=item.pk).update(correction=made)
    item.refresh_from_db()
    return case


def fulfil(rows: QuerySet[Challenge], ended: Ended) -> None:
    """Let what was corrected stand again, and close the challenges of which nothing is left to correct."""
    cases = list(rows.distinct())
    items = ChallengedRecord.objects.filter(correction__in=ended.ids, challenge__in=cases)
    with acting(ended.by):
        items.update(mended_on=timezone.localdate())
    for case in cases:
        done = dict(items.filter(challenge=case).values_list("correction_id", "fact_id"))
        _move(case, "mended", done, ended)
        release(case, "mended", by=ended.by, reason="更正施行", of=set(done.values()))
        _close(case, done, ended)


def remand(rows: QuerySet[Challenge], ended: Ended) -> None:
    """Let records whose correction was taken back wait for another; what is known to be wrong stays off the pages."""
    cases = list(rows.distinct())
    items = ChallengedRecord.objects.filter(correction__in=ended.ids, challenge__in=cases)
    of_each = {
        case: list(items.filter(challenge=case).values_list("correction_id", flat=True)) for case in cases
    }
    with acting(ended.by):
        items.update(correction=None)
    for case, corrections in of_each.items():
        _move(case, "remand", corrections, ended)


def conclude(rows: QuerySet[Challenge], ended: Ended) -> None:
    """Close the challenges whose last record to correct ended otherwise."""
    for case in rows.distinct():
        _close(case, list(case.items.filter(fact__in=ended.ids).values_list("fact_id", flat=True)), ended)


def _close(case: Challenge, causes: Iterable[UUID], ended: Ended) -> None:
    if any(item.is_open for item in case.items.select_related("fact")):
        return
    _move(case, "fulfil", causes, ended)
    tell_sides(case, f"{case.document_number} 变更后的更正已经办完（{case}）")


def _move(case: Challenge, act: str, causes: Iterable[UUID], ended: Ended) -> None:
    """Move by whoever ended what the case waited for, without regard to their hand in the record."""
    cause = Cause(act_key(ended.model, ended.act), tuple(causes)[:1])
    me = Challenge.objects.filter(pk=case.pk)
    because = f"{ended.model._meta.verbose_name}已{ended.way.label}：{ended.reason}"
    move_many(me, act, by=ended.by, caused_by=cause, reason=because)
