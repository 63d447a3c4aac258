"""The sheet of 我的工作 with the figures of one's region, or of one's key domain, and how they went on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from common.key_domains import KeyDomain
from common.registry import SEEING
from common.roles import ALL_SEEING_ROLES, AUDITORS, CREDIT_OFFICE, SINGLE_BODIES
from common.trail import Actor
from organisations.models import Region
from policy.vocabulary import RecordStatus
from supervision.models.runs import AggregationRun
from supervision.models.summaries import OfficeCell, PublicCell

READERS = SEEING - SINGLE_BODIES
MONTHS = 12
HEIGHT = 48


@dataclass(frozen=True)
class Bar:
    """A month's records that are 已认定, by 认定日期: `height` of the tallest bar's HEIGHT, `at` its place from the left."""

    month: date
    total: int
    height: int
    at: int
    url: str

    @property
    def top(self) -> int:
        return HEIGHT - self.height

    @property
    def middle(self) -> int:
        return self.at + 9


def figures(posting: Actor) -> dict[str, Any]:
    """Return what the sheet shows: figures of the last good run, each with the list that it counts."""
    run = AggregationRun.objects.current()
    shown = {
        "run": run,
        "failure": AggregationRun.objects.latest_failure(),
        "may_read_runs": posting.role in CREDIT_OFFICE | AUDITORS,
        "height": HEIGHT,
    }
    if run is None:
        return shown
    place, narrowed = _scope(posting)
    office = OfficeCell.objects.current().visible_to(posting).filter(**narrowed)
    decided = office.filter(state=RecordStatus.CONFIRMED)
    public = PublicCell.objects.filter(run=run, **narrowed)
    return shown | {
        "place": place,
        "decided": _sum(decided),
        "decided_url": _list(posting, narrowed, status=RecordStatus.CONFIRMED),
        "public": _sum(public),
        "public_url": _list(posting, narrowed, publication="public"),
        "bars": _bars(posting, decided, narrowed),
    }


def _scope(posting: Actor) -> tuple[str, dict[str, Any]]:
    """Return the name of what is counted and the condition on the cells: a region, or a domain of the province."""
    if posting.region_id or not posting.domain:
        region = posting.region or Region.objects.get(parent__isnull=True)
        return region.name, {"region": region}
    return KeyDomain(posting.domain).label, {"region__parent__isnull": True, "domain": posting.domain}


def _sum(cells: QuerySet[Any]) -> int:
    total: int | None = cells.aggregate(total=Sum("records"))["total"]
    return total or 0


def _bars(posting: Actor, cells: QuerySet[Any], narrowed: dict[str, Any]) -> list[Bar]:
    """Return the last twelve months, this one last, with a bar for each."""
    months = _months(timezone.localdate())
    rows = cells.filter(month__gte=months[0]).values_list("month").annotate(total=Sum("records"))
    counts = dict(rows.values_list("month", "total"))
    most = max([counts.get(month, 0) for month in months], default=0) or 1
    return [
        Bar(
            month,
            counts.get(month, 0),
            round(HEIGHT * counts.get(month, 0) / most),
            at * 24 + 3,
            _list(posting, narrowed, status=RecordStatus.CONFIRMED, since=month, until=_last_day(month)),
        )
        for at, month in enumerate(months)
    ]


def _months(today: date) -> list[date]:
    """Return the first days of the last twelve months, the present one last."""
    ahead = today.year * 12 + today.month - 1
    return [date((ahead - n) // 12, (ahead - n) % 12 + 1, 1) for n in reversed(range(MONTHS))]


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _list(posting: Actor, narrowed: dict[str, Any], **more: str | date) -> str:
    """Return the list of records behind a figure; officials' records are in no region's figures but the auditor's."""
    subject = {} if posting.role in ALL_SEEING_ROLES else {"subject": "department"}
    where = {"region": narrowed["region"].code} if "region" in narrowed else {"domain": narrowed["domain"]}
    return f"{reverse('records:records')}?{urlencode(where | subject | more)}"
