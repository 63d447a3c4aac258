"""The place of dishonesty records in the sidebar, and what waits there for each role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from common.registry import Beginning, Place, Queue, Work
from common.roles import ENTERERS, OFFICERS, REPRESENTATIVES, REVIEWERS, Role
from common.trail import Actor
from policy.vocabulary import RecordStatus
from records.facts.lists import stand_words
from records.facts.queues import in_queue, own_drafts
from records.models import DishonestyRecord
from records.querysets import RecordQuerySet

S = RecordStatus


ENTER = Beginning("录入失信记录（裁判、处罚、处分、问责）", "records:new", ENTERERS)
PLACE = Place("records", "失信记录", "档案", "records:records", order=10, chapter="失信记录", begins=(ENTER,))


def record_work(matter: str, *, has_clock: bool = False) -> Callable[[DishonestyRecord], Work]:
    """Return how a record is told as work; its clock runs for the department alone, who may state until then."""

    def work(record: DishonestyRecord) -> Work:
        return Work(
            f"{matter} {record.named}".strip(),
            reverse("records:record", args=[record.record_no]),
            str(record.department or record.official),
            record.title(),
            stand_words(record),
            record.statement_due if has_clock else None,
        )

    return work


def _records(**filters: object) -> Callable[[Actor], QuerySet[DishonestyRecord]]:
    return lambda posting: _mine(posting).filter(**filters).order_by("entered_at")


def _mine(posting: Actor) -> RecordQuerySet:
    mine = DishonestyRecord.objects.visible_to(posting).with_publication()
    return mine.select_related("department", "official")


def _own(status: str) -> Callable[[Actor], QuerySet[DishonestyRecord]]:
    """Return the question for drafts that one entered, or that were handed over to one's posting."""

    def rows(posting: Actor) -> QuerySet[DishonestyRecord]:
        mine = own_drafts(DishonestyRecord.KIND, posting)
        return _mine(posting).filter(mine, status=status).order_by("entered_at")

    return rows


def _record_queue(
    key: str,
    label: str,
    meaning: str,
    roles: frozenset[Role],
    rows: Callable[[Any], Any],
    order: int,
    due: str = "",
) -> Queue:
    address, work = in_queue("records:records", key), record_work(label, has_clock=bool(due))
    since = ("confirmed_at", "statement_due")
    return Queue(key, label, meaning, roles, rows, address, work, "records", order, due, since)


QUEUES = (
    _record_queue("returned", S.RETURNED.label, "看理由，改好再交", ENTERERS, _own(S.RETURNED), 10),
    _record_queue("drafts", "草稿待提交", "您录入、导入或承接的", ENTERERS, _own(S.DRAFT), 20),
    _record_queue("review", "待复核", "核对事实与文书", REVIEWERS, _records(status=S.PENDING_REVIEW), 10),
    _record_queue("notice", "待告知", "送达后登记", REVIEWERS, _records(status=S.PENDING_NOTICE), 20),
    _record_queue(
        "confirmable",
        "可以认定",
        "期满、有意见或免于告知",
        REVIEWERS,
        lambda posting: _mine(posting).ready_to_confirm(timezone.localdate()).order_by("statement_due", "pk"),
        30,
    ),
    _record_queue(
        "to_propose",
        "待送审",
        "已认定、依规可公开",
        OFFICERS,
        lambda posting: _mine(posting).to_propose().order_by("confirmed_at"),
        10,
    ),
    _record_queue(
        "to_state",
        "可以陈述申辩",
        "已告知，尚未提出意见",
        REPRESENTATIVES,
        lambda posting: (
            _mine(posting)
            .filter(status__in=[S.PENDING_NOTICE, S.STATEMENT], statement_text="")
            .order_by("statement_due", "pk")
        ),
        10,
        "statement_due",
    ),
)
