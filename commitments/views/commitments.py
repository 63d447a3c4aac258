"""Commitments in the office: the list, the form of each domain, one page for each, its acts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from commitments.bulk_acts import COMMITMENT_BULK
from commitments.domains.domain import Domain, domains
from commitments.forms.columns import is_sum
from commitments.forms.entry import OWN, CommitmentForm
from commitments.least import held_of
from commitments.lists import COMMITMENTS, word_of
from commitments.models import Commitment
from commitments.next_step import next_of_commitment
from commitments.queues import DESK
from commitments.reckoning import interest_of, owed_of, rate_for
from commitments.rule_kinds import plain
from commitments.services.entering import enter_commitment, missing_of, revise_commitment
from commitments.views.case_context import case_context
from commitments.views.looking_back import ASKERS
from commitments.vocabulary import CommitmentStatus
from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.asking import attempt
from common.cases.page_token import require_seen, token_of
from common.deadlines.explaining import explained
from common.errors import WrongState
from common.lists.page import list_page
from common.roles import CLERKS
from contents.money import sum_words
from postings.requests import OfficeRequest


@requires_posting()
def commitments(request: OfficeRequest) -> HttpResponse:
    return list_page(request, COMMITMENTS, bulk=COMMITMENT_BULK.offered(request.posting))


@requires_posting(CLERKS)
def begin(request: OfficeRequest) -> HttpResponse:
    """Choose the domain of a promise that is to be entered."""
    found = [(key, label, domains[key]) for key, label in domains.choices()]
    return render(request, "commitments/begin.html", {"here": "commitments", "domains": found})


@requires_posting(CLERKS)
def enter(request: OfficeRequest, domain: str) -> HttpResponse:
    """Enter a promise of one domain as a draft."""
    found = domains.get(domain)
    if found is None:
        raise Http404
    form = CommitmentForm(request.POST or None, posting=request.posting, domain=found)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: enter_commitment(by=request.posting, domain=domain, **form.to_fields()))
        if made is not None:
            messages.success(request, f"已存为草稿，编号 {made.number}。核对分期以后提交复核。")
            return redirect("commitments:commitment", made.pk)
    return _form(request, form, found, None)


@requires_posting(CLERKS)
def edit(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Change a draft, unless somebody else has changed it since the page was shown."""
    case = _get(request, pk)
    if case.status != CommitmentStatus.DRAFT:
        raise WrongState(f"现在是“{case.get_status_display()}”，不能修改；要改的请复核员先退回")
    domain = domains[case.domain]
    form = CommitmentForm(request.POST or None, posting=request.posting, domain=domain, case=case)
    if request.method == "POST" and not form.looked:
        require_seen(request, case)
        if form.is_valid() and (
            attempt(form, lambda: revise_commitment(case, by=request.posting, **form.to_fields())) is not None
        ):
            messages.success(request, "已保存修改。")
            return redirect("commitments:commitment", case.pk)
    return _form(request, form, domain, case)


@requires_posting()
def commitment(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one promise: what, for whom, until when, what was done, what is owed with its computation."""
    case = _get(request, pk)
    today = timezone.localdate()
    domain = domains[case.domain]
    owed = owed_of(case, today)
    may_edit = case.status == CommitmentStatus.DRAFT and case.may("edit", request.posting)
    word = word_of(case)
    context = {
        **case_context(request, case, DESK),
        "domain": domain,
        "common": _common_pairs(case, domain),
        "groups": _own_pairs(case, domain),
        "held": held_of(domain, domain.part_of(case)) if domain.least or domain.most else (),
        "word": word,
        "owed": owed,
        "rate": rate_for(case, today) if owed else None,
        "interest": interest_of(owed),
        "changes": case.changes.select_related("asked_by", "decided_by"),
        "disputes": case.disputes.all(),
        "successions": case.successions.select_related("from_department", "to_department"),
        "openings": case.openings.all() if domain.face else (),
        "codes": case.rating_codes.count() if domain.face and not domain.face.is_of_one_side else 0,
        "line_codes": case.line_codes.all() if domain.following else (),
        "next_step": next_of_commitment(case),
        "tells_late": case.status in TELLS_LATE and not (case.in_doubt or case.in_dispute),
        "looks_back": request.posting.role in ASKERS and bool(case.post) and case.status != "draft",
        "may_edit": may_edit,
        "open_items": _open_items(case, domain) if case.status == CommitmentStatus.DRAFT else None,
        "edit_url": reverse("commitments:edit", args=[pk]) if may_edit else "",
        "deadlines": [*explained(case), *(one for row in case.disputes.all() for one in explained(row))],
    }
    return render(request, "commitments/commitment.html", context)


def _open_items(case: Commitment, domain: Domain) -> dict[str, str]:
    """Return what a draft lacks, by the fields of its form."""
    return {OWN + n if n in domain.columns else n: label for n, label in missing_of(case).items()}


@requires_posting()
def commitment_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    case = _get(request, pk)
    back = reverse("commitments:commitment", args=[pk])
    return act_page(request, case, act, back=back, here="commitments")


def _get(request: OfficeRequest, pk: UUID) -> Commitment:
    rows = Commitment.objects.visible_to(request.posting).standing()
    found: Commitment = get_object_or_404(rows.select_related("department__region"), pk=pk)
    return found


def _form(
    request: OfficeRequest, form: CommitmentForm, domain: Domain, case: Commitment | None
) -> HttpResponse:
    list_address = reverse("commitments:commitments")
    context = {
        "here": "commitments",
        "form": form,
        "domain": domain,
        "label": domain.key.label,
        "case": case,
        "back": reverse("commitments:commitment", args=[case.pk]) if case else list_address,
        "page_token": token_of(case) if case else "",
    }
    return render(request, "commitments/form.html", context, status=422 if form.errors else 200)


TELLS_LATE = (CommitmentStatus.RUNNING, CommitmentStatus.KEPT)
"""In these states an instalment that was done late, or is late, is called so; what was changed away or unlawful is not."""
COMMON_SHOWN = (
    *("counterparty", "counterparty_code", "carrier", "document_title", "document_number", "signed_on"),
    *("promise_kind", "amount", "agreed_on", "post", "remark"),
)


def _common_pairs(case: Commitment, domain: Domain) -> list[tuple[str, str]]:
    pairs = [(domain.words.get("department", "承诺主体"), str(case.department))]
    for name in COMMON_SHOWN:
        column = Commitment._meta.get_field(name)
        label = domain.words.get(name, str(column.verbose_name))  # type: ignore[union-attr]
        pairs.append((label, said(case, column)))  # type: ignore[arg-type]
    return [(label, words) for label, words in pairs if words]


def _own_pairs(case: Commitment, domain: Domain) -> list[tuple[str, list[tuple[str, str]]]]:
    part = domain.part_of(case)
    groups = []
    for heading, names in domain.asked_of(part).items():
        columns = [part._meta.get_field(name) for name in names]
        pairs = [(str(column.verbose_name), said(part, column)) for column in columns]
        if told := [(label, words) for label, words in pairs if words]:
            groups.append((heading, told))
    return groups


def said(obj: models.Model, column: models.Field[Any, Any]) -> str:
    """Return the value of a column as people read it, "" where it says nothing."""
    value = getattr(obj, column.attname)
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.name.endswith("_url"):
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', value)
    if column.choices:
        return str(getattr(obj, f"get_{column.name}_display")())
    if is_sum(column):
        return sum_words(value)
    return plain(value) if isinstance(value, Decimal) else str(value)
