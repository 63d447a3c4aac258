"""The pages of consents: the list, one case with its acts, and the half of a link that one person may draw."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.consents.kinds import consent_kinds
from accounts.consents.lists import CONSENTS, address_of
from accounts.links import services as links
from accounts.models import Consent, OneTimeLink
from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.page_token import token_of
from common.cases.story import trail_of
from common.lists.page import list_page
from common.registry import EVERYONE
from common.requests import OfficeRequest


@requires_posting(EVERYONE)
def consents(request: OfficeRequest) -> HttpResponse:
    return list_page(request, CONSENTS)


@requires_posting(EVERYONE)
def consent(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show what is asked, by whom, and what this person may do about it now."""
    case = _get(request, pk)
    link = OneTimeLink.objects.filter(consent=case).first()
    kind = consent_kinds[case.kind]
    context = {
        "here": CONSENTS.key,
        "case": case,
        "kind": kind,
        "told": kind.told(case),
        "offered": offered(case, request.posting),
        "act_base": address_of(case),
        "page_token": token_of(case),
        "link": link,
        "half": links.undrawn_half(link, request.posting) if link else "",
        "steps": trail_of(case, *([link] if link else [])),
    }
    return render(request, "accounts/consent.html", context)


@requires_posting(EVERYONE)
def act(request: OfficeRequest, pk: UUID, name: str) -> HttpResponse:
    case = _get(request, pk)
    kind = consent_kinds[case.kind]
    told = {"told": kind.told(case), "kind": kind, "case": case, "preview": "accounts/wanted.html"}
    return act_page(request, case, name, back=address_of(case), here=CONSENTS.key, **told)


@require_POST
@requires_posting(EVERYONE)
def draw(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show, this once, the half that is this person's to pass on."""
    case = _get(request, pk)
    link = get_object_or_404(OneTimeLink.objects.select_related("person", "consent"), consent=case)
    half = links.draw_half(link, by=request.posting)
    shown = half.text
    if half.kind == links.LINK:
        shown = request.build_absolute_uri(reverse("accounts:set_password", args=[half.text]))
    context = {"here": CONSENTS.key, "case": case, "link": link, "half": half, "shown": shown}
    return render(request, "accounts/half.html", context)


def _get(request: OfficeRequest, pk: UUID) -> Consent:
    rows = Consent.objects.visible_to(request.posting).select_related("asked_by", "decided_by", "person")
    return get_object_or_404(rows, pk=pk)
