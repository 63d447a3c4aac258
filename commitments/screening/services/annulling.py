"""An entry that was listed by error（更正：误列）ends from the start: what it blocked is told to its owners as wrong."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from commitments.reminding import office_of
from commitments.screening.clocks import end_decision
from commitments.screening.models import Hit, WatchEntry, WatchVersion
from commitments.screening.querysets import keeps_lists
from commitments.screening.vocabulary import Ending, Extent, HitStatus
from common.causes import Cause
from common.errors import NotAllowed, NotEligible
from common.history import acting
from common.services import tell
from common.trail import Actor, write_notable

ANNULLED = "hit.annulled"
OLD_WORDS = "这一条目后来的版本另有说法，请从现行的条目登记更正"
OVER = (HitStatus.RELEASED,)
CORRECTED = "这一条目已经更正为误列"


def bar_error(entry: WatchEntry, by: Actor) -> str:
    """Return why an entry cannot be corrected, or not by this person, "" where it can."""
    if not keeps_lists(by) or not WatchVersion.may_enter(by):
        return "误列由省级信用办录入员登记，由另一人启用"
    if not entry.is_current:
        return OLD_WORDS
    if entry.ending == Ending.ERROR:
        return CORRECTED
    drafts = WatchVersion.objects.filter(kind=entry.kind, extent=Extent.ERROR, status="draft")
    return "这一条目的更正已登记，等另一人启用" if drafts.filter(entries__identity=entry.identity) else ""


@transaction.atomic
def enter_error(entry: WatchEntry, *, by: Actor, document: str, reason: str) -> WatchVersion:
    """Take down by which document an entry was listed by error; it ends from the start once another puts that in force."""
    if words := bar_error(entry, by):
        raise NotEligible(words) if keeps_lists(by) else NotAllowed(words)
    made = WatchVersion(
        kind=entry.kind, as_of=timezone.localdate(), source=document, extent=Extent.ERROR, rows=1
    )
    made.draft(by=by, reason=reason)
    with acting(by):
        said = {one.attname: getattr(entry, one.attname) for one in WatchEntry._meta.concrete_fields}
        changed = {"version_id": made.pk, "row": 1, "removed_on": entry.listed_on, "ending": Ending.ERROR}
        del said["id"]
        WatchEntry.objects.create(**{**said, **changed, "is_current": False})
    made.refresh_from_db()
    return made


def tell_owners(version: WatchVersion, *, by: Actor) -> None:
    """Annul what was met because of the entries of a correction, and tell each comparison's owner that it was wrong.

    Called in the act that puts the correction in force. Whoever was blocked until a release is told too.
    """
    # The story is read by the tenderer too: it names the correction, never the list nor what it says.
    reason = f"名单更正 {version.number}：所据的条目是误列，自始不算"
    for entry in version.entries.all():
        for hit in _met_by(entry).select_related("body__check_case__region"):
            _annul(hit, version, reason, by)


def _met_by(entry: WatchEntry) -> QuerySet[Hit]:
    """Return the hits on an entry in any of its versions, or on the name alone by which it was first known."""
    same = Q(entry__identity=entry.identity)
    if entry.name_identity:
        same |= Q(entry__identity=entry.name_identity)
    found: QuerySet[Hit] = Hit.objects.filter(same, entry__kind=entry.kind).exclude(
        status__in=[HitStatus.DISMISSED, HitStatus.ANNULLED]
    )
    return found


def _annul(hit: Hit, version: WatchVersion, reason: str, by: Actor) -> None:
    if hit.status in OVER:
        write_notable(hit, "annulled", by=by, reason=reason)
    else:
        end_decision(hit, reason, by=by)
        hit.move("annul", by=by, reason=reason, caused_by=Cause.of(version, "put_in_force"))
    check = hit.body.check_case
    told = office_of(check.region.path, timezone.localdate()) | {check.asked_through}
    # A notice is kept on its own: the bidder, who may be a natural person, is read on the hit.
    words = (
        f"{hit.number}（{check.project_number}）所据的名单条目是误列，当时的拦截或者待核不作数，请告知投标人"
    )
    tell(told, topic=ANNULLED, about=hit, text=words)
