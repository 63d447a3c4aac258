"""The system administrator's list of what could not be handed on."""

from __future__ import annotations

from django.http import HttpResponse

from common.access import requires_posting
from common.lists.page import list_page
from common.requests import OfficeRequest
from common.roles import SYSTEM_ADMINS
from intake.lists import KEPT


@requires_posting(SYSTEM_ADMINS)
def kept(request: OfficeRequest) -> HttpResponse:
    return list_page(request, KEPT)
