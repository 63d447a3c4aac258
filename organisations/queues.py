"""The places of departments and reorganisations in the sidebar, and what waits there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from common.registry import OWN_TURN, Beginning, Place, Queue, Sent, Work, registry
from common.roles import DIRECTORS, OFFICERS, Role
from common.trail import Actor
from organisations.lists.reorganisations import REORGANISATION_READERS
from organisations.models import Reorganisation
from organisations.querysets import ReorganisationQuerySet
from organisations.vocabulary import ReorganisationKind, ReorganisationStatus

R = ReorganisationStatus


def register() -> None:
    """Enter the place of departments; called once when the app is ready."""
    registry.register(DEPARTMENTS)


DEPARTMENTS = Place("departments", "部门", "档案", "organisations:departments", order=20, chapter="机构调整")
REORGANISATIONS = Place(
    "reorganisations",
    "机构调整",
    "档案",
    "organisations:reorganisations",
    REORGANISATION_READERS,
    order=25,
    chapter="机构调整",
    begins=tuple(
        Beginning(f"登记机构{kind.label}", "organisations:new_reorganisation", OFFICERS, kind.value)
        for kind in ReorganisationKind
    ),
)


def _queue(key: str, label: str, roles: frozenset[Role], rows: Callable[[Any], Any], order: int) -> Queue:
    def address(posting: Actor) -> str:
        return f"{reverse('organisations:reorganisations')}?{urlencode({'queue': key})}"

    work = reorganisation_work(label)
    return Queue(key, label, "", roles, rows, address, work, "reorganisations", order, "effective_on")


def reorganisation_work(matter: str) -> Callable[[Reorganisation], Work]:
    """Return how a reorganisation is told as work."""

    def work(case: Reorganisation) -> Work:
        return Work(
            f"{matter} {case.document_number}".strip(),
            reverse("organisations:reorganisation", args=[case.pk]),
            str(case.department),
            case.get_kind_display(),
            case.get_status_display(),
            case.effective_on,
        )

    return work


def _cases(posting: Actor) -> ReorganisationQuerySet:
    rows = Reorganisation.objects.visible_to(posting)
    return rows.select_related("department").order_by("effective_on")


QUEUES = (
    _queue(
        "reorganisations_returned",
        "机构调整退回",
        OFFICERS,
        lambda posting: _cases(posting).filter(status=R.RETURNED),
        70,
    ),
    _queue(
        "reorganisations_review",
        "机构调整待复核",
        DIRECTORS,
        lambda posting: _cases(posting).filter(status=R.PENDING),
        70,
    ),
    _queue(
        "reorganisations_due",
        "机构调整到日未生效",
        DIRECTORS,
        lambda posting: _cases(posting).due(timezone.localdate()),
        75,
    ),
)
_TURNS: Mapping[str, str] = {
    R.RETURNED: OWN_TURN,
    R.PENDING: "信用办负责人",
    R.SCHEDULED: "到生效日自动办理",
}


def _drafted(posting: Actor) -> QuerySet[Reorganisation]:
    mine = Reorganisation.objects.visible_to(posting).filter(drafted_by=posting.user_id)
    return mine.select_related("department").order_by("created_at").exclude(status__in=[R.DRAFT, R.VOID])


SENT = Sent(
    "reorganisations",
    "我拟办的机构调整",
    OFFICERS,
    _drafted,
    lambda state: (R(state).label, _TURNS.get(state, "")),
    reorganisation_work(""),
    order=60,
)
