"""Holds（暂停）: what keeps a publication off the pages for a while, begun and ended by acts."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from common import projections
from common.causes import Cause
from common.deadlines.services import cancel, meet
from common.errors import NotAllowed, WrongState
from common.models import Outbox
from common.trail import Actor
from common.workflow import move_many
from records.deadlines import HOLD, plan_end
from records.models import Hold, Publication


@transaction.atomic
def suspend(
    publication: Publication, *, by: Actor, reason: str, planned_until: date | None = None
) -> Publication:
    """Take a publication off the pages for a stated reason; the end of its window does not move（rules.md 0.2e）."""
    publication.move("suspend", by=by, reason=reason)
    if publication.own_hold.exists():
        raise WrongState(f"现在是“{publication.get_status_display()}”，不能暂停公示")
    begin_hold(
        publication, by=by, cause=Cause.of(publication, "suspend"), reason=reason, planned_until=planned_until
    )
    return publication


@transaction.atomic
def resume(publication: Publication, *, by: Actor, reason: str) -> Publication:
    """Let a suspended publication stand again for what is left of its window."""
    publication.move("resume", by=by, reason=reason)
    own = publication.own_hold.first()
    if own is None:
        raise WrongState(f"现在是“{publication.get_status_display()}”，不能恢复公示")
    end_hold(own, by=by, cause=Cause.of(publication, "resume"), reason=reason)
    return publication


@transaction.atomic
def begin_hold(
    publication: Publication, *, by: Actor, cause: Cause, reason: str, planned_until: date | None = None
) -> Hold:
    """Hold a publication because of the act just done, such as an accepted objection."""
    hold = Hold(
        publication=publication,
        begun_by=cause.act,
        cause_object=cause.objects[0],
        planned_until=planned_until,
    )
    hold.enter(by=by, caused_by=cause, reason=reason)
    plan_end(hold, by=by)
    _tell("publication.suspended", publication)
    return hold


@transaction.atomic
def end_hold(hold: Hold, *, by: Actor, cause: Cause, reason: str) -> Hold:
    """End a hold by an act on what it was begun by, and by no other's; the publication may be held by another still."""
    if cause.act not in Hold.ENDED_BY[hold.begun_by] or cause.objects != (hold.cause_object,):
        raise NotAllowed("暂停只能由引起它的那件事项解除")
    hold.move("end", by=by, caused_by=cause, reason=reason, ended_at=timezone.now())
    meet(HOLD, [hold.pk], on=timezone.localdate(), by=by)
    _tell("publication.resumed", hold.publication)
    return hold


def end_holds(publications: Sequence[uuid.UUID], *, by: Actor, reason: str) -> int:
    """End the holds of publications that have just ended; return how many."""
    still = Hold.objects.open().filter(publication__in=publications)
    ended = list(still.values_list("pk", "publication_id"))
    if not ended:
        return 0
    cancel(HOLD, [hold for hold, _ in ended], reason="随公示终止", by=by)
    cause = Cause.of_many(Publication, "end", list({of for _, of in ended}), column="publication_id")
    return move_many(still, "end", by=by, caused_by=cause, reason=reason, ended_at=timezone.now())


def _tell(topic: str, publication: Publication) -> None:
    publication.__dict__.pop("held", None)
    Outbox.objects.create(topic=topic, subject_id=publication.pk)
    projections.changed(facts=[publication.fact.pk])
