"""Departments of the roster, and one department's file as the office sees it."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from common.access import requires_posting
from common.lists.page import list_page
from common.lists.spec import lists
from common.registry import registry
from common.requests import OfficeRequest
from organisations.models import Department
from organisations.models.reorganisations import forerunners_of, heirs_of

SHOWN = 20


@requires_posting()
def departments(request: OfficeRequest) -> HttpResponse:
    return list_page(request, lists["departments"])


@requires_posting()
def department(request: OfficeRequest, code: str) -> HttpResponseBase:
    """Show identity, names and codes over time, and what is on file about one department; a former code leads on."""
    posting = request.posting
    rows = Department.objects.visible_to(posting).select_related("region", "superior", "successor")
    body = rows.filter(credit_code=code).first()
    if body is None:
        renumbered = rows.filter(codes__code=code).order_by("-codes__since")[:1]
        return redirect("organisations:department", get_object_or_404(renumbered).credit_code)
    sections = registry.tabs(body, posting.role)
    context = {
        "here": "departments",
        "body": body,
        "sections": [(section.template, section.context(body, posting)) for section in sections],
        "former_names": body.former_names.all(),
        "codes": body.codes.exclude(code=body.credit_code),
        "further_heirs": heirs_of(body).exclude(pk=body.successor_id).visible_to(posting),
        "forerunners": forerunners_of(body).visible_to(posting)[:SHOWN],
        "subordinates": body.subordinates.select_related("region").order_by("sort_key")[:SHOWN],
    }
    return render(request, "organisations/department.html", context)
