"""The security administrator's list of postings."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.lists.columns import Column, below, day_column, mark, words
from common.lists.facets import Facet
from common.lists.filters import SEARCH, TickFilter, choice
from common.lists.spec import ListSpec, in_order
from common.roles import SECURITY_ADMINS, Role
from common.trail import Actor
from organisations.filters import ScopedFilter
from postings.models import Posting

GRANTERS = SECURITY_ADMINS


class PostingFilter(ScopedFilter):
    q = filters.CharFilter(label="账号或姓名", method="find", widget=SEARCH)
    role = choice("角色", [(role.value, role.label) for role in Role if role != Role.CLOCK])
    past = TickFilter(label="含已到期", method="with_past")

    class Meta:
        model = Posting
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(Q(user__username__icontains=asked) | Q(user__name__icontains=asked))

    def with_past(self, rows: QuerySet[Any], name: str, asked: bool) -> QuerySet[Any]:
        today = timezone.localdate()
        return rows if asked else rows.filter(Q(until__isnull=True) | Q(until__gte=today))


def _rows(posting: Actor) -> QuerySet[Posting]:
    return Posting.objects.filter(user__is_machine=False).select_related("user", "unit", "region")


def _is_over(held: Posting) -> bool:
    return bool(held.until and held.until < timezone.localdate())


def _scope(held: Posting) -> str:
    places = (held.unit or "", held.region or "", held.get_domain_display() if held.domain else "")
    return " ".join(str(place) for place in places if place) + (
        "（含下属）" if held.with_subordinates else ""
    )


def _until(held: Posting) -> str:
    over = format_html(" {}", mark("已到期")) if _is_over(held) else ""
    return format_html("{}{}", words(held.until), over) if held.until else "长期"


def _acts(held: Posting) -> SafeString:
    acts = [("new_handover_of", "交接")]
    if not _is_over(held):
        acts = [("grant_deputy_of", "指定代理"), *acts, ("end_posting", "终止")]
    links = ((reverse(f"postings:{name}", args=[held.pk]), words) for name, words in acts)
    return format_html_join(" ", '<a href="{}">{}</a>', links)


POSTINGS = ListSpec(
    key="postings",
    label="岗位",
    unit="个",
    url_name="postings:postings",
    rows=_rows,
    filterset=PostingFilter,
    roles=GRANTERS,
    default="person",
    template="postings/postings.html",
    hint="谁、以什么角色、在什么范围、从哪天到哪天。",
    empty="没有岗位。请先请系统管理员建立账户，再在这里授予岗位。",
    columns=(
        Column(
            "person",
            "人员",
            lambda p: p.user.name,
            lambda p: below(p.user.name, p.user.username, "code"),
            exports=(("姓名", lambda p: p.user.name), ("账号", lambda p: p.user.username)),
            sort=["user__username"],
            fixed=True,
        ),
        Column("role", "角色", lambda p: p.get_role_display(), sort=[in_order("role", Role)], css="nowrap"),
        Column("scope", "范围", _scope),
        day_column("since", "自", "since"),
        Column("until", "至", lambda p: p.until or "长期", _until, sort=["until"], css="nowrap"),
        Column("acts", "办理", lambda p: "", _acts, exports=(), css="row-acts"),
    ),
    facets=(Facet("role", "role"),),
)
