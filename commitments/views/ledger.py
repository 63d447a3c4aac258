"""The ledger view and the calendar of what falls due, for a body, a region, or all of a posting's scope."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from commitments import ledger as figures
from commitments.lists import COMMITMENTS
from commitments.views.looking_back import ASKERS
from common.access import requires_posting
from common.registry import SEEING
from organisations.filters import regions_of
from organisations.models import Department, Region
from postings.requests import OfficeRequest


@requires_posting(SEEING)
def ledger(request: OfficeRequest) -> HttpResponse:
    """Show what was promised, kept, late, broken, inherited; each number leads to the list that it counts."""
    region, body = _region(request), _body(request)
    rows, today = figures.rows_in(request.posting, region, body), timezone.localdate()
    year = today.year - 1
    context = {
        "here": "promises_kept",
        "region": region,
        "body": body,
        "regions": regions_of(request.posting),
        "columns": figures.COLUMNS,
        "total": figures.in_all(rows, today),
        "domains": figures.by_domain(rows, today),
        "bodies": [] if body else figures.by_department(rows, today),
        "arrears": figures.arrears_of(rows, year),
        "year": year,
        "narrowed": _narrowed(region, body),
        "list_address": COMMITMENTS.address,
        "month": f"{today:%Y-%m}",
        "may_look_back": request.posting.role in ASKERS,
        "today": today,
    }
    return render(request, "commitments/ledger.html", context)


@requires_posting(SEEING)
def due_calendar(request: OfficeRequest) -> HttpResponse:
    """Show day by day what falls due in a month."""
    first = _month(request.GET.get("month", ""))
    region, body = _region(request), _body(request)
    rows = figures.rows_in(request.posting, region, body)
    context = {
        "here": "promises_kept",
        "first": first,
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{first + timedelta(days=31):%Y-%m}",
        "days": figures.calendar_of(rows, first),
        "region": region,
        "body": body,
        "narrowed": _narrowed(region, body),
        "today": timezone.localdate(),
    }
    return render(request, "commitments/calendar.html", context)


def _region(request: OfficeRequest) -> Region | None:
    code = request.GET.get("region", "")
    found: Region | None = regions_of(request.posting).filter(code=code).first() if code else None
    return found


def _body(request: OfficeRequest) -> Department | None:
    code = request.GET.get("code", "").strip().upper()
    rows = Department.objects.visible_to(request.posting)
    found: Department | None = rows.filter(credit_code=code).first() if code else None
    return found


def _narrowed(region: Region | None, body: Department | None) -> str:
    asked = [f"region={region.code}"] if region else []
    return "&".join([*asked, *([f"code={body.credit_code}"] if body else [])])


def _month(asked: str) -> date:
    try:
        return date.fromisoformat(f"{asked}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)
