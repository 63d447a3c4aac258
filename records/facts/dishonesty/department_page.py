"""What dishonesty records add to the roster and to a department's page: their number, and the newest of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString

from common.lists import Column, ListSpec, link, lists
from common.registry import CaseTab, registry
from common.trail import Actor
from organisations.lists import DEPARTMENTS
from organisations.models import Department
from policy.vocabulary import RecordStatus
from records.models import DishonestyRecord

SHOWN = 20
BEFORE = "status"
"""The column before which the roster shows the number of confirmed records."""


class Counted(Protocol):
    """A department with the number of its confirmed records, as `_rows` adds it."""

    credit_code: str
    confirmed: int


def register() -> None:
    """Enter the roster with its number, and the section of the page; called once when the app is ready."""
    lists[DEPARTMENTS.key] = _with_records(DEPARTMENTS)
    registry.register(SECTION)


def _with_records(spec: ListSpec) -> ListSpec:
    at = next(number for number, column in enumerate(spec.columns) if column.key == BEFORE)
    number = Column("records", "已认定失信", lambda b: b.confirmed, _confirmed, sort=["confirmed"], css="n")
    return replace(spec, rows=_rows, columns=(*spec.columns[:at], number, *spec.columns[at:]))


def _rows(posting: Actor) -> QuerySet[Department]:
    mine = DishonestyRecord.objects.visible_to(posting).filter(status=RecordStatus.CONFIRMED)
    of_one = mine.filter(department=OuterRef("pk")).order_by().values("department").annotate(n=Count("pk"))
    confirmed = Coalesce(Subquery(of_one.values("n"), output_field=IntegerField()), 0)
    return DEPARTMENTS.rows(posting).annotate(confirmed=confirmed)


def _confirmed(body: Counted) -> SafeString | int:
    address = f"{reverse('records:records')}?q={body.credit_code}&status=confirmed"
    return link(address, body.confirmed) if body.confirmed else 0


def _records(body: Department, posting: Actor) -> dict[str, Any]:
    mine = DishonestyRecord.objects.visible_to(posting).filter(department=body)
    newest = (
        mine.with_publication()
        .select_related("department")
        .order_by(F("decided_on").desc(nulls_last=True), "-pk")
    )
    return {
        "body": body,
        "records": [(record, record.status_word) for record in newest[:SHOWN]],
        "total": mine.count(),
    }


SECTION = CaseTab(
    "records", "失信记录", "organisations.department", "records/department_records.html", _records, order=10
)
