"""What an act would change on the public pages, told before it is done."""

from __future__ import annotations

from django.db.models import Q

from common.registry import Consequence
from common.trail import Actor
from disclosure.open.models import OpenRecord
from organisations.models import Department
from policy.vocabulary import PublicationStatus
from records.models import Publication

STEPS = {"publish": 1, "resume": 1, "suspend": -1, "end": -1}
ARCHIVE = "部门公开档案，公示期内"


def on_archive(publication: Publication, act: str, posting: Actor) -> list[Consequence]:
    """Return how many records the public archive of the department shows, before and after."""
    record = publication.fact.of_kind
    if not record.IS_COUNTED or (act == "end" and publication.shown_status != PublicationStatus.PUBLIC):
        return []
    held = Department.objects.filter(Q(pk=record.unit.pk) | Q(successor=record.unit.pk))
    standing = OpenRecord.objects.filter(department__credit_code__in=held.values("credit_code")).count()
    label = f"{record.unit.name}在列失信记录"
    return [Consequence(label, standing, max(standing + STEPS[act], 0), ARCHIVE)]
