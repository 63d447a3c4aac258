"""The catalogue of information classes: what is kept on departments and officials, and who may read it."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from common.access import requires_posting
from common.registry import SEEING
from organisations.information_classes import KIND, catalogue_on
from postings.requests import OfficeRequest


@requires_posting(SEEING)
def information_classes(request: OfficeRequest) -> HttpResponse:
    """Show the catalogue in force, departments and officials apart; each class leads to its line of the rules."""
    catalogue = catalogue_on(timezone.localdate())
    context = {
        "here": KIND,
        "kind": KIND,
        "groups": [(about, list(rows)) for about, rows in groupby(catalogue, lambda one: one.about)],
        "total": len(catalogue),
        "doubtful": sum(not one.is_settled for one in catalogue),
    }
    return render(request, "postings/information_classes.html", context)
