"""The registers of numbers（发文登记）of one's own office: which marks there are, and how far each is used."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from common.access import requires_posting
from common.cases.asking import attempt
from common.requests import OfficeRequest
from common.roles import CREDIT_OFFICE, DIRECTORS
from letters.forms import SeriesForm
from letters.models import LetterSeries
from letters.services import issuer_of, open_series


@requires_posting(CREDIT_OFFICE)
def series(request: OfficeRequest) -> HttpResponse:
    """Show the registers of the own office; the director opens another."""
    by = request.posting
    issuer = issuer_of(by)
    may_open = by.role in DIRECTORS
    form = SeriesForm(request.POST or None) if may_open else None
    if request.method == "POST" and form is not None and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: open_series(issuer, by=by, **given)):
            messages.success(request, f"已登记发文代字 {given['mark']}〔{given['year']}〕。")
            return redirect("letters:series")
    context = {
        "here": "letter_series",
        "issuer": issuer,
        "rows": LetterSeries.objects.filter(body_id=issuer.id),
        "form": form,
    }
    return render(request, "letters/series.html", context, status=422 if form and form.errors else 200)
