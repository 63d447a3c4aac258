"""A rectification is registered, routed to the body that orders, itemised, ordered; it lapses with its record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from common.cases.hanging import end_open_cases
from common.ends import Ended
from common.errors import Incomplete, NotEligible, WrongState
from common.history import acting
from common.once import once
from common.trail import Actor
from discipline.competence import Competence
from discipline.models import Rectification, RectificationItem
from discipline.rectification import deadlines
from discipline.rectification.models import OPEN
from discipline.routing import competence_over
from discipline.vocabulary import CompetentAct
from organisations.models import Department
from policy.vocabulary import RecordStatus
from records.facts.models.kinds import FactKind


@dataclass(frozen=True)
class Order:
    """The order to mend（整改通知书）: number, date, service, and a term of its own with why it departs from the rule."""

    document_number: str
    ordered_on: date
    served_on: date
    served_how: str
    due: date | None = None
    departure: str = ""


def bar_registration(record: FactKind) -> str:
    """Return why no rectification can be registered for a record now, "" where one can."""
    if record.department_id is None:
        return "限期整改只对部门的失信记录"
    if record.status != RecordStatus.CONFIRMED:
        return f"记录现在是“{record.get_status_display()}”，认定以后才登记整改"
    if Rectification.objects.filter(record_id=record.pk, status__in=OPEN).exists():
        return "这条记录已有办理中的整改"
    return ""


@transaction.atomic
def register(record: FactKind, *, by: Actor, reason: str = "") -> Rectification:
    """Register what a record's department owes（登记整改）; raises NotEligible, NotAllowed, WrongState."""
    if words := bar_registration(record):
        raise NotEligible(words)
    competence_over(record, CompetentAct.ORDER_RECTIFICATION, timezone.localdate())
    case = Rectification(record_id=record.pk, registered_by_id=by.user_id)
    with once("rectification_one_open", WrongState("这条记录刚被他人登记了整改")):
        case.enter(by=by, reason=reason)
    case.refresh_from_db()
    return case


def competence_for(case: Rectification) -> Competence:
    """Return the line of the table for who orders this rectification today."""
    return competence_over(case.record, CompetentAct.ORDER_RECTIFICATION, timezone.localdate())


def route(
    case: Rectification, *, by: Actor, reason: str = "", body_name: str, unit: Department | None
) -> Rectification:
    """Route to the one body that the confirmed table names; `body_name` says which it is here."""
    line = competence_for(case)
    if line.needs_routing:
        raise NotEligible(f"职权分工里这一项是“{line.words}”，须由信用办负责人指定责令机关")
    return case.route_to("route", line, body_name, unit, by=by, reason=reason)


def choose_body(
    case: Rectification, *, by: Actor, reason: str, body_name: str, unit: Department | None
) -> Rectification:
    """Name the body that orders, where the table names none, several or an unconfirmed one."""
    return case.route_to("choose_body", competence_for(case), body_name, unit, by=by, reason=reason)


@transaction.atomic
def add_item(case: Rectification, *, by: Actor, reason: str = "", **given: object) -> RectificationItem:
    """Add one matter to mend, before the order."""
    case.move("add_item", by=by, reason=reason or str(given["matter"])[:200])
    last = case.items.aggregate(last=Max("ordinal"))["last"] or 0
    with acting(by):
        made: RectificationItem = RectificationItem.objects.create(case=case, ordinal=last + 1, **given)
    return made


@transaction.atomic
def order(case: Rectification, *, by: Actor, reason: str = "", given: Order) -> Rectification:
    """Write down the order and its service: both duties run from then on."""
    if not case.items.exists():
        raise NotEligible("还没有整改事项：先逐项登记，再登记整改通知书")
    if given.due and not given.departure.strip():
        raise Incomplete("通知书另定期限的，请写明与规则不同的理由", {"departure": "请写明理由"})
    days: dict[str, Any] = deadlines.start_duties(case, given.served_on, given.due, by=by)
    return case.move(
        "order",
        by=by,
        reason=reason,
        document_number=given.document_number,
        ordered_on=given.ordered_on,
        served_on=given.served_on,
        served_how=given.served_how,
        departure=given.departure,
        **days,
    )


@transaction.atomic
def cancel(case: Rectification, *, by: Actor, reason: str) -> Rectification:
    """Take back a registration that was a mistake, before the order."""
    moved: Rectification = case.move("cancel", by=by, reason=reason)
    return moved


def lapse(rows: QuerySet[Rectification], ended: Ended) -> None:
    """End the rectifications of records that ended, with their clocks, in one statement each."""
    keys = list(rows.values_list("pk", flat=True))
    end_open_cases(rows, "record", "lapse", ended, "所整改的")
    deadlines.end_all(keys, reason=ended.reason or ended.way.label, by=ended.by)
