"""The auditor's page of the trail."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from common.access import seat
from common.lists.page import list_page
from common.trail_list import AUDITORS, TRAIL


@seat(AUDITORS)
def trail(request: Any) -> HttpResponse:
    return list_page(request, TRAIL)
