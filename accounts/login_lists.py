"""The auditor's list of the login log: who came to the door, from where, and whether it opened."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from accounts.models.login_log import FAILURES, LoginEntry, LoginEvent
from accounts.visitor import agent_words
from common.lists.columns import Column, below, coded, mark, words
from common.lists.facets import Facet
from common.lists.filters import SEARCH, ListFilter, choice, since, until
from common.lists.spec import ListSpec
from common.roles import AUDITORS

HELD_UP = FAILURES | {LoginEvent.THROTTLED}


class LoginFilter(ListFilter):
    q = filters.CharFilter(label="账号、姓名或来源地址", method="find", widget=SEARCH)
    event = choice("结果", LoginEvent.choices)
    since = since("at")
    until = until("at")

    class Meta:
        model = LoginEntry
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(
            Q(username__icontains=asked) | Q(user__name__icontains=asked) | Q(address__startswith=asked)
        )


def _name(entry: LoginEntry) -> str:
    return entry.user.name if entry.user else "没有这个账号" if entry.username else ""


SIGN_INS = ListSpec(
    key="sign_ins",
    label="登录日志",
    unit="次",
    url_name="accounts:sign_ins",
    rows=lambda posting: LoginEntry.objects.select_related("user"),
    filterset=LoginFilter,
    roles=AUDITORS,
    default="-at",
    is_long=True,
    hint="每次登录、失败、退出和被结束的会话，连同来访地址；只增不改，长期保存（不少于六个月）。",
    empty="还没有人登录。",
    columns=(
        Column("at", "时间", lambda e: e.at, sort=["at"], css="nowrap", fixed=True),
        Column(
            "event",
            "结果",
            lambda e: e.get_event_display(),
            lambda e: mark(e.get_event_display(), "objection" if e.event in HELD_UP else "plain"),
            css="nowrap",
        ),
        Column(
            "user",
            "账号",
            lambda e: e.username,
            lambda e: below(coded(e.username), _name(e)),
            exports=(("账号", lambda e: e.username), ("姓名", _name)),
            sort=["username"],
        ),
        Column("address", "来源地址", lambda e: e.address, lambda e: coded(e.address), sort=["address"]),
        Column("agent", "浏览器", lambda e: agent_words(e.agent), exports=(("浏览器", lambda e: e.agent),)),
        Column("note", "说明", lambda e: e.note, lambda e: words(e.note), css="wrap"),
    ),
    facets=(Facet("event", "event"),),
)
