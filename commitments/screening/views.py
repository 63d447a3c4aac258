"""Screening in the office: lists with their age, one bidder or a workbook compared, each hit decided on its page."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from commitments.screening import forms
from commitments.screening.lists import CHECKS, HITS, VERSIONS, shape_of
from commitments.screening.models import ASKERS, Hit, ScreeningCheck, WatchEntry, WatchVersion
from commitments.screening.querysets import LIST_KEEPERS, keeps_lists, sees_persons
from commitments.screening.queues import HIT_DESK, SCREENERS, VERSION_DESK
from commitments.screening.services import annulling, keeping
from commitments.screening.services.checking import check
from commitments.screening.services.looking import states_on
from commitments.screening.vocabulary import Answer, HitStatus, Step
from commitments.screening.ways import ways_of
from commitments.views.case_context import case_context
from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.asking import ask, attempt
from common.deadlines.explaining import explained
from common.errors import NotEligible
from common.listing import listing
from common.lists.page import list_page
from common.roles import AUDITORS, CLERKS
from postings.requests import OfficeRequest

READERS = LIST_KEEPERS | AUDITORS
CRUMBS = "投标人信用比对"


@requires_posting(READERS)
def watch_versions(request: OfficeRequest) -> HttpResponse:
    """Show the versions of the lists, and above them how old each list is today."""
    today = timezone.localdate()
    states = states_on(Step.REGISTRATION, today)
    awards = {one.kind: one.covers for one in states_on(Step.AWARD, today)}
    return list_page(
        request,
        VERSIONS,
        states=[(one, awards[one.kind]) for one in states],
        may_enter=WatchVersion.may_enter(request.posting) and keeps_lists(request.posting),
    )


@requires_posting(READERS)
def watch_version(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one version with its entries; a natural person is shown to the province alone, the number never whole."""
    case = _version(request, pk)
    context = {
        **case_context(request, case, VERSION_DESK),
        "shape": shape_of(case.status),
        "listing": (shown := listing(request, case.entries.all(), {"row": ["row"]}, default="row")),
        "entries": list(shown.page),
        "shows_persons": sees_persons(request.posting),
        "may_correct": keeps_lists(request.posting) and WatchVersion.may_enter(request.posting),
    }
    return render(request, "commitments/watch_version.html", context)


@requires_posting(READERS)
def watch_version_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act on a version needs, and do it."""
    back = reverse("commitments:watch_version", args=[pk])
    return act_page(request, _version(request, pk), act, back=back, here="watch_versions")


@requires_posting(CLERKS)
def unchanged(request: OfficeRequest) -> HttpResponse:
    """Take down that a list of a day is as before, so that its age counts from that day."""
    keeping.require_keeper(request.posting)
    back = reverse("commitments:watch_versions")
    return ask(
        request,
        forms.UnchangedForm(request.POST or None),
        lambda given: keeping.enter_version(**given, by=request.posting),
        heading="登记名单没有变动",
        button="登记",
        said="已登记，等另一人启用。",
        to=lambda made: reverse("commitments:watch_version", args=[made.pk]),
        effect="列入机关当天的名单没有变动的，登记一版；启用以后名单的时效从这一天重新计算。",
        crumbs=[(back, "失信名单")],
        here="watch_versions",
        back=back,
    )


@requires_posting(CLERKS)
def watch_error(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Take down that an entry was listed by error（更正：误列）, by a document."""
    entry = get_object_or_404(WatchEntry.objects.select_related("version"), pk=pk)
    keeping.require_keeper(request.posting)
    if words := annulling.bar_error(entry, request.posting):
        raise NotEligible(words)
    back = reverse("commitments:watch_version", args=[entry.version_id])
    return ask(
        request,
        forms.ErrorForm(request.POST or None),
        lambda given: annulling.enter_error(entry, by=request.posting, **given),
        heading="更正：误列",
        button="登记更正",
        said="已登记，等另一人启用；启用以前仍按名单比对。",
        to=lambda made: reverse("commitments:watch_version", args=[made.pk]),
        effect=f"{entry.name}（{entry.document_number}）：启用以后这一条目自始不算，因它拦截、待核的比对撤销，并告知比对人。",
        crumbs=[(reverse("commitments:watch_versions"), "失信名单"), (back, entry.version.number)],
        here="watch_versions",
        back=back,
    )


@requires_posting(SCREENERS)
def screening_checks(request: OfficeRequest) -> HttpResponse:
    return list_page(request, CHECKS, may_check=request.posting.role in ASKERS)


@requires_posting(ASKERS)
def screen_one(request: OfficeRequest) -> HttpResponse:
    """Compare one bidder."""
    form = forms.OneForm(request.POST or None, by=request.posting)
    back = reverse("commitments:screening_checks")
    return ask(
        request,
        form,
        lambda given: check(form.tender, form.lines, by=request.posting),
        heading="比对一个投标人",
        button="比对",
        said="已比对，结果连同名单版本一并保存。",
        to=lambda made: reverse("commitments:screening_check", args=[made.pk]),
        effect="与现行的失信名单比对：代码相同的拦截，名称相同的待核，名单过期的写明。",
        crumbs=[(back, CRUMBS)],
        here="screening_checks",
        back=back,
    )


@requires_posting(ASKERS)
def screen_many(request: OfficeRequest) -> HttpResponse:
    """Compare a workbook of bidders."""
    form = forms.ManyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: check(form.tender, form.lines, by=request.posting))
        if made is not None:
            return redirect("commitments:screening_check", made.pk)
    told = {"of": CHECKS, "heading": "比对投标人名单", "button": "上传并比对"}
    context = {"form": form, "here": "screening_checks", **told}
    return render(request, "commitments/screen_many.html", context, status=422 if form.errors else 200)


@requires_posting(SCREENERS)
def screening_check(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show what one comparison answered, bidder by bidder, and by which versions of the lists."""
    rows = ScreeningCheck.objects.visible_to(request.posting).select_related("asked_by", "region", "unit")
    case = get_object_or_404(rows, pk=pk)
    counted = Counter(case.bodies.order_by().values_list("answer", flat=True))
    now = Counter(Hit.objects.filter(body__check_case=case).order_by().values_list("status", flat=True))
    asked = request.GET.get("answer", "")
    hits = Prefetch("hits", Hit.objects.telling(request.posting).select_related("entry"))
    bodies = case.bodies.prefetch_related(hits)
    bodies = bodies.filter(answer=asked) if asked in Answer.values else bodies
    shown = listing(request, bodies, {"row": ["row"]}, default="row", per_page=50)
    context = {
        "here": "screening_checks",
        "case": case,
        "lists": case.lists.select_related("version", "rule"),
        "counts": [(one, one.label, counted[one]) for one in Answer if counted[one]],
        "now": [(one.label, now[one]) for one in HitStatus if now[one]],
        "total": sum(counted.values()),
        "asked": asked,
        "listing": shown,
        "ways": ways_of(case, request.posting),
        "bodies": [(body, shape_of(body.answer)) for body in shown.page],
    }
    return render(request, "commitments/screening_check.html", context)


@requires_posting(SCREENERS)
def hits(request: OfficeRequest) -> HttpResponse:
    return list_page(request, HITS)


@requires_posting(SCREENERS)
def hit(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one hit; until a person has decided a name, what stands on the list is told to the credit office alone."""
    case = _hit(request, pk)
    context = {
        **case_context(request, case, HIT_DESK),
        "shape": shape_of(case.status),
        "check": case.body.check_case,
        "entry": case.entry if case.told_kind else None,
        "looked": case.body.check_case.lists.select_related("rule").filter(kind=case.entry.kind).first(),
        "deadlines": explained(case),
    }
    return render(request, "commitments/hit.html", context)


@requires_posting(SCREENERS)
def hit_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act on a hit needs, and do it."""
    back = reverse("commitments:hit", args=[pk])
    return act_page(request, _hit(request, pk), act, back=back, here="hits")


def _version(request: OfficeRequest, pk: UUID) -> WatchVersion:
    rows = WatchVersion.objects.visible_to(request.posting).select_related("entered_by", "reviewed_by")
    found: WatchVersion = get_object_or_404(rows, pk=pk)
    return found


def _hit(request: OfficeRequest, pk: UUID) -> Hit:
    rows = Hit.objects.visible_to(request.posting).telling(request.posting)
    related = ("body__check_case", "entry__version", "decided_by", "asked_by", "released_by", "refused_by")
    found: Hit = get_object_or_404(rows.select_related(*related), pk=pk)
    return found
