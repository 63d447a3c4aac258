"""Everything by which a fact stops standing in public: in one commit its text is gone from every page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common import projections
from common.causes import Cause
from common.ends import End, Ended
from common.errors import NotAllowed, WrongState
from common.models import Outbox
from common.trail import Actor
from common.workflow import move_many
from policy.vocabulary import EndGround, PublicationStatus
from records.deadlines import end_windows
from records.models import Publication
from records.publications.services.holding import end_holds


@transaction.atomic
def end_publication(
    publication: Publication,
    *,
    by: Actor,
    ground: str,
    reason: str,
    cause: Cause | None = None,
    keeps_holds: bool = False,
) -> Publication:
    """End a publication on one of the grounds; what stood in public goes in the same commit（rules.md 0.2c）.

    Its holds end with it, unless a successor is about to take them over. What never stood ends with its fact alone.
    """
    ends = {"end_ground": EndGround(ground), "ended_at": timezone.now()}
    waits = publication.status == PublicationStatus.PENDING
    if waits and cause is None:
        raise WrongState("还没有公示过，没有可以终止的；不打算公示的，请办理“不予公开”")
    publication.move("lapse" if waits else "end", by=by, reason=reason, caused_by=cause, **ends)
    if not keeps_holds:
        end_holds([publication.pk], by=by, reason=reason)
    end_windows([publication.pk], reason=f"{EndGround(ground).label}：{reason}", by=by)
    _hide([publication.pk])
    if not waits:
        Outbox.objects.create(
            topic="publication.ended", subject_id=publication.pk, payload={"ground": ground}
        )
    return publication


@transaction.atomic
def expire_publications(*, by: Actor, today: date) -> int:
    """Write down the end of every publication whose window is over; the views hid it at midnight already."""
    over = Publication.objects.filter(status=PublicationStatus.PUBLIC, closes_on__lte=today)
    return len(_end_many(over, by=by, ground=EndGround.EXPIRED, reason="公示期满"))


def end_with_fact(publications: QuerySet[Publication], ended: Ended) -> None:
    """End the publications of facts that were withdrawn or tolerated, in the act that ends the facts（rules.md 0.2c）."""
    open_ones = list(publications.values_list("pk", flat=True))
    rows = Publication.objects.filter(pk__in=open_ones)
    cause = ended.cause("fact_id")
    ground = EndGround.TOLERATED if ended.way == End.TOLERATED else EndGround.WITHDRAWN
    done = _end_many(rows, by=ended.by, ground=ground, reason=ended.reason, cause=cause)
    if len(done) != len(open_ones):
        raise NotAllowed("公示刚被他人改动，事实和公示须一并终止，请刷新后再办")


def _end_many(
    publications: QuerySet[Publication],
    *,
    by: Actor,
    ground: EndGround,
    reason: str,
    cause: Cause | None = None,
) -> list[Any]:
    """End these publications in one statement; return the keys of those that ended."""
    found, now = list(publications.values_list("pk", flat=True)), timezone.now()
    if not found:
        return []
    rows = Publication.objects.filter(pk__in=found)
    for act in ("end", "lapse") if cause else ("end",):
        move_many(rows, act, by=by, reason=reason, caused_by=cause, end_ground=ground, ended_at=now)
    ids = list(rows.filter(end_ground=ground, ended_at=now).values_list("pk", flat=True))
    end_windows(ids, reason=reason, by=by)
    end_holds(ids, by=by, reason=reason)
    _hide(ids)
    stood = rows.filter(pk__in=ids, published_at__isnull=False).values_list("pk", flat=True)
    Outbox.objects.bulk_create(
        [Outbox(topic="publication.ended", subject_id=pk, payload={"ground": str(ground)}) for pk in stood]
    )
    return ids


def _hide(publications: list[Any]) -> None:
    facts = Publication.objects.filter(pk__in=publications).values_list("fact_id", flat=True)
    projections.changed(facts=set(facts))
