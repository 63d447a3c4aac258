"""The list of dishonesty records, and the case page that tells one record's whole story."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered as offered_acts
from common.cases.page_token import token_of
from common.lists.page import list_page
from common.roles import ENTERERS
from common.tabs import case_tabs, printed_tabs
from postings.requests import OfficeRequest
from records.deadlines import deadlines_of
from records.facts.acts import barred_by_four_eyes
from records.facts.dishonesty.bulk_acts import RECORD_BULK
from records.facts.dishonesty.lists import RECORDS, status_word_of
from records.facts.dishonesty.views.case import sections_of
from records.facts.dishonesty.views.review import is_under_review, review_of
from records.facts.story import story_of
from records.facts.views.case import may_edit, may_propose, publications_of
from records.models import DishonestyRecord
from records.rule_periods import purposes_of
from records.services import known_names

CASE_RELATIONS = (
    *(
        "department__region",
        "official__unit",
        "subject_region",
        "entered_by",
        "last_changed_by",
        "reviewed_by",
    ),
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
    posting = request.posting
    rows = DishonestyRecord.objects.visible_to(posting).with_publication().select_related(*CASE_RELATIONS)
    case = get_object_or_404(rows, record_no=number)
    tabs = case_tabs(case, posting, request.GET.get("tab", ""))
    publications = publications_of(case, posting)
    trail = story_of(case, posting)
    offered = offered_acts(case, posting)
    context = {
        "here": "records",
        "case": case,
        "status_word": status_word_of(case),
        **tabs,
        "review": review_of(case, posting)
        if tabs["tab"] is None and is_under_review(case, posting)
        else None,
        "sections": sections_of(case, known_names(case)) if tabs["tab"] is None else [],
        "trail": trail,
        "deadlines": deadlines_of(case, publications),
        "publications": publications,
        "offered": offered,
        "has_direct": any(offer.is_direct for offer in offered),
        "act_base": reverse("records:record", args=[case.record_no]),
        "may_edit": may_edit(case, posting),
        "may_propose": may_propose(case, posting),
        "barred": barred_by_four_eyes(case, posting),
        "hands_off": case.recusal(posting),
        "page_token": token_of(case),
    }
    return render(request, "records/record.html", context)


@requires_posting()
def printed(request: OfficeRequest, number: str) -> HttpResponse:
    """Lay the whole case on paper: facts, clocks with their days, evidence, corrections and every act; who printed it."""
    posting = request.posting
    rows = DishonestyRecord.objects.visible_to(posting).with_publication().select_related(*CASE_RELATIONS)
    case = get_object_or_404(rows, record_no=number)
    publications = publications_of(case, posting)
    context = {
        "here": "records",
        "case": case,
        "status_word": status_word_of(case),
        "sections": sections_of(case, known_names(case)),
        "deadlines": deadlines_of(case, publications),
        "publications": publications,
        "printed": printed_tabs(case, posting),
        "printed_at": timezone.localtime(),
        "back": reverse("records:record", args=[case.record_no]),
    }
    return render(request, "records/print.html", context)


@requires_posting()
def record_act(request: OfficeRequest, number: str, act: str) -> HttpResponse:
    """Do one act to one record."""
    rows = DishonestyRecord.objects.visible_to(request.posting).select_related("department", "official")
    case = get_object_or_404(rows, record_no=number)
    periods = purposes_of(case) if act == "confirm" else ""
    back = reverse("records:record", args=[number])
    return act_page(request, case, act, back=back, here="records", periods=periods)
