"""My work: what waits for this posting, and what its role is for."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from common.access import requires_posting
from common.models import Notice
from common.notices import leads_somewhere
from common.registry import EVERYONE, frame_addresses, sunday_of
from common.roles import BLIND_ROLES, SINGLE_BODIES, Role
from common.worklist import CAME_FROM, worklist_of
from postings.middleware import ARRIVED_KEY, SESSION_KEY
from postings.models import Posting
from postings.onboarding import StepFor, beginning, steps_for
from postings.requests import OfficeRequest
from postings.services.own_access import own_actors

DUTIES = {
    Role.SECURITY_ADMIN: "您负责授予和终止岗位：谁、以什么角色、在什么范围、从哪天到哪天。您看不到业务数据。",
    Role.SYSTEM_ADMIN: "您负责账户和系统设置：建立、停用账户，重置口令。您不授予岗位，也看不到业务数据。",
    Role.AUDITOR: "您可以查看全部档案和办理经过，但不能改动任何内容。",
}


def home(request: OfficeRequest) -> HttpResponseBase:
    """Show my work; an official without any posting is led to the own file."""
    if request.posting is None and own_actors(request.user):
        return redirect(frame_addresses["own_file"])
    return my_work(request)


@requires_posting(EVERYONE)
def my_work(request: OfficeRequest) -> HttpResponse:
    posting = request.posting
    mine = worklist_of(request)
    request.session.pop(CAME_FROM, None)
    sees = posting.role not in BLIND_ROLES
    today = timezone.localdate()
    context = {
        "here": "home",
        "duty": DUTIES.get(Role(posting.role)),
        "sees": sees,
        "today": today,
        "sunday": sunday_of(today),
        "work": mine.work(),
        "has_work": any(waiting.queue.work for waiting in mine.queues),
        "open": [stand for stand in mine.sent if stand.whose],
        "settled": [stand for stand in mine.sent if not stand.whose],
        "tiles": mine.tiles(),
        "notices": _notices(posting),
        "unread": next((w.count for w in mine.queues if w.queue.key == "notices"), 0),
        "steps": _steps(posting),
    }
    return render(request, "postings/home.html", context)


@require_GET
@requires_posting(EVERYONE)
def next_work(request: OfficeRequest) -> HttpResponse:
    """Lead to what falls due first, the page `after` left out, or say that nothing else waits.

    Where one came from the list of a queue or of a place, that is worked off first.
    """
    after, mine, came_from = (
        request.GET.get("after", ""),
        worklist_of(request),
        request.session.get(CAME_FROM),
    )
    for only in filter(None, (came_from, [waiting.queue.key for waiting in mine.queues])):
        for item in mine.work(only):
            if urlsplit(item.url).path != after:
                return redirect(item.url)
        if only is came_from:
            del request.session[CAME_FROM]
            messages.info(request, "这一列待办已经办完，接下来是其他待办中最先到期的。")
    messages.info(request, "没有别的事项等您处理。")
    return redirect("home")


@require_POST
def switch(request: OfficeRequest) -> HttpResponse:
    """Act through another of one's own postings from now on, on the same page where that one may see it."""
    chosen = next((held for held in request.postings if str(held.pk) == request.POST.get("posting")), None)
    if chosen is None:
        messages.error(request, "这个岗位不是您的，或已不在有效期内。")
        return redirect("home")
    request.session[SESSION_KEY] = str(chosen.pk)
    messages.success(request, f"现在以“{chosen}”身份办理。")
    back = request.POST.get("next", "")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect("home")
    request.session[ARRIVED_KEY] = back
    return redirect(back)


def _steps(posting: Posting) -> list[StepFor]:
    """Return the way to the first publication while it is not walked, as far as the posting may know."""
    is_new = posting.role in BLIND_ROLES or not beginning.has_facts(posting)
    steps = steps_for(posting) if is_new and posting.role not in SINGLE_BODIES else []
    return steps if any(step.is_done is False for step in steps) else []


def _notices(posting: Posting) -> list[tuple[Notice, bool]]:
    """Return what was asked of this posting, each with whether it leads somewhere."""
    return [(notice, leads_somewhere(notice)) for notice in Notice.objects.waiting_for(posting.pk)[:8]]
