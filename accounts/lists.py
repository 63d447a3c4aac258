"""The system administrator's list of accounts: no address of mail in it, nor in its export."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accounts.login_lists import SIGN_INS
from accounts.models import User
from common.lists.columns import Column, coded, day, mark, words
from common.lists.facets import Facet
from common.lists.filters import SEARCH, ListFilter, choice
from common.lists.spec import ListSpec, lists
from common.roles import SYSTEM_ADMINS

KEEPERS = SYSTEM_ADMINS
STATES = {"active": "正常", "first": "未设口令", "stopped": "已停用"}
SHAPES = {"active": "mended", "stopped": "objection"}
STATE = Case(
    When(is_active=False, then=Value("stopped")),
    When(must_change_password=True, then=Value("first")),
    default=Value("active"),
    output_field=CharField(),
)


class AccountFilter(ListFilter):
    q = filters.CharFilter(label="账号或姓名", method="find", widget=SEARCH)
    state = choice("状态", list(STATES.items()), method="at")

    class Meta:
        model = User
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(Q(username__icontains=asked) | Q(name__icontains=asked))

    def at(self, rows: QuerySet[Any], name: str, state: str) -> QuerySet[Any]:
        return rows.alias(account_state=STATE).filter(account_state=state)


def _state(person: User) -> str:
    if not person.is_active:
        return "stopped"
    return "first" if person.must_change_password else "active"


def _acts(person: User) -> SafeString:
    switch = ("disable", "停用") if person.is_active else ("enable", "启用")
    acts = [("email", "邮箱"), ("reset", "重置口令"), ("forget_factor", "重置第二因素"), switch]
    links = ((reverse(f"accounts:{name}", args=[person.username]), word) for name, word in acts)
    return format_html_join(" ", '<a href="{}">{}</a>', links)


ACCOUNTS = ListSpec(
    key="accounts",
    label="账户",
    unit="个账户",
    url_name="accounts:accounts",
    rows=lambda posting: User.objects.filter(is_machine=False),
    filterset=AccountFilter,
    roles=KEEPERS,
    default="username",
    template="accounts/accounts.html",
    hint="一个账户就是一个自然人；能办什么由岗位决定，岗位由安全管理员授予。",
    empty="还没有账户。",
    columns=(
        Column(
            "username",
            "账号",
            lambda u: u.username,
            lambda u: coded(u.username),
            sort=["username"],
            fixed=True,
        ),
        Column("name", "姓名", lambda u: u.name, sort=["name"]),
        Column(
            "state",
            "状态",
            lambda u: STATES[_state(u)],
            lambda u: mark(STATES[_state(u)], SHAPES.get(_state(u), "plain")),
            css="nowrap",
        ),
        Column(
            "created",
            "建立",
            lambda u: u.created_at,
            lambda u: day(u.created_at),
            sort=["created_at"],
            css="nowrap",
        ),
        Column(
            "login",
            "上次登录",
            lambda u: u.last_login,
            lambda u: words(u.last_login) if u.last_login else "从未",
            sort=["last_login"],
            css="nowrap",
        ),
        Column("acts", "办理", lambda u: "", _acts, exports=(), css="row-acts"),
    ),
    facets=(Facet("state", STATE),),
)


def register() -> None:
    """Enter the list; called once when the app is ready."""
    lists[ACCOUNTS.key] = ACCOUNTS
    lists[SIGN_INS.key] = SIGN_INS
