"""Deputies: whom I let stand in, for whom I stand in; the security administrator sees and grants all."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from common.access import requires_posting
from common.cases.asking import ask
from common.forms import GivenReasonForm
from common.lists.page import list_page
from common.registry import EVERYONE
from common.roles import Role
from postings.forms.deputies import DeputyForm
from postings.lists import DEPUTIES
from postings.models import ActingPosting, Deputy, Posting
from postings.requests import OfficeRequest
from postings.services import ask_for_deputy, revoke_deputy
from postings.services.deputies import require_may_revoke


@requires_posting(EVERYONE)
def deputies(request: OfficeRequest) -> HttpResponse:
    is_deputy = isinstance(request.posting, ActingPosting)
    may_grant = request.posting.role != Role.SECURITY_ADMIN and not is_deputy
    return list_page(request, DEPUTIES, may_grant=may_grant)


@requires_posting(EVERYONE)
def grant(request: OfficeRequest, pk: UUID | None = None) -> HttpResponse:
    """Name a deputy for one's own posting, or, as security administrator, for posting `pk`."""
    rows = Posting.objects.filter(user__is_machine=False).select_related("user", "unit", "region")
    if request.posting.role != Role.SECURITY_ADMIN:
        rows = rows.filter(pk=request.posting.pk)
    posting = get_object_or_404(rows, pk=pk or request.posting.pk)
    return ask(
        request,
        DeputyForm(posting, request.posting, request.POST or None),
        lambda given: ask_for_deputy(posting, by=request.posting, **given),
        heading=f"指定代理：{posting.user.name} · {posting}",
        button="请求指定代理",
        said="已请求指定代理，等管理员同意后生效。",
        to=lambda case: reverse("accounts:consent", args=[case.pk]),
        effect="另一位管理员同意后才生效。代理人以这个岗位的角色和范围办理；办理经过写明“代理”，他本人录入、复核过的事不能再由他办下一步。",
        back=reverse("postings:deputies"),
        crumbs=[(reverse("postings:deputies"), "代理")],
        here="deputies",
    )


@requires_posting(EVERYONE)
def revoke(request: OfficeRequest, pk: UUID) -> HttpResponse:
    deputy = get_object_or_404(
        Deputy.objects.visible_to(request.posting).select_related("posting", "holder", "person"), pk=pk
    )
    require_may_revoke(deputy, request.posting)
    own = request.session.session_key if deputy.person_id == request.user.pk else None
    return ask(
        request,
        GivenReasonForm(request.POST or None),
        lambda given: revoke_deputy(deputy, by=request.posting, but=own, **given),
        heading=f"收回代理：{deputy.person.name} 代 {deputy.holder.name}",
        button="收回代理",
        said="已收回，代理人立即不能再以这个岗位办理，他的登录已结束。"
        if own is None
        else "已收回，您在别处的登录已结束。",
        to=lambda revoked: reverse("postings:deputies"),
        effect="立即生效；已办的事留在办理经过里。",
        back=reverse("postings:deputies"),
        crumbs=[(reverse("postings:deputies"), "代理")],
        here="deputies",
    )
