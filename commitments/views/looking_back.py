"""「某日某责任由谁承担」: asked for a purpose by the number of a project, answered on one page, inside alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from commitments.forms.looking_back import LookBackForm
from commitments.services import looking_back
from common.access import requires_posting
from common.cases.asking import attempt
from common.roles import AUDITORS, CREDIT_OFFICE, FINDING_BODIES
from postings.requests import OfficeRequest

ASKERS = CREDIT_OFFICE | FINDING_BODIES | AUDITORS


@requires_posting(ASKERS)
def look_back(request: OfficeRequest) -> HttpResponse:
    """Ask who answered on a day; each question leaves its purpose on the trail of what it was about."""
    form = LookBackForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    answers = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answers = attempt(form, lambda: looking_back.look_back(by=request.posting, **given))
    context = {
        "here": "promises_kept",
        "form": form,
        "answers": answers,
        "day": form.cleaned_data["day"] if answers else None,
    }
    status = 422 if form.errors else 200
    return render(request, "commitments/look_back.html", context, status=status)
