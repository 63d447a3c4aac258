"""The security administrator's pages: who holds which post, grant one, end one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from common.access import requires_posting
from common.cases.asking import attempt
from common.lists.page import form_page, list_page
from postings.forms.postings import EndPostingForm, GrantForm
from postings.lists import POSTINGS
from postings.lists.postings import GRANTERS
from postings.models import Posting
from postings.requests import OfficeRequest
from postings.services import ask_for_posting, end_posting


@requires_posting(GRANTERS)
def postings(request: OfficeRequest) -> HttpResponse:
    return list_page(request, POSTINGS)


@requires_posting(GRANTERS)
def grant(request: OfficeRequest) -> HttpResponse:
    """Ask for a post; another administrator agrees."""
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = attempt(form, lambda: ask_for_posting(by=request.posting, **form.cleaned_data))
        if case is not None:
            messages.success(request, "已请求授予岗位，等另一位管理员同意后生效。")
            return redirect("accounts:consent", case.pk)
    effect = "另一位管理员同意后才生效。"
    return form_page(request, form, POSTINGS, heading="授予岗位", button="请求授予", effect=effect)


@requires_posting(GRANTERS)
def end(request: OfficeRequest, pk: UUID) -> HttpResponse:
    posting = get_object_or_404(Posting.objects.filter(user__is_machine=False).select_related("user"), pk=pk)
    form = EndPostingForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if (
        sent
        and attempt(form, lambda: end_posting(posting, by=request.posting, **form.cleaned_data)) is not None
    ):
        messages.success(request, f"{posting.user.name}的“{posting}”岗位到 {posting.until} 为止。")
        return redirect("postings:postings")
    return form_page(
        request,
        form,
        POSTINGS,
        heading=f"终止岗位：{posting.user.name} · {posting}",
        effect="过了最后一天，本人不能再以这个岗位查看和办理；已办的事留在办理经过里。有未结事项的，须先交接。",
        button="终止岗位",
    )
