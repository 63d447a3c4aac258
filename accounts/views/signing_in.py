"""Signing in by password and second factor, and out."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import CodeForm, SignInForm
from accounts.middleware import PASSED, PERSON_COOKIE, PERSON_SALT, half_signed_of
from accounts.models import Authenticator, LoginEvent, User
from accounts.qr_code import qr_svg
from accounts.services import second_factor as factors
from accounts.services.kept_forms import KEPT_FOR
from accounts.services.login_log import log_throttled, throttled_until, write_login
from accounts.services.sessions import keep_single
from accounts.session_store import AGENT, FROM
from accounts.visitor import address_of, agent_of


@method_decorator([login_not_required, sensitive_post_parameters()], name="dispatch")
class SignIn(LoginView):
    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return reverse("home")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if half_signed_of(request) is not None:
            return _to_second_factor(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _throttled(request) or super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say on the page that what was typed is kept, where the way back leads to it."""
        is_kept = self.get_redirect_url().startswith(reverse("accounts:kept_forms"))
        return super().get_context_data(is_kept=is_kept, **kwargs)

    def form_invalid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        username = str(form.data.get("username", ""))
        person = User.objects.filter(username=username).first()
        event = LoginEvent.WRONG_PASSWORD if person is None or person.is_active else LoginEvent.STOPPED
        if getattr(self.request, "axes_locked_out", False):
            event = LoginEvent.LOCKED
        write_login(event, self.request, person=person, username=username)
        return super().form_invalid(form)

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        super().form_valid(form)
        person, after = form.get_user(), self.get_success_url()
        if factors.is_asked(person):
            return _to_second_factor(after)
        return _enter(self.request, person, after, "口令")


class SignOut(LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        person = cast(User, request.user)
        if person.is_authenticated:
            write_login(LoginEvent.SIGNED_OUT, request, person=person)
        return super().post(request, *args, **kwargs)


@login_not_required
@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """Ask for the second factor, or set it up at the first sign-in; nothing else is open before."""
    person, after = half_signed_of(request), _after(request)
    if person is None:
        return (
            redirect(after) if request.user.is_authenticated else redirect_to_login(request.get_full_path())
        )
    blocked = _throttled(request) if request.method == "POST" else None
    if blocked is not None:
        return blocked
    if factors.authenticator_of(person) is None:
        return _set_up(request, person, after)
    return _ask(request, person, after)


def _ask(request: HttpRequest, person: User, after: str) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = factors.answer(person, form.cleaned_data["code"])
        if answer.is_right:
            if not answer.is_recovery:
                return _enter(request, person, after, "口令和动态码")
            left = factors.codes_left(person)
            messages.warning(
                request, f"刚才用了一个恢复码，还剩 {left} 个。验证器找不回来时，请在“登录与安全”里更换。"
            )
            return _enter(request, person, after, f"恢复码，还剩 {left} 个", LoginEvent.RECOVERED)
        write_login(LoginEvent.WRONG_CODE, request, person=person)
        form.refuse(answer.wait_until)
    context = {"form": form, "after": after}
    return render(request, "accounts/second_factor.html", context, status=422 if form.errors else 200)


def _set_up(request: HttpRequest, person: User, after: str) -> HttpResponse:
    form, setting_up = CodeForm(request.POST or None, only_app=True), factors.begin(person)
    if request.method == "POST" and form.is_valid():
        codes = factors.confirm(person, form.cleaned_data["code"])
        if codes:
            write_login(LoginEvent.ENROLLED, request, person=person)
            answer = _enter(request, person, after, "口令和动态码")
            page = render(
                request, "accounts/recovery_codes.html", {"codes": codes, "after": after, "person": person}
            )
            page.cookies = answer.cookies
            return page
        write_login(LoginEvent.WRONG_CODE, request, person=person, note="启用时")
        setting_up.refresh_from_db()
        form.refuse(setting_up.throttled_until())
    context = {"form": form, "after": after, **shown_of(setting_up)}
    return render(request, "accounts/set_up_factor.html", context, status=422 if form.errors else 200)


def shown_of(setting_up: Authenticator) -> dict[str, str]:
    """Return what the page shows of a secret: a QR code, and the letters to type where no camera is."""
    secret = setting_up.secret
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return {"picture": qr_svg(setting_up.address), "secret": groups}


def _enter(
    request: HttpRequest, person: User, after: str, by: str, event: LoginEvent = LoginEvent.SIGNED_IN
) -> HttpResponseRedirect:
    """Let a person in: mark the session, log it, end an administrator's other sessions."""
    session = request.session
    session.cycle_key()
    session[PASSED], session[FROM], session[AGENT] = True, address_of(request) or None, agent_of(request)
    write_login(event, request, person=person, note=by)
    if keep_single(person, session.session_key):
        messages.warning(request, "管理员同时只能有一个会话：您在另一处的登录已经结束。")
    answer = HttpResponseRedirect(after)
    answer.set_signed_cookie(
        PERSON_COOKIE,
        str(person.pk),
        salt=PERSON_SALT,
        max_age=int(KEPT_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return answer


def _throttled(request: HttpRequest) -> HttpResponse | None:
    """Return the refusal of an address from which too much went wrong, None where it may go on."""
    until = throttled_until(request)
    if until is None:
        return None
    log_throttled(request)
    return render(request, "accounts/throttled.html", {"until": until}, status=429)


def _to_second_factor(after: str) -> HttpResponse:
    asked = QueryDict(mutable=True)
    asked["next"] = after
    return redirect(f"{reverse('accounts:second_factor')}?{asked.urlencode(safe='/')}")


def _after(request: HttpRequest) -> str:
    """Return where the person was going, home where that is not of this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_own = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_own and asked.startswith("/") else reverse("home")
