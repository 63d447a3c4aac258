"""The list of dishonesty records, and the case page that tells one record's whole story."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from common.access import requires_posting
from common.cases.act_page import act_page
from common.lists.page import list_page
from common.roles import ENTERERS
from common.tabs import printed_tabs
from postings.requests import OfficeRequest
from records.addresses import fact_address
from records.deadlines import deadlines_of
from records.facts.dishonesty.bulk_acts import RECORD_BULK
from records.facts.dishonesty.lists import RECORDS
from records.facts.dishonesty.views.case import sections_of, statement_of
from records.facts.dishonesty.views.review import is_under_review, review_of
from records.facts.views.case import case_context, publications_of
from records.models import DishonestyRecord
from records.rule_periods import purposes_of

CASE_RELATIONS = (
    *("department__region", "official__unit", "subject_region"),
    *("entered_by", "last_changed_by", "reviewed_by"),
    *("reporting_unit", "reported_for", "finding_unit"),
)


@requires_posting()
def records(request: OfficeRequest) -> HttpResponse:
    return list_page(
        request,
        RECORDS,
        may_enter=request.posting.role in ENTERERS,
        bulk=RECORD_BULK.offered(request.posting),
    )


@requires_posting()
def record(request: OfficeRequest, number: str) -> HttpResponse:
    """Show one case; its tabs come from the registry, its acts from `acts_for`."""
    posting, case = request.posting, _get(request, number)
    shared = case_context(request, case)
    is_whole = shared["tab"] is None
    context = {
        "here": "records",
        **shared,
        "status_word": case.status_word,
        "review": review_of(case, posting) if is_whole and is_under_review(case, posting) else None,
        "statement": statement_of(case) if is_whole else None,
        "sections": sections_of(case) if is_whole else [],
        "deadlines": deadlines_of(case, shared["publications"]),
        "hands_off": case.recusal(posting),
    }
    return render(request, "records/record.html", context)


@requires_posting()
def printed(request: OfficeRequest, number: str) -> HttpResponse:
    """Lay the whole case on paper: facts, clocks with their days, evidence, corrections and every act; who printed it."""
    posting, case = request.posting, _get(request, number)
    publications = publications_of(case, posting)
    context = {
        "here": "records",
        "case": case,
        "status_word": case.status_word,
        "statement": statement_of(case),
        "sections": sections_of(case),
        "deadlines": deadlines_of(case, publications),
        "publications": publications,
        "printed": printed_tabs(case, posting),
        "printed_at": timezone.localtime(),
        "back": fact_address(case),
    }
    return render(request, "records/print.html", context)


def _get(request: OfficeRequest, number: str) -> DishonestyRecord:
    rows = DishonestyRecord.objects.visible_to(request.posting).with_publication()
    found: DishonestyRecord = get_object_or_404(rows.select_related(*CASE_RELATIONS), record_no=number)
    return found


@requires_posting()
def record_act(request: OfficeRequest, number: str, act: str) -> HttpResponse:
    """Do one act to one record."""
    rows = DishonestyRecord.objects.visible_to(request.posting).select_related("department", "official")
    case = get_object_or_404(rows, record_no=number)
    periods = purposes_of(case) if act == "confirm" else ""
    back = reverse("records:record", args=[number])
    return act_page(request, case, act, back=back, here="records", periods=periods)
