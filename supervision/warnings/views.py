"""The warning chain in the office: registered from the department or opened from a judgment, followed on one page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.asking import ask
from common.cases.page_token import token_of
from common.cases.story import sent_back, story_of_itself
from common.deadlines.explaining import explained
from common.errors import NotEligible
from common.lists.page import list_page
from common.registry import SEEING
from common.roles import DIRECTORS, OFFICERS, REPRESENTATIVES
from common.tabs import case_tabs
from discipline.pressing.services import pressers
from letters.models import Letter
from organisations.models import Department
from postings.requests import OfficeRequest
from records.addresses import fact_address
from supervision.warnings.deadlines import bar_escalation
from supervision.warnings.forms import DutyForm, suit_form
from supervision.warnings.lists import LIST, SHAPES
from supervision.warnings.models import OWING, Judgment, JudgmentWarning
from supervision.warnings.next_step import ladder, next_step
from supervision.warnings.queues import DESK
from supervision.warnings.services import opening
from supervision.warnings.services.answering import bar_press
from supervision.warnings.unopened import LIST as UNOPENED
from supervision.warnings.unopened import READERS
from supervision.warnings.vocabulary import REFUSED

PERSONS = ("registered_by", "opened_by", "signed_by", "proved_by", "checked_by")
ENTERERS = OFFICERS | REPRESENTATIVES


@requires_posting(SEEING)
def warnings(request: OfficeRequest) -> HttpResponse:
    return list_page(request, LIST)


@requires_posting(READERS)
def unopened(request: OfficeRequest) -> HttpResponse:
    """List the judgments on file that no chain answers to yet."""
    return list_page(request, UNOPENED)


@requires_posting(REPRESENTATIVES)
def register_own(request: OfficeRequest) -> HttpResponse:
    """Lead a representative to the form for the own department."""
    if request.posting.unit_id is None:
        raise Http404
    return redirect("supervision:register_warning", request.posting.unit_id)


@requires_posting(ENTERERS)
def register(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Register that a department is sued: by itself, or by an officer on the court's notice."""
    body = get_object_or_404(Department.objects.visible_to(request.posting), pk=pk)
    JudgmentWarning(department=body).require_no_recusal(request.posting)
    return ask(
        request,
        suit_form(body, request.POST or None),
        lambda given: opening.register(body, by=request.posting, **given),
        heading=f"登记被诉：{body}",
        button="登记",
        said="已登记被诉。答辩举证期限从收到起诉状副本起算。",
        to=DESK.address,
        effect="只在后台，不公开，也不产生信用信息；败诉与否由法院裁判。",
        crumbs=[(reverse("supervision:warnings"), "裁判履行预警")],
        here="warnings",
        back=reverse("supervision:warnings"),
    )


@requires_posting(OFFICERS)
def open_from(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Open the chain at the rung of a judgment or an announcement on file."""
    rows = Judgment.objects.visible_to(request.posting).select_related("department")
    judgment: Judgment = get_object_or_404(rows, pk=pk)
    JudgmentWarning(department=judgment.department, judgment=judgment).require_no_recusal(request.posting)
    if words := opening.bar_opening(judgment):
        raise NotEligible(words)
    is_refused = judgment.outcome == REFUSED
    back = f"{fact_address(judgment)}?tab=warnings"
    return ask(
        request,
        DutyForm(request.POST or None),
        lambda given: opening.open_from(judgment, by=request.posting, **given),
        heading="按法院公告登记拒不执行" if is_refused else "开启败诉督办",
        button="登记" if is_refused else "开启督办",
        said="已登记。" if is_refused else "已开启督办，等负责人签发督办函。",
        to=DESK.address,
        effect=f"{judgment.department}：从 {judgment.effective_on} 裁判生效起计算履行期限。只在后台，不公开。",
        crumbs=[(reverse("supervision:warnings"), "裁判履行预警"), (back, judgment.case_number)],
        here="warnings",
        back=back,
    )


@requires_posting(SEEING)
def warning(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one chain: its rungs with fact, letter and service, what the department did and by when, whose turn it is."""
    case, posting = _get(request, pk), request.posting
    offers, trail = offered(case, posting), story_of_itself(case, posting)
    letters = (
        Letter.objects.visible_to(posting).of(case).select_related("template").prefetch_related("services")
    )
    context = {
        "here": "warnings",
        "case": case,
        "shape": SHAPES.get(case.status, "plain"),
        "offered": offers,
        "hands_off": case.recusal(posting),
        "act_base": DESK.address(case),
        "trail": trail,
        "returned": sent_back(case, trail),
        "page_token": token_of(case),
        "next_step": next_step(case),
        "ladder": ladder(case, letters),
        "measures": case.measures.select_related("reported_by"),
        "steps": case.steps.select_related("entered_by"),
        "bar_press": bar_press(case, posting) if case.status in OWING and posting.role in DIRECTORS else "",
        "pressers": pressers(case) if case.status in OWING and not bar_escalation(case) else [],
        "judgment_url": fact_address(case.judgment) if case.judgment else "",
        "refusal_url": fact_address(case.refusal) if case.refusal else "",
        "letters": letters,
        "deadlines": explained(case),
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }
    return render(request, "supervision/warning.html", context)


@requires_posting(SEEING)
def warning_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    case = _get(request, pk)
    return act_page(request, case, act, back=DESK.address(case), here="warnings")


def _get(request: OfficeRequest, pk: UUID) -> JudgmentWarning:
    rows = JudgmentWarning.objects.visible_to(request.posting)
    related = ("department", "judgment", "refusal", *PERSONS)
    found: JudgmentWarning = get_object_or_404(rows.select_related(*related), pk=pk)
    return found
