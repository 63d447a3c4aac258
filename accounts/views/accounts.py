"""The system administrator's list of accounts, and what is done with one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts import services
from accounts.consents.accounts import (
    CREATE,
    ask_for_account,
    ask_for_reset,
    ask_to_enable,
    ask_to_forget_factor,
)
from accounts.consents.kinds import consent_kinds
from accounts.forms import AccountForm, EmailForm
from accounts.lists import ACCOUNTS, KEEPERS
from accounts.models import User
from accounts.models.consents import ENABLE, FACTOR, RESET
from common.access import requires_posting
from common.cases.asking import attempt
from common.errors import Incomplete
from common.forms import GivenReasonForm, show_refusal
from common.lists.page import form_page, list_page
from common.requests import OfficeRequest

WAYS_IN = {RESET: ask_for_reset, ENABLE: ask_to_enable, FACTOR: ask_to_forget_factor}
LAST_RESORT = {FACTOR: "只在手机和恢复码都找不回时办理。"}


@requires_posting(KEEPERS)
def accounts(request: OfficeRequest) -> HttpResponse:
    return list_page(request, ACCOUNTS)


@requires_posting(KEEPERS)
def create(request: OfficeRequest) -> HttpResponse:
    """Ask for an account; another administrator agrees."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = attempt(form, lambda: ask_for_account(by=request.posting, **form.cleaned_data))
        if case is not None:
            messages.success(request, "已请求建立账户，等另一位管理员同意后生效。")
            return redirect("accounts:consent", case.pk)
    return form_page(
        request,
        form,
        ACCOUNTS,
        heading="新建账户",
        button="请求建立账户",
        effect=f"同意后：{consent_kinds[CREATE].effect}",
    )


@requires_posting(KEEPERS)
def disable(request: OfficeRequest, username: str) -> HttpResponse:
    """Stop an account."""
    person = get_object_or_404(User, username=username, is_machine=False)
    form = GivenReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.disable(person, by=request.posting, reason=form.cleaned_data["reason"])
        messages.success(request, f"已停用账户 {person.username}。")
        return redirect("accounts:accounts")
    return form_page(
        request,
        form,
        ACCOUNTS,
        heading=f"停用账户 {person.username}（{person.name}）",
        effect="停用后不能登录，已登录的立即结束；岗位和办理经过保留。再启用须由另一位管理员同意。",
        button="停用",
    )


@requires_posting(KEEPERS)
def ask_about(request: OfficeRequest, username: str, kind: str) -> HttpResponse:
    """Ask for what lets a person in again: a new password, a new factor, the account; another administrator agrees."""
    person = get_object_or_404(User, username=username, is_machine=False)
    form = GivenReasonForm(request.POST or None)
    label = consent_kinds[kind].label
    if request.method == "POST" and form.is_valid():
        case = attempt(form, lambda: WAYS_IN[kind](person, by=request.posting, **form.cleaned_data))
        if case is not None:
            messages.success(request, f"已请求{label}，等另一位管理员同意后生效；在那之前什么都不变。")
            return redirect("accounts:consent", case.pk)
    return form_page(
        request,
        form,
        ACCOUNTS,
        heading=f"{label}：{person.username}（{person.name}）",
        effect=f"{LAST_RESORT.get(kind, '')}同意后：{consent_kinds[kind].effect}",
        button=f"请求{label}",
    )


@requires_posting(KEEPERS)
def email(request: OfficeRequest, username: str) -> HttpResponse:
    """Change where mail about notices goes."""
    person = get_object_or_404(User, username=username, is_machine=False)
    form = EmailForm(request.POST or None, initial={"email": person.email})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_email(person, by=request.posting, **form.cleaned_data)
        except Incomplete as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已变更 {person.username} 的电子邮箱。")
            return redirect("accounts:accounts")
    return form_page(
        request,
        form,
        ACCOUNTS,
        heading=f"电子邮箱：{person.username}（{person.name}）",
        effect=f"现在登记的是 {person.email}。" if person.email else "现在没有登记邮箱。",
        button="保存邮箱",
    )
