"""The place of publications in the sidebar, and what waits there for each role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from common.registry import Place, Queue, Work
from common.roles import DIRECTORS, OFFICERS, SECRECY_REVIEWERS, Role
from common.trail import Actor
from policy.vocabulary import PublicationStatus, ShownStatus
from records.facts.queues import in_queue
from records.models import Publication

PLACE = Place("publications", "公示", "公开", "records:publications", order=10, chapter="公示")


def publication_work(matter: str) -> Callable[[Publication], Work]:
    """Return how a publication is told as work."""

    def work(publication: Publication) -> Work:
        due = publication.closes_on if publication.status == PublicationStatus.PUBLIC else None
        return Work(
            f"{matter} {publication}".strip(),
            reverse("records:publication", args=[publication.pk]),
            str(publication.fact.department),
            f"{timezone.localtime(publication.created_at):%m-%d} 拟公示",
            publication.get_status_display(),
            due,
        )

    return work


def _publications(question: str) -> Callable[[Any], Any]:
    def rows(posting: Actor) -> QuerySet[Publication]:
        mine = Publication.objects.visible_to(posting).with_holds().select_related("fact__department")
        return getattr(mine, question)().order_by("created_at")

    return rows


def _publication_queue(shown: ShownStatus, meaning: str, roles: frozenset[Role], order: int) -> Queue:
    key, label = str(shown.value), str(shown.label)
    address = in_queue("records:publications", key, "stage")
    rows, work = _publications(key), publication_work(label)
    return Queue(key, label, meaning, roles, rows, address, work, "publications", order)


QUEUES = (
    _publication_queue(ShownStatus.TO_MEND, "按审查意见修改", OFFICERS, 20),
    _publication_queue(ShownStatus.TO_SIGN, "逐项审查后签署", SECRECY_REVIEWERS, 10),
    _publication_queue(ShownStatus.TO_PUBLISH, "审查通过，等您决定", DIRECTORS, 10),
)
