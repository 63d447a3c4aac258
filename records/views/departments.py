"""Departments of the roster, and one department's file as the office sees it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from common.access import seat
from common.lists import list_page
from records.lists import DEPARTMENTS
from records.lists.records import standing_of
from records.models import Commendation, Department, DishonestyRecord, LostJudgment
from records.models.succession import forerunners_of, heirs_of

SHOWN = 20


@seat()
def departments(request: Any) -> HttpResponse:
    return list_page(request, DEPARTMENTS)


@seat()
def department(request: Any, code: str) -> HttpResponseBase:
    """Show identity, names and codes over time, and what is on file about one department; a former code leads on."""
    posting = request.posting
    rows = Department.objects.visible_to(posting).select_related("region", "superior", "successor")
    body = rows.filter(credit_code=code).first()
    if body is None:
        renumbered = rows.filter(codes__code=code).order_by("-codes__since")[:1]
        return redirect("records:department", get_object_or_404(renumbered).credit_code)
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
        "further_heirs": heirs_of(body).exclude(pk=body.successor_id).visible_to(posting),
        "forerunners": forerunners_of(body).visible_to(posting)[:SHOWN],
        "subordinates": body.subordinates.select_related("region").order_by("sort_key")[:SHOWN],
    }
    return render(request, "records/department.html", context)
