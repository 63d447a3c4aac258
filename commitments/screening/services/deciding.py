"""What becomes of a hit: a person decides a name, the bidder is told and may object, two persons release a block."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from commitments.screening.clocks import meet_decision
from commitments.screening.models import Hit, WatchEntry
from commitments.screening.vocabulary import Ground
from common.errors import Incomplete, NotAllowed
from common.trail import Actor

OWN_PROPOSAL = "解除是您提出的，请由另一位负责人决定（四眼原则）"
OWN_FINDING = "这一命中是您确认的，请由另一位负责人决定（四眼原则）"
STILL_LISTED = "现行名单没有写明移出日期：请先导入写明移出的版本，或者凭列入机关的文书解除"


@transaction.atomic
def confirm(hit: Hit, *, by: Actor, reason: str, decided_document: str) -> Hit:
    """Find that the name is the bidder's: from now on the hit blocks."""
    meet_decision(hit, by=by)
    return hit.move(
        "confirm", by=by, reason=reason, decided_by_id=by.user_id, decided_document=decided_document
    )


@transaction.atomic
def dismiss(hit: Hit, *, by: Actor, reason: str) -> Hit:
    """Find that the name is another's."""
    meet_decision(hit, by=by)
    return hit.move("dismiss", by=by, reason=reason, decided_by_id=by.user_id)


def tell(hit: Hit, *, by: Actor, told_on: date, told_how: str, reason: str = "") -> Hit:
    """Write down that the bidder was told of the block and of the way to object."""
    if told_on > timezone.localdate():
        raise Incomplete("告知日期不能晚于今天", {"told_on": "不能晚于今天"})
    return hit.move("tell", by=by, reason=reason, told_on=told_on, told_how=told_how)


def object_to(hit: Hit, *, by: Actor, objection: str, reason: str = "") -> Hit:
    """Write down what the bidder brings forward against the block."""
    return hit.move("object", by=by, reason=reason or "投标人提出异议", objection=objection)


def ask_release(hit: Hit, *, by: Actor, ground: str, ground_document: str, reason: str) -> Hit:
    """Propose to release a block on one of the named grounds; another person decides."""
    if ground == Ground.REMOVED and not is_removed(hit, timezone.localdate()):
        raise Incomplete(STILL_LISTED, {"ground": STILL_LISTED})
    return hit.move(
        "ask_release",
        by=by,
        reason=reason,
        ground=ground,
        ground_document=ground_document,
        asked_by_id=by.user_id,
    )


def is_removed(hit: Hit, today: date) -> bool:
    """Say whether the list says today that the entry was removed, under its code too if it got one since."""
    known = hit.entry.identity
    said = Q(identity=known) | Q(name_identity=known)
    now = WatchEntry.objects.filter(said, kind=hit.entry.kind, is_current=True)
    return now.exists() and not now.exclude(removed_on__lte=today).exists()


def bar_release(hit: Hit, by: Actor) -> str:
    """Return why this person does not decide on the release."""
    if hit.decided_by_id == by.user_id:
        return OWN_FINDING
    return OWN_PROPOSAL if hit.asked_by_id == by.user_id else ""


def release(hit: Hit, *, by: Actor, reason: str) -> Hit:
    """Release the block; the database too refuses whoever proposed it or found the name to be the bidder's."""
    if words := bar_release(hit, by):
        raise NotAllowed(words)
    return hit.move("release", by=by, reason=reason, released_by_id=by.user_id)


def refuse_release(hit: Hit, *, by: Actor, reason: str) -> Hit:
    """Keep the block, by whom; the ground that was proposed stays in the story alone."""
    if words := bar_release(hit, by):
        raise NotAllowed(words)
    return hit.move(
        "refuse_release", by=by, reason=reason, ground="", ground_document="", refused_by_id=by.user_id
    )
