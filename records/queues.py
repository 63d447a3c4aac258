"""What records enters into the registry: its places in the sidebar and the queues of each role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.registry import Place, Queue, Work
from common.roles import DIRECTORS, ENTERERS, OFFICERS, REPRESENTATIVES, REVIEWERS, SECRECY_REVIEWERS, Role
from common.trail import Actor
from postings.models import Responsibility
from records import status_words
from records.models import Commendation, DishonestyRecord, LostJudgment, Publication
from records.vocabulary import PublicationStatus, RecordStatus

S = RecordStatus


RECORD_PLACE = Place("records", "失信记录", "档案", "records:records", order=10, chapter="失信记录")
JUDGMENT_PLACE = Place(
    "judgments", "败诉与拒不执行", "档案", "records:judgments", order=30, chapter="败诉与守信"
)
COMMENDATION_PLACE = Place(
    "commendations", "守信记录", "档案", "records:commendations", order=40, chapter="败诉与守信"
)
PUBLICATION_PLACE = Place("publications", "公示", "公开", "records:publications", order=10, chapter="公示")


def _in_queue(place: str, key: str) -> Callable[[Any], str]:
    return lambda posting: f"{reverse(place)}?{urlencode({'queue': key})}"


def record_work(matter: str, *, has_clock: bool = False) -> Callable[[DishonestyRecord], Work]:
    """Return how a record is told as work; its clock runs for the department alone, who may state until then."""

    def work(record: DishonestyRecord) -> Work:
        word = status_words.of_record(record.status, publishable=record.publishable, publication=None).word
        return Work(
            f"{matter} {record.document_number}".strip(),
            reverse("records:record", args=[record.record_no]),
            str(record.department or record.official),
            record.title(),
            word,
            record.statement_due if has_clock else None,
        )

    return work


def _records(**filters: Any) -> Callable[[Any], Any]:
    return lambda posting: _mine(posting).filter(**filters).order_by("entered_at")


def _mine(posting: Actor) -> Any:
    return DishonestyRecord.objects.visible_to(posting).select_related("department", "official")


def _own(status: str) -> Callable[[Any], Any]:
    """Return the question for drafts that one entered, or that were handed over to one's posting."""

    def rows(posting: Actor) -> Any:
        handed = Responsibility.objects.filter(kind="record_draft", posting=posting.pk).values("object_id")
        own = Q(entered_by=posting.user_id) | Q(pk__in=handed)
        return _mine(posting).filter(own, status=status).order_by("entered_at")

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
    return Queue(
        key,
        label,
        meaning,
        roles,
        rows,
        _in_queue("records:records", key),
        record_work(label, has_clock=bool(due)),
        "records",
        order,
        due,
    )


RECORD_QUEUES = (
    _record_queue("returned", "被退回", "看理由，改好再交", ENTERERS, _own(S.RETURNED), 10),
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


def _own_facts(model: Any) -> Callable[[Any], Any]:
    def rows(posting: Actor) -> Any:
        handed = Responsibility.objects.filter(kind=f"{model.KIND}_draft", posting=posting.pk)
        own = Q(entered_by=posting.user_id) | Q(pk__in=handed.values("object_id"))
        return _facts(model, posting).filter(own, status__in=[S.DRAFT, S.RETURNED]).order_by("entered_at")

    return rows


def _waiting_facts(model: Any) -> Callable[[Any], Any]:
    return lambda posting: _facts(model, posting).filter(status=S.PENDING_REVIEW).order_by("entered_at")


def _facts_to_propose(model: Any) -> Callable[[Any], Any]:
    return lambda posting: _facts(model, posting).to_propose().order_by("confirmed_at")


def _facts(model: Any, posting: Actor) -> Any:
    return model.objects.visible_to(posting).select_related("department")


def _fact_queue(
    key: str, label: str, rows: Callable[[Any], Any], place: str, roles: frozenset[Role], order: int
) -> Queue:
    address = _in_queue(f"records:{place}", key)
    return Queue(key, label, "", roles, rows, address, fact_work(label, place), place, order)


def fact_work(matter: str, place: str) -> Callable[[Any], Work]:
    """Return how a lost judgment or a commendation is told as work."""

    def work(fact: Any) -> Work:
        url = reverse(f"records:{place[:-1]}", args=[fact.pk])
        return Work(f"{matter} {fact}".strip(), url, str(fact.department), "", fact.get_status_display())

    return work


FACT_QUEUES = (
    _fact_queue("own_judgments", "败诉信息待提交", _own_facts(LostJudgment), "judgments", ENTERERS, 30),
    _fact_queue(
        "own_commendations", "守信信息待提交", _own_facts(Commendation), "commendations", ENTERERS, 40
    ),
    _fact_queue(
        "review_judgments", "败诉信息待复核", _waiting_facts(LostJudgment), "judgments", REVIEWERS, 40
    ),
    _fact_queue(
        "review_commendations", "守信信息待复核", _waiting_facts(Commendation), "commendations", REVIEWERS, 50
    ),
    _fact_queue(
        "propose_judgments", "败诉信息待送审", _facts_to_propose(LostJudgment), "judgments", OFFICERS, 12
    ),
    _fact_queue(
        "propose_commendations",
        "守信信息待送审",
        _facts_to_propose(Commendation),
        "commendations",
        OFFICERS,
        14,
    ),
)


def publication_work(matter: str) -> Callable[[Publication], Work]:
    """Return how a publication is told as work."""

    def work(publication: Publication) -> Work:
        due = publication.closes_on if publication.status != PublicationStatus.PENDING else None
        return Work(
            f"{matter} {publication.face_title}".strip(),
            reverse("records:publication", args=[publication.pk]),
            str(publication.fact.department),
            f"{timezone.localtime(publication.created_at):%m-%d} 拟公示",
            publication.get_status_display(),
            due,
        )

    return work


def _publications(question: str) -> Callable[[Any], Any]:
    def rows(posting: Actor) -> Any:
        mine = Publication.objects.visible_to(posting).with_holds().select_related("fact__department")
        return getattr(mine, question)().order_by("created_at")

    return rows


def _publication_queue(key: str, label: str, meaning: str, roles: frozenset[Role], order: int) -> Queue:
    def address(posting: Actor) -> str:
        return f"{reverse('records:publications')}?{urlencode({'stage': key})}"

    return Queue(
        key,
        label,
        meaning,
        roles,
        _publications(key),
        address,
        publication_work(label),
        "publications",
        order,
    )


PUBLICATION_QUEUES = (
    _publication_queue("to_mend", "审查有问题", "按审查意见修改", OFFICERS, 20),
    _publication_queue("to_sign", "待审查签署", "逐项审查后签署", SECRECY_REVIEWERS, 10),
    _publication_queue("to_publish", "待公示", "审查通过，等您决定", DIRECTORS, 10),
)
