"""Civil servants' files: masked, by 干部管理权限 only; opening a number in clear is no matter of these pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from common.access import seat
from common.lists import list_page
from records.lists import OFFICIALS
from records.lists.officials import KEEPERS
from records.models import DishonestyRecord, Official


@seat(KEEPERS)
def officials(request: Any) -> HttpResponse:
    return list_page(request, OFFICIALS)


@seat(KEEPERS)
def official(request: Any, number: str) -> HttpResponse:
    rows = Official.objects.visible_to(request.posting).select_related("unit", "managed_by")
    person = get_object_or_404(rows, internal_number=number)
    mine = DishonestyRecord.objects.visible_to(request.posting).filter(official=person)
    context = {"here": "officials", "person": person, "records": mine.order_by("-decided_on")}
    return render(request, "records/official.html", context)
