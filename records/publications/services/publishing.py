"""From a confirmed fact to one that stands in public: prepare, check, publish（二(三)）."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar, Unpack

from django.db import transaction
from django.utils import timezone

from common import projections
from common.causes import Cause
from common.errors import NotAllowed, NotEligible, WrongState
from common.models import Outbox, RuleValue
from common.once import once
from common.trail import Actor
from policy.vocabulary import EndGround
from policy.windows import Window, WindowRule, publicity_window, within_validity
from records.deadlines import start_window
from records.facts.models.kinds import FactKind
from records.facts.services.locking import locked
from records.models import Publication, RedactedText
from records.publications.services.public_text import PublicText, require_no_suspects, written
from records.publications.services.publishable import OPEN_ONE, bar_to_appearing, require_publishable

AnyText = TypeVar("AnyText", bound=RedactedText)
followers: list[Callable[[Publication, Cause, Actor], None]] = []
"""What apps above do in the act that opens a publication, such as hold it at once."""


def propose_publication(fact: FactKind, *, by: Actor, **text: Unpack[PublicText]) -> Publication:
    """Prepare the public face of a confirmed fact and put it to 公开审查."""
    require_publishable(fact)
    publication = Publication(
        **written(text),
        proposed_by_id=by.user_id,
        **persons_of(fact),
        fact_version=fact.content_version,
        fact=fact.parent,
    )
    return _enter(publication, by)


def persons_of(fact: FactKind) -> dict[str, Any]:
    """Return who had a hand in a confirmed fact, as its publication keeps them."""
    return {
        "entered_by_id": fact.entered_by_id,
        "last_changed_by_id": fact.last_changed_by_id,
        "reviewed_by_id": fact.reviewed_by_id,
    }


def _enter(publication: Publication, by: Actor) -> Publication:
    """Put the proposal in; WrongState where another officer was quicker."""
    with once("publication_one_open", WrongState(OPEN_ONE)):
        return publication.enter(by=by, reason="拟予公示")


def revise_face(publication: AnyText, *, by: Actor, **texts: Any) -> AnyText:
    """Change the redacted text; what was decided on suspects that are no longer in it falls away."""
    now = publication.read_texts() | texts
    kept = [one for one in publication.clearances if one["text"] in now[one["field"]]]
    return publication.edit_face(by=by, clearances=kept, **texts)


def decline_publication(publication: Publication, *, by: Actor, reason: str) -> Publication:
    """Decide that the text does not go public（不予公开）; a new proposal may follow."""
    return publication.move(
        "decline", by=by, reason=reason, end_ground=EndGround.DECLINED, ended_at=timezone.now()
    )


@transaction.atomic
def publish(
    publication: Publication, *, by: Actor, today: date | None = None, reason: str = ""
) -> Publication:
    """Let the fact stand in public: sheet clean, no suspect left, document in effect, window open."""
    now, today = timezone.now(), today or timezone.localdate()
    fact = locked(publication.fact)
    require_publishable(fact, publication)
    if words := bar_to_appearing(fact):
        raise NotEligible(words)
    if by.user_id in publication.barred_from_publishing:
        raise NotAllowed(
            "录入、修改、复核过这条记录，拟过、改过公示文本或签署公开审查的人不能公示它，请另一位负责人办理"
        )
    publication.require_clean_sheet()
    require_no_suspects(publication, by)
    window = window_of(fact, publication, today)
    publication.move(
        "publish",
        by=by,
        reason=reason,
        published_by_id=by.user_id,
        published_at=now,
        opens_on=window.opens,
        closes_on=window.closes,
        repair_from=window.repair_from,
        rule_version=window.rule_version,
    )
    opened(publication, "publish", by=by)
    return publication


def opened(publication: Publication, act: str, *, by: Actor, **payload: str) -> None:
    """Do what follows as a publication opens: its clock, the message, what apps above hold it by, the public pages."""
    start_window(publication, by=by)
    Outbox.objects.create(
        topic="publication.opened",
        subject_id=publication.pk,
        payload={"kind": publication.kind, **payload},
    )
    if publication.is_held:  # by what its predecessor was held by
        Outbox.objects.create(topic="publication.suspended", subject_id=publication.pk)
    for follow in followers:
        follow(publication, Cause.of(publication, act), by)
    projections.changed(facts=[publication.fact_id])


def window_of(fact: FactKind, publication: Publication, today: date) -> Window:
    """Return the publicity window of a fact published on `today`（rules.md 0.2r）.

    An honour stands no longer than it is valid, what was repaired in vain no longer than it would have.
    """
    undone = fact.publications.filter(end_ground=EndGround.UNDONE).values_list(
        "published_at__date", flat=True
    )
    versions = {
        row.pk: WindowRule.from_value(row.value, version=row.version, basis=row.basis)
        for day in (fact.decided, today, *undone)
        for key, row in RuleValue.objects.at("publicity", day).items()
        if key == fact.grade
    }
    window = publicity_window(
        source_kind=fact.basis,
        severity=fact.grade,
        decided_on=fact.decided,
        effective_on=fact.effective,
        act_on=today,
        rules=list(versions.values()),
        minor_reason=publication.minor_reason,
    )
    return within_validity(window, fact.stands_until)
