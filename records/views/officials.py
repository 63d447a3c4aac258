"""Civil servants' files: masked, by 干部管理权限 only; opening a number in clear is no matter of these pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from common.access import seat
from common.listing import listing
from common.roles import Role
from records.models import DishonestyRecord, Official

KEEPERS = frozenset({Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR})
SORTS = {"name": ["sort_key"], "unit": ["unit__sort_key"], "number": ["internal_number"]}


@seat(KEEPERS)
def officials(request: Any) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    rows = Official.objects.visible_to(request.posting).select_related("unit", "managed_by")
    if asked:
        rows = rows.filter(name__icontains=asked) | rows.filter(internal_number=asked)
    shown = listing(request, rows, SORTS, default="name")
    return render(request, "records/officials.html", {"here": "officials", "listing": shown, "asked": asked})


@seat(KEEPERS)
def official(request: Any, number: str) -> HttpResponse:
    rows = Official.objects.visible_to(request.posting).select_related("unit", "managed_by")
    person = get_object_or_404(rows, internal_number=number)
    mine = DishonestyRecord.objects.visible_to(request.posting).filter(official=person)
    context = {"here": "officials", "person": person, "records": mine.order_by("-decided_on")}
    return render(request, "records/official.html", context)
