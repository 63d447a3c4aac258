"""Keys in the office: the list, the page of one, its acts, and a key that is shown once."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.asking import attempt
from common.cases.page_token import token_of
from common.cases.story import story_of_itself
from common.lists.page import list_page
from common.roles import OFFICERS
from common.tabs import case_tabs
from following.keys.forms import IssueForm
from following.keys.lists import KEYS, READERS, address, shape
from following.keys.models import ApiKey
from following.keys.querysets import keeps_keys
from following.keys.services import keeping
from postings.requests import OfficeRequest


@requires_posting(READERS)
def api_keys(request: OfficeRequest) -> HttpResponse:
    """List the keys."""
    return list_page(request, KEYS, may_issue=may_issue(request))


@requires_posting(OFFICERS)
def issue_key(request: OfficeRequest) -> HttpResponse:
    """Give out a key; it is on the page that follows and nowhere else, so that page is not led away from."""
    keeping.require_keeper(request.posting)
    form = IssueForm(request.POST or None)
    back = reverse("following:api_keys")
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: keeping.issue(form.asked, by=request.posting))
        if made is not None:
            key, code = made
            context = {"here": "api_keys", "case": key, "code": str(code), "back": address(key)}
            response = render(request, "following/key_shown.html", context)
            response["Cache-Control"] = "no-store"
            return response
    context = {
        "here": "api_keys",
        "form": form,
        "back": back,
        "crumbs": [(back, "开放接口密钥")],
        "heading": "发给一个密钥",
        "button": "发给",
        "effect": "密钥立即有效一年，下一页显示一次，请当场交给使用的单位；门户只保存它的摘要。",
    }
    return render(request, "common/ask.html", context, status=422 if form.errors else 200)


@requires_posting(READERS)
def api_key(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one key: whose, what for, how much, until when."""
    case, posting = _get(request, pk), request.posting
    offers = offered(case, posting)
    context = {
        "here": "api_keys",
        "case": case,
        "shape": shape(case),
        "offered": offers,
        "has_direct": any(offer.is_direct for offer in offers),
        "act_base": address(case),
        "trail": story_of_itself(case, posting),
        "page_token": token_of(case),
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }
    return render(request, "following/api_key.html", context)


@requires_posting(READERS)
def api_key_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Do one act to one key."""
    case = _get(request, pk)
    return act_page(request, case, act, back=address(case), here="api_keys")


def may_issue(request: OfficeRequest) -> bool:
    """Say whether whoever looks at the list may give out a key."""
    return request.posting.role in OFFICERS and keeps_keys(request.posting)


def _get(request: OfficeRequest, pk: UUID) -> ApiKey:
    found: ApiKey = get_object_or_404(ApiKey.objects.visible_to(request.posting), pk=pk)
    return found
