"""The acts that the list of dishonesty records offers on many rows."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.acts import Given
from common.cases.bulk_page import Bulk, bulk_page
from common.roles import ENTERERS, REVIEWERS
from postings.models import Posting
from postings.requests import OfficeRequest
from records.facts.changing_many import CHANGE, changing_many
from records.facts.dishonesty.acts import RECORD_ACTS
from records.facts.dishonesty.forms import RecordForm
from records.facts.dishonesty.lists import RECORDS
from records.models import DishonestyRecord
from records.services import revise_record

ON_MANY = (
    *("domain", "cause", "impact", "declared_severity", "disclosure", "document_title"),
    *("occurred_on", "decided_on", "effective_on", "legal_basis"),
)
"""What several drafts can have in common; what tells one fact from another is written in each, and a body with its code."""


def _form(record: DishonestyRecord, by: Posting, data: Given | None) -> RecordForm:
    form = RecordForm(data, posting=by, source=record.source_kind, record=record)
    return form.as_draft(record.ASKED)


def _save(record: DishonestyRecord, by: Posting, form: RecordForm, reason: str) -> None:
    revise_record(record, by=by, reason=reason, **form.to_fields())


RECORD_BULK = Bulk(
    RECORDS,
    "records:bulk",
    DishonestyRecord,
    {
        **RECORD_ACTS,
        "edit": changing_many({name: RecordForm.base_fields[name] for name in ON_MANY}, _form, _save),
    },
    {
        "submit": ("批量提交复核", ENTERERS),
        "edit": CHANGE,
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
