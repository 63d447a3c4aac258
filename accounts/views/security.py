"""What a person sees to for the own account: password, sessions, second factor."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import services
from accounts.forms import CodeForm, NewPasswordForm
from accounts.middleware import PASSED
from accounts.models import LoginEvent, OfficeSession, User
from accounts.rule_kinds import session_limits
from accounts.services import second_factor as factors
from accounts.services.login_log import write_login
from accounts.services.sessions import end_own_session, end_sessions
from accounts.visitor import agent_words
from common.requests import OfficeRequest


@sensitive_post_parameters()
def password(request: OfficeRequest) -> HttpResponse:
    """Change one's own password; at the first sign-in there is no way around it."""
    person = _person(request)
    form = NewPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = services.change_own_password(person, form.cleaned_data["new"], by=request.posting)
        update_session_auth_hash(request, changed)
        end_sessions(person, "本人修改了口令", but=request.session.session_key)
        messages.success(request, "口令已修改，您在别处的登录已结束。")
        return redirect("home")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


def security(request: OfficeRequest) -> HttpResponse:
    """Show where one is signed in, and what there is of a second factor."""
    person, now = _person(request), timezone.now()
    rows = OfficeSession.objects.filter(user=person, expire_date__gt=now)
    limits = session_limits(timezone.localdate())
    context = {
        "sessions": [
            (row, agent_words(row.agent), row.session_key == request.session.session_key) for row in rows
        ],
        "idle": int(limits.idle.total_seconds() // 60),
        "whole": limits.whole.total_seconds() / 3600,
        "authenticator": factors.authenticator_of(person),
        "codes_left": factors.codes_left(person),
    }
    return render(request, "accounts/security.html", context)


@require_POST
def end_session(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """End one of one's own sessions; another's is not found."""
    if end_own_session(_person(request), public_id):
        messages.success(request, "已结束那一处的登录。")
    else:
        messages.info(request, "那一处的登录已经结束，不需要再办。")
    return redirect("accounts:security")


@sensitive_post_parameters()
def renew_codes(request: OfficeRequest) -> HttpResponse:
    """Give new recovery codes to whoever shows a code of the app."""
    person = _person(request)
    form = CodeForm(request.POST or None, only_app=True)
    if request.method == "POST" and form.is_valid() and _shows_code(request, person, form):
        codes = factors.renew_codes(person, by=request.posting)
        write_login(LoginEvent.NEW_CODES, request, person=person)  # type: ignore[arg-type]
        return render(
            request, "accounts/recovery_codes.html", {"codes": codes, "after": "", "person": person}
        )
    words = ("更换恢复码", "原来的恢复码立即作废；新的只显示一次，请打印或抄下。", "更换恢复码")
    return _confirm(request, form, *words)


@sensitive_post_parameters()
def replace_authenticator(request: OfficeRequest) -> HttpResponse:
    """Lead whoever shows a code, of the app or on paper, to setting up another telephone."""
    person = _person(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _shows_code(request, person, form):
        key = request.session.session_key
        factors.replace_authenticator(person, by=request.posting, session_key=key)
        write_login(LoginEvent.REPLACED, request, person=person)  # type: ignore[arg-type]
        del request.session[PASSED]
        return redirect("accounts:second_factor")
    words = ("更换验证器", "原来的验证器和恢复码立即作废，接着在新手机上启用。", "更换验证器")
    return _confirm(request, form, *words)


def _person(request: OfficeRequest) -> User:
    """Return the account itself, where the request holds one that is asked for when it is used."""
    return User.objects.get(pk=request.user.pk)


def _shows_code(request: OfficeRequest, person: User, form: CodeForm) -> bool:
    answer = factors.answer(person, form.cleaned_data["code"])
    if not answer.is_right:
        write_login(LoginEvent.WRONG_CODE, request, person=person)  # type: ignore[arg-type]
        form.refuse(answer.wait_until)
    return answer.is_right


def _confirm(request: OfficeRequest, form: CodeForm, heading: str, effect: str, button: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "effect": effect, "button": button}
    return render(request, "accounts/confirm_code.html", context, status=422 if form.errors else 200)
