"""Where tolerance stands in the sidebar, what of it waits for whom, what one handed on, and the tab of a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from common.models.deadlines import in_doubt
from common.registry import SEEING, CaseTab, Finder, Hit, Place, Queue, Sent, Work
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES, Role
from common.trail import Actor
from discipline.tolerance.models import Tolerance
from discipline.tolerance.querysets import HAD, ToleranceQuerySet
from discipline.tolerance.services.starting import bar_start
from discipline.tolerance.transitions import APPLICANTS
from discipline.tolerance.vocabulary import ToleranceStatus
from organisations.search import body, found_in
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind
from records.facts.queues import in_queue

S = ToleranceStatus
PLACE = Place("tolerances", "容错", "公开", "discipline:tolerances", SEEING, order=42, chapter="容错")
ELSEWHERE = Q(body_unit=None)
DOUBTED = Q(status__in=HAD, doubted_by__isnull=False)


def address_of(case: Tolerance) -> str:
    """Return the page of a case."""
    return reverse("discipline:tolerance", args=[case.pk])


def _rows(posting: Actor, condition: Q) -> ToleranceQuerySet:
    rows = Tolerance.objects.listed_to(posting).filter(condition).select_related("fact__department")
    found: ToleranceQuerySet = rows.annotate(in_doubt=in_doubt("due_on")).order_by(
        F("due_on").asc(nulls_last=True), "id"
    )
    return found


def _work(case: Tolerance) -> Work:
    return Work(
        f"容错 {case.number}",
        address_of(case),
        case.subject_words,
        case.document_number,
        case.get_status_display(),
        due=case.due_on,
        in_doubt=getattr(case, "in_doubt", False),
    )


def _queue(key: str, label: str, roles: frozenset[Role], waits: Callable[[Actor], Q]) -> Queue:
    """Return the one queue of a role: each further one would ask the database once more on every page."""
    return Queue(
        key,
        label,
        "",
        roles,
        lambda posting: _rows(posting, waits(posting)),
        in_queue("discipline:tolerances", key),
        _work,
        "tolerances",
        due="due_on",
        order=66,
    )


def _heard() -> Q:
    return ~Q(statement="") | Q(statement_until__lt=timezone.localdate())


def _of_officers(posting: Actor) -> Q:
    """Return what waits to be taken up, given to a body, or for the documents of a body elsewhere."""
    found = Q(status__in=(S.INVESTIGATING, S.CONSULTING)) & ELSEWHERE
    return Q(status__in=(S.PENDING, S.ROUTING)) | found


def _of_directors(posting: Actor) -> Q:
    """Return what waits for a body to be named, for the document of one elsewhere, or for the word on the record."""
    return Q(status__in=(S.ROUTING, S.TOLERATED)) | ELSEWHERE & (Q(status=S.DECIDING) | DOUBTED & _heard())


def _of_bodies(posting: Actor) -> Q:
    """Return what waits for the body itself."""
    own = Q(body_unit=posting.unit_id) | Q(body_unit__successor=posting.unit_id)
    return own & (Q(status__in=(S.INVESTIGATING, S.CONSULTING, S.DECIDING)) | DOUBTED & _heard())


QUEUES = (
    _queue("tolerances_take_up", "容错待受理、转送、登记", OFFICERS, _of_officers),
    _queue("tolerances_enter", "容错待指定、登记认定、定是否纳入", DIRECTORS, _of_directors),
    _queue("tolerances_decide", "容错待本机关办理", FINDING_BODIES, _of_bodies),
    _queue(
        "tolerances_heard",
        "可以陈述意见（拟撤销容错）",
        REPRESENTATIVES,
        lambda posting: DOUBTED & Q(statement=""),
    ),
)


def _stands(state: str) -> tuple[str, str]:
    turns = {
        S.PENDING: "信用办经办",
        S.ROUTING: "信用办",
        S.INVESTIGATING: "认定机关",
        S.CONSULTING: "认定机关",
        S.DECIDING: "认定机关",
        S.TOLERATED: "信用办负责人",
    }
    return str(S(state).label), turns.get(S(state), "")


SENT = Sent(
    "tolerances",
    "我提出的容错",
    APPLICANTS,
    lambda posting: _rows(posting, Q(entered_by=posting.user_id)),
    _stands,
    _work,
    order=56,
)
FINDER = Finder(
    "tolerances",
    "容错",
    lambda posting, words: (
        Tolerance.objects.listed_to(posting)
        .filter(found_in(words, "number", "document_number", body("fact__department")))
        .select_related("fact__department")
    ),
    lambda case: Hit(case.number, address_of(case), f"{case.subject_words} · {case.get_status_display()}"),
    "discipline:tolerances",
    order=46,
)


def _of_record(record: FactKind, posting: Actor) -> dict[str, Any]:
    bar = bar_start(record)
    mine = Tolerance.may_enter(posting) and not Tolerance.about(record).recusal(posting)
    return {
        "cases": Tolerance.objects.visible_to(posting).of(record),
        "bar": bar,
        "ask_url": reverse("discipline:begin_tolerance", args=[record.pk]) if mine and not bar else "",
        "ask_words": "申请容错" if posting.role == Role.REPRESENTATIVE else "登记申请或者依职权启动",
    }


def _count(record: FactKind, posting: Actor) -> int:
    return Tolerance.objects.visible_to(posting).of(record).count()


TABS = tuple(
    CaseTab(
        "tolerances",
        "容错",
        kind._meta.label_lower,
        "discipline/tolerance_tab.html",
        _of_record,
        count=_count,
        order=77,
        is_printed=True,
    )
    for kind in fact_kinds.values()
    if "exclude" in kind.TRANSITIONS
)
