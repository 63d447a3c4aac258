"""The list of what one is told: one's own notices, those not read yet unless all are asked for."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.lists.columns import EMPTY, Column, day_column, link
from common.lists.facets import Facet
from common.lists.filters import SEARCH, ListFilter, TickFilter, choice
from common.lists.spec import ListSpec
from common.models import Notice
from common.notice_kinds import topics
from common.notices import leads_somewhere
from common.registry import EVERYONE
from common.templatetags.office import due_words, is_late


class NoticeFilter(ListFilter):
    q = filters.CharFilter(label="提醒", field_name="text", lookup_expr="icontains", widget=SEARCH)
    topic = choice("事项", [])
    read = TickFilter(label="含已读", method="with_read")

    class Meta:
        model = Notice
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["topic"].choices = list(topics().items())

    def with_read(self, rows: QuerySet[Any], name: str, asked: bool) -> QuerySet[Any]:
        return rows if asked else rows.filter(done_at__isnull=True)


def _text(notice: Notice) -> str:
    if not leads_somewhere(notice):
        return notice.text
    return link(reverse("common:follow_notice", args=[notice.pk]), notice.text)


def _due(notice: Notice) -> str:
    if notice.done_at is None and is_late(notice.due_on, notice.in_doubt):
        return format_html('<b class="late">{}</b>', due_words(notice.due_on))
    return due_words(notice.due_on, notice.in_doubt)


def _read(notice: Notice) -> SafeString:
    if notice.done_at is not None:
        return format_html(
            '<span class="muted small">{:%m-%d %H:%M} 已读</span>', timezone.localtime(notice.done_at)
        )
    address = reverse("common:read_notice", args=[notice.pk])
    return format_html('<button class="button" formaction="{}">知道了</button>', address)


NOTICES = ListSpec(
    key="notices",
    label="提醒",
    unit="条",
    url_name="common:notices",
    rows=lambda posting: Notice.objects.filter(recipient=posting.pk).with_doubt(),
    filterset=NoticeFilter,
    roles=EVERYONE,
    default="-created",
    template="common/notices.html",
    hint="办理到期、交接、沟通留言等。提醒只说事情，办理在案卷里。",
    empty="没有未读的提醒。临近期限、有人移交事项或在案卷里留言时，会出现在这里。",
    columns=(
        day_column("created", "时间", "created_at"),
        Column("text", "提醒", lambda n: n.text, _text, fixed=True),
        Column(
            "topic",
            "事项",
            lambda n: topics().get(n.topic, EMPTY),
            css="nowrap",
            shown=False,
        ),
        Column("due", "到期", lambda n: n.due_on, _due, sort=["due_on"], css="nowrap"),
        Column(
            "read",
            "办理",
            lambda n: n.done_at,
            _read,
            exports=(("已读", lambda n: n.done_at),),
            css="row-acts",
        ),
    ),
    facets=(Facet("topic", "topic"),),
)
