"""The auditor's list of sign-ins."""

from __future__ import annotations

from django.http import HttpResponse

from accounts.login_lists import SIGN_INS
from common.access import requires_posting
from common.lists.page import list_page
from common.requests import OfficeRequest
from common.roles import AUDITORS


@requires_posting(AUDITORS)
def sign_ins(request: OfficeRequest) -> HttpResponse:
    return list_page(request, SIGN_INS)
