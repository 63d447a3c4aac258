"""Questions that the clock puts to people: before it acts by itself, and where it never will."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from common.models import Deadline, Notice
from common.roles import Role
from common.rule_values import rule
from policy.vocabulary import PublicationKind, PublicationStatus
from postings.models import Posting
from records.deadlines import HOLD
from records.models import Hold, Publication

ENDING, HOLD_ENDING = "publication.ending", "hold.ending"


def remind_of_endings(today: date) -> int:
    """Ask the officers in scope about each unmended record whose window ends soon; return the new tasks.

    The default stays: with no answer the window ends by the clock（Order 36, 届满自动停止公示）.
    """
    ending = Publication.objects.filter(
        fact__kind=PublicationKind.RECORD,
        status=PublicationStatus.PUBLIC,
        closes_on__gt=today,
        closes_on__lte=_ahead("publication_ending", today),
    )
    return _ask(
        Notice(
            recipient=posting.pk,
            topic=ENDING,
            object_type="records.publication",
            object_id=one.pk,
            text=f"《{one}》将于 {one.closes_on} 公示期满并自动撤下，请核实是否已整改、是否另行处置",
            due_on=one.closes_on,
        )
        for posting in _postings(Role.OFFICER, today)
        for one in ending.visible_to(posting)
    )


def remind_of_holds(today: date) -> int:
    """Ask the directors in scope about each hold whose planned end is near or over; return the new tasks.

    Nothing ends by itself: until somebody acts, the publication stays off the pages（rules.md 0.2e）.
    """
    due = Deadline.objects.open().filter(kind=HOLD.key, due_on__lte=_ahead("hold_ending", today))
    holds = Hold.objects.open().filter(pk__in=due.values("object_id")).select_related("publication")
    return _ask(
        Notice(
            recipient=posting.pk,
            topic=HOLD_ENDING,
            object_type="records.hold",
            object_id=hold.pk,
            text=f"《{hold.publication}》暂停公示，原拟到 {hold.planned_until}；不会自动恢复，请决定恢复或终止",
            due_on=hold.planned_until,
        )
        for posting in _postings(Role.DIRECTOR, today)
        for hold in holds.visible_to(posting)
    )


def _ahead(key: str, today: date) -> date:
    return today + timedelta(days=int(rule("reminder", key, today).value))


def _postings(role: Role, today: date) -> Iterator[Posting]:
    yield from Posting.objects.in_force(today).filter(role=role).select_related("region")


def _ask(tasks: Iterator[Notice]) -> int:
    asked = list(tasks)
    topics = {task.topic for task in asked}
    before = Notice.objects.filter(topic__in=topics).count()
    Notice.objects.bulk_create(asked, ignore_conflicts=True)
    return Notice.objects.filter(topic__in=topics).count() - before
