"""What becomes of a publication when its fact is corrected: its end as 更正替代, and its successor."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from common.causes import Cause
from common.errors import NotEligible
from common.trail import Actor
from policy.vocabulary import EndGround, PublicationStatus
from records.facts.models.kinds import FactKind
from records.models import Correction, Publication
from records.publications.services.ending import end_publication
from records.publications.services.publishable import require_publishable
from records.publications.services.publishing import opened, persons_of, window_of

COPIED = (
    "face_version",
    "face_title",
    "face_facts",
    "face_document_title",
    "face_changed_by_id",
    "clearances",
    "minor_reason",
    "third_party_opinion",
    "sheet",
    "sheet_version",
    "sheet_signed_by_id",
)


def standing_publication(fact: FactKind, today: date) -> Publication | None:
    """Return the publication of `fact` that stands, or is suspended, with days of its window left."""
    return fact.publications.filter(status=PublicationStatus.PUBLIC, closes_on__gt=today).first()


def replace_publication(
    old: Publication, correction: Correction, fact: FactKind, *, by: Actor, today: date
) -> None:
    """End the old publication as 更正替代 and open its successor, which takes over the open holds."""
    because = correction.hidden_because or "更正替代"
    cause = Cause.of(fact, "correct")
    end_publication(
        old,
        by=by,
        cause=cause,
        ground=EndGround.SUPERSEDED,
        reason=because,
        keeps_holds=not correction.hidden_because,
    )
    if correction.hidden_because:
        return
    _open_successor(old, correction, fact, by=by, now=timezone.now(), today=today)


def _open_successor(
    old: Publication, correction: Correction, fact: FactKind, *, by: Actor, now: datetime, today: date
) -> None:
    successor = _successor(old, correction, fact)
    require_publishable(fact, successor)
    window = window_of(fact, successor, old.opens_on or today)
    if window.closes <= today:
        raise NotEligible(f"按更正后的内容，公示期已于 {window.closes} 届满，请经办改为“更正后不再公示”")
    successor.opens_on, successor.closes_on = window.opens, window.closes
    successor.repair_from, successor.rule_version = window.repair_from, window.rule_version
    successor.published_by_id, successor.published_at = by.user_id, now
    because = f"{correction.get_kind_display()}，更正替代原公示"
    successor.enter(by=by, reason=because, act="succeed", caused_by=Cause.of(fact, "correct"))
    opened(successor, "succeed", by=by, replaces=str(old.pk))


def _successor(old: Publication, correction: Correction, fact: FactKind) -> Publication:
    persons = persons_of(fact) | {"proposed_by_id": correction.prepared_by_id}
    return Publication(
        predecessor=old,
        fact_version=fact.content_version,
        **persons,
        fact=fact.parent,
        **{name: getattr(correction, name) for name in COPIED},
    )


def close_the_rest(fact: FactKind, *, by: Actor, today: date) -> None:
    """End what no longer fits the corrected fact: proposals for the earlier content, windows already over."""
    for publication in fact.publications.exclude(status=PublicationStatus.ENDED).exclude(
        fact_version=fact.content_version
    ):
        is_over = publication.closes_on is not None and publication.closes_on <= today
        ground = EndGround.EXPIRED if is_over else EndGround.SUPERSEDED
        reason = "公示期满" if is_over else "记录已更正，请按更正后的内容重新拟公示"
        end_publication(publication, by=by, cause=Cause.of(fact, "correct"), ground=ground, reason=reason)
