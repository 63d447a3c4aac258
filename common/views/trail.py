"""The auditor's page of the trail."""

from __future__ import annotations

from django.http import HttpResponse

from common.access import requires_posting
from common.lists.page import list_page
from common.requests import OfficeRequest
from common.trail_list import AUDITORS, TRAIL


@requires_posting(AUDITORS)
def trail(request: OfficeRequest) -> HttpResponse:
    return list_page(request, TRAIL)
