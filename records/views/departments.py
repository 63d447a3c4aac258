"""Departments of the roster, and one department's file as the office sees it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from common.access import seat
from common.listing import listing
from records.filters import DepartmentFilter
from records.models import Commendation, Department, DishonestyRecord, LostJudgment
from records.views.records import standing_of
from records.vocabulary import RecordStatus

SORTS = {
    "name": ["sort_key"],
    "code": ["credit_code"],
    "region": ["region__code", "sort_key"],
    "records": ["confirmed"],
}
SHOWN = 20


@seat()
def departments(request: Any) -> HttpResponse:
    posting = request.posting
    mine = DishonestyRecord.objects.visible_to(posting).filter(status=RecordStatus.CONFIRMED)
    rows = Department.objects.visible_to(posting).annotate(
        confirmed=Count("records", filter=Q(records__in=mine.values("pk")))
    )
    found = DepartmentFilter(request.GET, queryset=rows, posting=posting)
    shown = listing(request, found.qs.select_related("region"), SORTS, default="name")
    return render(
        request, "records/departments.html", {"here": "departments", "filter": found, "listing": shown}
    )


@seat()
def department(request: Any, code: str) -> HttpResponse:
    """Show identity, names and codes over time, and what is on file about one department."""
    posting = request.posting
    rows = Department.objects.visible_to(posting).select_related("region", "superior", "successor")
    body = get_object_or_404(rows, credit_code=code)
    mine = DishonestyRecord.objects.visible_to(posting).filter(department=body)
    records = mine.with_publication().select_related("department").order_by("-decided_on", "-pk")
    context = {
        "here": "departments",
        "body": body,
        "records": [(record, standing_of(record)) for record in records[:SHOWN]],
        "total": mine.count(),
        "judgments": LostJudgment.objects.visible_to(posting).filter(department=body)[:SHOWN],
        "commendations": Commendation.objects.visible_to(posting).filter(department=body)[:SHOWN],
        "former_names": body.former_names.all(),
        "codes": body.codes.exclude(code=body.credit_code),
        "subordinates": body.subordinates.select_related("region").order_by("sort_key")[:SHOWN],
    }
    return render(request, "records/department.html", context)
