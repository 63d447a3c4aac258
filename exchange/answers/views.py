"""Signed answers: given out from a comparison, fetched with their signature, and asked whether they still hold."""

from __future__ import annotations

import base64
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from commitments.screening.models import ASKERS, ScreeningCheck
from commitments.screening.queues import SCREENERS
from common.access import requires_posting
from common.cases.asking import ask
from common.errors import NotEligible
from common.lists.page import list_page
from disclosure.store import signing
from exchange.answers import contents, services
from exchange.answers.forms import CheckForm, GiveForm
from exchange.answers.lists import ANSWERS
from exchange.answers.models import SignedAnswer
from exchange.answers.vocabulary import Verdict
from postings.requests import OfficeRequest

HERE = "signed_answers"
SHAPES = {Verdict.BLOCKED: "broken", Verdict.STALE: "objection", Verdict.INVALID: "objection"}


@requires_posting(SCREENERS)
def answers(request: OfficeRequest) -> HttpResponse:
    return list_page(request, ANSWERS)


@requires_posting(SCREENERS)
def check(request: OfficeRequest) -> HttpResponse:
    """Say whether an answer still holds, asked by its number or by the digest of its file."""
    form = CheckForm(request.GET if "asked" in request.GET else None)
    found, asked = None, ""
    if form.is_valid():
        asked = form.cleaned_data["asked"].strip()
        rows = SignedAnswer.objects.visible_to(request.posting).select_related("check_case")
        found = rows.filter(sha256=asked.lower()).first() or rows.filter(number=asked.upper()).first()
    state = services.state_of(found, timezone.localdate()) if found else None
    context = {"here": HERE, "form": form, "asked": asked, "found": found, "state": state}
    return render(request, "exchange/answer_check.html", context)


@requires_posting(ASKERS)
def give(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Give out the answer of one comparison."""
    rows = ScreeningCheck.objects.visible_to(request.posting)
    asked = get_object_or_404(rows, pk=pk)
    if words := services.bar_answer(asked, request.posting):
        raise NotEligible(words)
    back = reverse("commitments:screening_check", args=[asked.pk])
    return ask(
        request,
        GiveForm(request.POST or None),
        lambda given: services.give_out(asked, by=request.posting, **given),
        heading="出具签名答复",
        button="出具",
        said="已出具，请下载答复和签名交给对方。",
        to=lambda made: reverse("exchange:signed_answer", args=[made.pk]),
        effect=f"{asked.project_name}：按现在的情况编号、签名，写明各张名单的版本；出具以后不能改动，有变化的重新出具。",
        crumbs=[(reverse("commitments:screening_checks"), "投标人信用比对"), (back, asked.number)],
        here="screening_checks",
        back=back,
    )


@requires_posting(SCREENERS)
def answer(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one answer as it was given out, whether it holds, and how its source is checked."""
    found = _get(request, pk)
    bidders = [
        (one, SHAPES.get(Verdict(one["verdict"]), "mended")) for one in contents.said_bidders(found.content)
    ]
    context = {
        "here": HERE,
        "answer": found,
        "state": services.state_of(found, timezone.localdate()),
        "bidders": bidders,
        "lists": contents.said_lists(found.content),
        "fingerprint": signing.fingerprint(),
    }
    return render(request, "exchange/signed_answer.html", context)


@requires_posting(SCREENERS)
def answer_file(request: OfficeRequest, pk: UUID, part: str) -> HttpResponse:
    """Return the text of an answer, its signature（base64）or the key to check by, each as a file."""
    found = _get(request, pk)
    files = {
        "json": (found.content.encode(), "application/json"),
        "sig": (base64.b64encode(bytes(found.signature)) + b"\n", "text/plain"),
        "pem": (signing.public_key(), "application/x-pem-file"),
    }
    content, kind = files[part]
    headers = {"Content-Disposition": f'attachment; filename="{found.number}.{part}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _get(request: OfficeRequest, pk: UUID) -> SignedAnswer:
    rows = SignedAnswer.objects.visible_to(request.posting).select_related("check_case", "made_by")
    found: SignedAnswer = get_object_or_404(rows, pk=pk)
    return found
