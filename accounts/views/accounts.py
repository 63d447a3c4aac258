"""The system administrator's list of accounts, and what is done with one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts import services
from accounts.consents.accounts import CREATE, ask_for_account, ask_for_reset
from accounts.consents.kinds import consent_kinds
from accounts.forms import AccountForm, EmailForm
from accounts.lists import ACCOUNTS, KEEPERS
from accounts.models import User
from accounts.models.consents import RESET
from common.access import requires_posting
from common.cases.asking import attempt
from common.errors import Incomplete
from common.forms import GivenReasonForm, show_refusal
from common.lists.page import form_page, list_page
from common.requests import OfficeRequest


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
def activate(request: OfficeRequest, username: str, active: bool) -> HttpResponse:
    """Stop an account, or let it in again."""
    person = get_object_or_404(User, username=username, is_machine=False)
    form = GivenReasonForm(request.POST or None)
    word = "启用" if active else "停用"
    if request.method == "POST" and form.is_valid():
        services.set_active(person, by=request.posting, active=active, reason=form.cleaned_data["reason"])
        messages.success(request, f"已{word}账户 {person.username}。")
        return redirect("accounts:accounts")
    return form_page(
        request,
        form,
        ACCOUNTS,
        heading=f"{word}账户 {person.username}（{person.name}）",
        effect="停用后不能登录；岗位和办理经过保留。" if not active else "启用后可以用原口令登录。",
        button=word,
    )


@requires_posting(KEEPERS)
def reset(request: OfficeRequest, username: str) -> HttpResponse:
    """Ask that a person may set a new password; another administrator agrees."""
    person = get_object_or_404(User, username=username, is_machine=False)
    form = GivenReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = attempt(form, lambda: ask_for_reset(person, by=request.posting, **form.cleaned_data))
        if case is not None:
            messages.success(request, "已请求重置口令，等另一位管理员同意后生效；现在的口令还可以用。")
            return redirect("accounts:consent", case.pk)
    return form_page(
        request,
        form,
        ACCOUNTS,
        heading=f"重置口令：{person.username}（{person.name}）",
        effect=f"同意后：{consent_kinds[RESET].effect}",
        button="请求重置口令",
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


@requires_posting(KEEPERS)
def forget_factor(request: OfficeRequest, username: str) -> HttpResponse:
    """Forget the second factor of a person who lost it."""
    person = get_object_or_404(User, username=username, is_machine=False)
    form = GivenReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.forget_second_factor(person, by=request.posting, reason=form.cleaned_data["reason"])
        messages.success(request, f"已重置 {person.username} 的第二因素，本人下次登录时重新启用。")
        return redirect("accounts:accounts")
    return form_page(
        request,
        form,
        ACCOUNTS,
        heading=f"重置第二因素：{person.username}（{person.name}）",
        effect="只在手机和恢复码都找不回时办理，并当面核实本人。原来的动态码和恢复码立即作废，全部登录结束。",
        button="重置第二因素",
    )
