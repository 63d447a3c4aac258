"""Signing in and out, one's own password, and the system administrator's list of accounts."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from accounts import services
from accounts.consents.accounts import CREATE, ask_for_account, ask_for_reset
from accounts.consents.kinds import consent_kinds
from accounts.forms import AccountForm, EmailForm, NewPasswordForm, SignInForm
from accounts.lists import ACCOUNTS, KEEPERS
from accounts.models import User
from accounts.models.consents import RESET
from common.access import requires_posting
from common.cases.asking import attempt
from common.errors import Incomplete
from common.forms import GivenReasonForm, show_refusal
from common.lists.page import form_page, list_page
from common.requests import OfficeRequest


@method_decorator([login_not_required, sensitive_post_parameters()], name="dispatch")
class SignIn(LoginView):
    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return reverse("home")


@sensitive_post_parameters()
def password(request: OfficeRequest) -> HttpResponse:
    """Change one's own password; at the first sign-in there is no way around it."""
    person = cast(User, request.user)
    form = NewPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = services.change_own_password(person, form.cleaned_data["new"], by=request.posting)
        update_session_auth_hash(request, changed)
        messages.success(request, "口令已修改。")
        return redirect("home")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


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
