"""The ledger: what was promised, kept, late, broken, inherited; what falls due; what small enterprises are still owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from commitments.models import Commitment, Fulfilment, Instalment
from commitments.querysets import CommitmentQuerySet, standings
from commitments.vocabulary import CommitmentStatus
from common.key_domains import KeyDomain
from common.trail import Actor
from organisations.models import Department, Region

S = CommitmentStatus
REGISTERED = Q(status__in=[S.RUNNING, S.KEPT, S.CHANGED, S.UNLAWFUL])
COLUMNS = (
    ("promised", "承诺"),
    ("not_due", "未到期"),
    ("to_accept", "待确认兑现"),
    ("kept", "按期兑现"),
    ("kept_late", "逾期兑现"),
    ("late", "逾期未兑现"),
    ("broken", "确认违约失信"),
    ("inherited", "承继"),
    ("changed", "依法变更"),
    ("unlawful", "违法或越权"),
)
MOST_BODIES = 30


@dataclass(frozen=True)
class Line:
    """One row of the ledger: of what, and how many stand how; `asked` leads to the list that the numbers count."""

    label: str
    numbers: Mapping[str, int]
    amount: Decimal
    asked: str

    @property
    def cells(self) -> list[tuple[str, str, int]]:
        """Return key, label and number of each column."""
        return [(key, label, self.numbers[key]) for key, label in COLUMNS]


def rows_in(posting: Actor, region: Region | None, department: Department | None) -> CommitmentQuerySet:
    """Return the registered commitments of the scope, narrowed to a region or one body and what it took over."""
    rows: CommitmentQuerySet = Commitment.objects.visible_to(posting).filter(REGISTERED)
    if region is not None:
        rows = rows.filter(department__region__path__startswith=region.path)
    return rows if department is None else rows.filter(department=department)


def _counted(today: date) -> dict[str, Any]:
    conditions = standings(today)
    counts = {f"n_{key}": Count("pk", filter=conditions[key]) for key, _ in COLUMNS}
    return {**counts, "total_amount": Coalesce(Sum("amount"), Decimal(0))}


def _line(row: Mapping[str, Any], label: str, asked: str) -> Line:
    numbers = {key: row[f"n_{key}"] for key, _ in COLUMNS}
    return Line(label, numbers, row["total_amount"], asked)


def by_domain(rows: CommitmentQuerySet, today: date) -> list[Line]:
    """Return a line for each domain that has any, in the order of the policy."""
    found = {row["domain"]: row for row in _grouped(rows, today, "domain")}
    return [
        _line(found[key], str(label), f"domain={key}") for key, label in KeyDomain.choices if key in found
    ]


def by_department(rows: CommitmentQuerySet, today: date) -> list[Line]:
    """Return a line for each body, those with most that is late first."""
    named = ("department__name", "department__credit_code")
    found = _grouped(rows, today, *named).order_by("-n_late", "-n_broken", "department__credit_code")
    return [
        _line(row, row["department__name"], f"code={row['department__credit_code']}")
        for row in found[:MOST_BODIES]
    ]


def in_all(rows: CommitmentQuerySet, today: date) -> Line:
    """Return the line of everything in scope."""
    return _line(rows.standing().aggregate(**_counted(today)), "合计", "")


def _grouped(rows: CommitmentQuerySet, today: date, *keys: str) -> QuerySet[Any, Any]:
    return rows.standing().order_by().values(*keys).annotate(**_counted(today))


@dataclass(frozen=True)
class DueDay:
    """One day of the calendar with what falls due on it."""

    day: date
    cases: Sequence[Commitment]


def calendar_of(rows: CommitmentQuerySet, first: date) -> list[DueDay]:
    """Return the days of a month on which something falls due, with what it is."""
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    found = rows.filter(status=S.RUNNING, due_on__gte=first, due_on__lt=last)
    days: dict[date, list[Commitment]] = {}
    for case in found.standing().select_related("department").by_due():
        days.setdefault(case.due_on, []).append(case)
    return [DueDay(day, cases) for day, cases in days.items()]


@dataclass(frozen=True)
class Arrears:
    """What one buyer owed small and medium enterprises too late at the end of a year: count and sum, no supplier."""

    department: str
    number: int
    amount: Decimal


def arrears_of(rows: CommitmentQuerySet, year: int) -> list[Arrears]:
    """Return by buyer what was due and unpaid at the end of `year`; each publishes its own by 31 March.

    保障中小企业款项支付条例 18
    """
    end = date(year, 12, 31)
    paid = (
        Fulfilment.objects.filter(instalment=OuterRef("pk"), done_on__lte=end)
        .order_by()
        .values("instalment")
        .annotate(total=Sum("amount"))
        .values("total")
    )
    owed = Instalment.objects.filter(
        commitment__in=rows.filter(procurement__is_sme=True).values("pk"),
        due_on__lte=end,
        amount__isnull=False,
    ).annotate(left=F("amount") - F("disputed") - Coalesce(Subquery(paid), Decimal(0)))
    found = (
        owed.filter(left__gt=0)
        .order_by()
        .values("commitment__department__name")
        .annotate(number=Count("pk"), amount_left=Sum("left"))
        .order_by("-amount_left")
    )
    return [Arrears(r["commitment__department__name"], r["number"], r["amount_left"]) for r in found]
