"""The auditor's list of every look into officials' files（查阅登记）."""

from __future__ import annotations

from django.http import HttpResponse

from common.access import requires_posting
from common.lists.page import list_page
from dossiers.lists.files import AUDITORS, LOG
from postings.requests import OfficeRequest


@requires_posting(AUDITORS)
def file_log(request: OfficeRequest) -> HttpResponse:
    return list_page(request, LOG)
