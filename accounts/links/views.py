"""The page behind a one-time link: whoever opens it has not signed in, and needs the code besides."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.links import services
from accounts.links.forms import OwnPasswordForm
from accounts.models import OneTimeLink
from common.errors import NotEligible

GONE = 410


@login_not_required
@sensitive_post_parameters()
def set_password(request: HttpRequest, half: str) -> HttpResponse:
    """Let the person set an own password; a dead link, a used one and an invented one get the same answer."""
    link = services.find_link(half)
    if link is None:
        return render(request, "accounts/link_gone.html", status=GONE)
    form = OwnPasswordForm(link.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if _use(link, form):
                return render(request, "accounts/password_set.html", {"person": link.person})
        except NotEligible:
            return render(request, "accounts/link_gone.html", status=GONE)
    context = {"form": form, "person": link.person, "until": link.expires_at}
    return render(request, "accounts/set_password.html", context, status=422 if form.errors else 200)


def _use(link: OneTimeLink, form: OwnPasswordForm) -> bool:
    if services.use_link(link, code=form.cleaned_data["code"], password=form.cleaned_data["new"]):
        return True
    form.add_error("code", "同意码不对，请核对；一共输错 5 次，这个链接就失效")
    return False
