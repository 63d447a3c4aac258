"""The auditor's page of the trail."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from common.access import seat
from common.lists import list_page
from records.lists import TRAIL
from records.lists.trail import AUDITORS


@seat(AUDITORS)
def trail(request: Any) -> HttpResponse:
    return list_page(request, TRAIL)
