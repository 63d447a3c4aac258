"""Questions that the clock puts to officers before it acts by itself."""

from __future__ import annotations

from datetime import date, timedelta

from common.models import Notice
from common.roles import Role
from common.rule_values import rule
from postings.models import Posting
from records.models import Publication
from records.vocabulary import PublicationKind, PublicationStatus

TOPIC = "publication.ending"


def remind_of_endings(today: date) -> int:
    """Ask the officers in scope about each unmended record whose window ends soon; return the new tasks.

    The default stays: with no answer the window ends by the clock（Order 36, 届满自动停止公示）.
    """
    days = int(rule("reminder", "publication_ending", today).value)
    ending = Publication.objects.filter(
        fact__kind=PublicationKind.RECORD,
        status=PublicationStatus.PUBLIC,
        closes_on__gt=today,
        closes_on__lte=today + timedelta(days=days),
    )
    before = Notice.objects.filter(topic=TOPIC).count()
    for posting in Posting.objects.in_force(today).filter(role=Role.OFFICER).select_related("region"):
        Notice.objects.bulk_create(
            [_task(posting, publication) for publication in ending.visible_to(posting)], ignore_conflicts=True
        )
    return Notice.objects.filter(topic=TOPIC).count() - before


def _task(posting: Posting, publication: Publication) -> Notice:
    return Notice(
        recipient=posting.pk,
        topic=TOPIC,
        object_type="records.publication",
        object_id=publication.pk,
        text=f"《{publication}》将于 {publication.closes_on} 公示期满并自动撤下，请核实是否已整改、是否另行处置",
        due_on=publication.closes_on,
    )
