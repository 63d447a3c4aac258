"""My work: what waits for this posting, and what its role is for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.access import seat
from common.context import desk_of
from common.desk import EVERYONE, sunday_of
from common.models import Notice
from common.notices import leads_somewhere
from common.roles import BLIND_ROLES, Role
from records.middleware import SESSION_KEY
from records.models import Department, DishonestyRecord, Posting

DUTIES = {
    Role.SECURITY_ADMIN: "您负责授予和终止岗位：谁、以什么角色、在什么范围、从哪天到哪天。您看不到业务数据。",
    Role.SYSTEM_ADMIN: "您负责账户和系统设置：建立、停用账户，重置口令。您不授予岗位，也看不到业务数据。",
    Role.AUDITOR: "您可以查看全部档案和办理经过，但不能改动任何内容。",
}


@seat(EVERYONE)
def home(request: Any) -> HttpResponse:
    posting = request.posting
    desk = desk_of(request)
    sees = posting.role not in BLIND_ROLES
    today = timezone.localdate()
    context = {
        "here": "home",
        "duty": DUTIES.get(posting.role),
        "sees": sees,
        "today": today,
        "sunday": sunday_of(today),
        "work": desk.work(),
        "has_work": any(waiting.queue.work for waiting in desk.queues),
        "open": [stand for stand in desk.sent if stand.whose],
        "settled": [stand for stand in desk.sent if not stand.whose],
        "tiles": desk.tiles(),
        "notices": _notices(posting),
        "unread": next((w.count for w in desk.queues if w.queue.key == "notices"), 0),
        "is_new": sees and not DishonestyRecord.objects.visible_to(posting).exists(),
        "has_departments": sees and Department.objects.visible_to(posting).exists(),
    }
    return render(request, "records/home.html", context)


@require_POST
def switch(request: Any) -> HttpResponse:
    """Act through another of one's own postings from now on."""
    chosen = next((held for held in request.postings if str(held.pk) == request.POST.get("posting")), None)
    if chosen is None:
        messages.error(request, "这个岗位不是您的，或已不在有效期内。")
        return redirect("home")
    request.session[SESSION_KEY] = str(chosen.pk)
    messages.success(request, f"现在以“{chosen}”身份办理。")
    return redirect("home")


def _notices(posting: Posting) -> list[tuple[Notice, bool]]:
    """Return what was asked of this posting, each with whether it leads somewhere."""
    return [(notice, leads_somewhere(notice)) for notice in Notice.objects.waiting_for(posting.pk)[:8]]
