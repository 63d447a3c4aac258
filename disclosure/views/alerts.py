"""Follow a search, a department or a region: by feed, or by mail after the owner of the address has confirmed it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from disclosure.door import captcha, flood
from disclosure.door.alert_forms import AlertForm
from disclosure.followed import Followed
from disclosure.views.applying import REFUSALS, private, require_answered, said_of
from intake import sending
from intake.alert_requests import ALERT, CONFIRMED, ENDED, LONGEST_QUERY, TOKEN, AlertRequest
from intake.vocabulary import Rhythm

TOO_LONG = "这次检索的条件太多，不能用邮件关注：请减少筛选条件，或者用 Atom 订阅。"


@dataclass(frozen=True)
class Step:
    """What the link of a mail asks for: the page before, the page after, and the message that says it."""

    kind: str
    title: str
    asks: str
    button: str
    done: str
    said: str


CONFIRM = Step(
    CONFIRMED,
    "确认关注",
    "按下面的按钮，以后有新的公示就发到收到这封信的邮箱。不想要就关掉本页：48 小时内没有确认的，地址自动删除。",
    "确认关注",
    "已确认",
    "一分钟内生效。从现在起有新的公示才发信，没有新的不发；每封信里都有“结束关注”的链接。",
)
END = Step(
    ENDED,
    "结束关注",
    "按下面的按钮，这个关注就结束，不再发信，邮箱地址同时删除。",
    "结束关注",
    "已结束",
    "一分钟内停止发信，邮箱地址同时删除。以后还想关注，重新填写即可。",
)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show what the address asks to be followed, its feed, and the form for mail; take the form in."""
    followed = Followed.read(dict(request.GET.lists()))
    if not followed.is_known:
        raise Http404
    if request.method != "POST":
        return _form_page(request, followed, AlertForm(initial={"rhythm": Rhythm.DAILY}))
    form = AlertForm(request.POST)
    if not form.is_valid():
        return _form_page(request, followed, form, status=422)
    try:
        if len(followed.query) > LONGEST_QUERY:
            raise ValidationError(TOO_LONG)
        require_answered(request)
        flood.require_room(request, flood.SENDING)
        asked = AlertRequest(followed.query, form.cleaned_data["email"], form.cleaned_data["rhythm"])
        sending.send(ALERT, asked.payload)
    except REFUSALS as refusal:
        return _form_page(request, followed, form, *said_of(refusal))
    return private(render(request, "disclosure/alert_asked.html", {"followed": followed}))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The owner of the address says that the mails are wanted; a program that only opens links says nothing."""
    return _by_link(request, token, CONFIRM)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End an alert by one click, from the page or from the mail program itself（RFC 8058: a POST without cookie or question）."""
    return _by_link(request, token, END)


def _by_link(request: HttpRequest, token: str, step: Step) -> HttpResponse:
    if not TOKEN.fullmatch(token):
        raise Http404
    context = {"step": step, "is_done": False, "said": ""}
    status = 200
    if request.method == "POST":
        try:
            flood.require_room(request, flood.CLICKING)
            sending.send(step.kind, {"token": token})
            context["is_done"] = True
        except REFUSALS as refusal:
            context["said"], status = said_of(refusal)
    return private(render(request, "disclosure/alert_link.html", context, status=status))


def _form_page(
    request: HttpRequest, followed: Followed, form: AlertForm, said: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "followed": followed,
        "form": form,
        "said": said,
        "question": captcha.fresh(),
        "feed": request.build_absolute_uri(followed.feed),
    }
    return private(render(request, "disclosure/alerts.html", context, status=status))
