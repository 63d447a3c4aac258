"""Everything by which a fact stops standing in public: in one commit its text is gone from every page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from common import projections
from common.causes import Cause
from common.errors import Incomplete
from common.models import Outbox
from common.trail import Actor
from common.workflow import move_many
from records.models import DishonestyRecord, Publication, PublicFace
from records.publications.services.holding import end_holds
from records.vocabulary import EndGround, PublicationStatus


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
    """End a publication on one of the grounds; its public row goes in the same commit（rules.md 0.2c）.

    Its holds end with it, unless a successor is about to take them over.
    """
    ends = {"end_ground": EndGround(ground), "ended_at": timezone.now()}
    publication.move("end", by=by, reason=reason, caused_by=cause, **ends)
    if not keeps_holds:
        end_holds([publication.pk], by=by, reason=reason)
    _hide([publication.pk])
    Outbox.objects.create(topic="publication.ended", subject_id=publication.pk, payload={"ground": ground})
    return publication


@transaction.atomic
def exclude_record(record: DishonestyRecord, *, by: Actor, reason: str, document: str) -> DishonestyRecord:
    """Leave a tolerated matter out of the records（不纳入）by the deciding body's document（rules.md 0.2f）."""
    _require_document(document, "不纳入")
    record.move("exclude", by=by, reason=reason, decision_document=document)
    _end_all(record, by=by, reason=reason)
    Outbox.objects.create(topic="record.excluded", subject_id=record.pk, payload={"document": document})
    return record


@transaction.atomic
def expire_publications(*, by: Actor, today: date) -> int:
    """Write down the end of every publication whose window is over; the views hid it at midnight already."""
    over = Publication.objects.filter(status=PublicationStatus.PUBLIC, closes_on__lte=today)
    found, now = list(over.values_list("pk", flat=True)), timezone.now()
    moved = move_many(
        Publication.objects.filter(pk__in=found),
        "end",
        by=by,
        reason="公示期满",
        end_ground=EndGround.EXPIRED,
        ended_at=now,
    )
    ended = Publication.objects.filter(pk__in=found, end_ground=EndGround.EXPIRED, ended_at=now)
    ids = list(ended.values_list("pk", flat=True))
    end_holds(ids, by=by, reason="公示期满")
    _hide(ids)
    Outbox.objects.bulk_create(
        [Outbox(topic="publication.ended", subject_id=pk, payload={"ground": "expired"}) for pk in ids]
    )
    return moved


def _require_document(document: str, act: str) -> None:
    if not document.strip():
        raise Incomplete(f"{act}须写明依据文书的机关、文号和日期", {"decision_document": "请填写依据文书"})


def _end_all(record: DishonestyRecord, *, by: Actor, reason: str) -> None:
    for publication in record.publications.exclude(status=PublicationStatus.ENDED):
        end_publication(
            publication, by=by, cause=Cause.of(record, "exclude"), ground=EndGround.WITHDRAWN, reason=reason
        )


def _hide(publications: list[Any]) -> None:
    PublicFace.objects.filter(publication__in=publications).delete()
    about = Publication.objects.filter(pk__in=publications).values_list(*Publication.ABOUT)
    projections.changed(facts={fact for facts in about for fact in facts if fact})
