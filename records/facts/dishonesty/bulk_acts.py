"""The acts that the list of dishonesty records offers on many rows."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.bulk_page import Bulk, bulk_page
from common.roles import ENTERERS, REVIEWERS
from postings.requests import OfficeRequest
from records.facts.dishonesty.acts import RECORD_ACTS
from records.facts.dishonesty.lists import RECORDS
from records.models import DishonestyRecord

RECORD_BULK = Bulk(
    RECORDS,
    "records:bulk",
    DishonestyRecord,
    RECORD_ACTS,
    {
        "submit": ("批量提交复核", ENTERERS),
        "pass_review": ("批量复核通过", REVIEWERS),
        "confirm": ("批量认定", REVIEWERS),
        "return": ("批量退回", REVIEWERS),
    },
    key="record_no",
    version="content_version",
    tell=lambda record: f"成为“{record.get_status_display()}”",
)


@require_POST
@requires_posting()
def bulk(request: OfficeRequest, name: str) -> HttpResponse:
    return bulk_page(request, RECORD_BULK, name)
