"""The lists of deputies and of handovers."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import BooleanField, Case, CharField, ExpressionWrapper, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from common.lists.columns import Column, below, coded, day_column, link, mark
from common.lists.facets import Facet
from common.lists.filters import SEARCH, ListFilter, choice, since, until
from common.lists.spec import ListSpec, in_order
from common.registry import EVERYONE
from common.roles import Role
from common.trail import Actor
from postings.models import Deputy, Handover, Posting
from postings.models.deputies import DeputyStatus, own_deputies
from postings.models.handovers import HandoverStatus
from postings.services import excludable_acts

STATES = {"now": "代理中", "coming": "未开始", "over": "已到期", "revoked": "已收回"}
SHAPES = {HandoverStatus.ACCEPTED: "mended", HandoverStatus.LISTED: "objection"}


def _at() -> Case:
    """Return the state of a deputyship today."""
    today = timezone.localdate()
    return Case(
        When(status=DeputyStatus.REVOKED, then=Value("revoked")),
        When(until__lt=today, then=Value("over")),
        When(since__gt=today, then=Value("coming")),
        default=Value("now"),
        output_field=CharField(),
    )


class DeputyFacet(Facet):
    def expression(self, form: Form) -> Combinable:
        return _at()


class DeputyFilter(ListFilter):
    q = filters.CharFilter(label="代理人或本人", method="find", widget=SEARCH)
    state = choice("状态", list(STATES.items()), method="at")

    class Meta:
        model = Deputy
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        named = Q(person__name__icontains=asked) | Q(holder__name__icontains=asked)
        return rows.filter(named | Q(person__username__icontains=asked))

    def at(self, rows: QuerySet[Any], name: str, state: str) -> QuerySet[Any]:
        return rows.alias(deputy_state=_at()).filter(deputy_state=state)


class HandoverFilter(ListFilter):
    q = filters.CharFilter(label="移交人或接收人", method="find", widget=SEARCH)
    status = choice("状态", HandoverStatus.choices)
    since = since("listed_at", "列单自")
    until = until("listed_at")

    class Meta:
        model = Handover
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        asked = asked.strip()
        return rows.filter(Q(giver__user__name__icontains=asked) | Q(receiver__user__name__icontains=asked))


def handover_rows(posting: Actor) -> QuerySet[Any]:
    """Return the handovers that a posting may see, with both sides."""
    sides = [f"{side}__{part}" for side in ("giver", "receiver") for part in ("user", "unit", "region")]
    return Handover.objects.visible_to(posting).select_related(*sides, "accepted_by", "listed_by")


def _deputies(posting: Actor) -> QuerySet[Any]:
    related = ("posting__unit", "posting__region", "holder", "person")
    mine = Q(pk__isnull=False) if posting.role == Role.SECURITY_ADMIN else own_deputies(posting)
    rows = Deputy.objects.visible_to(posting).select_related(*related)
    return rows.annotate(may_revoke=ExpressionWrapper(mine, BooleanField()))


def _state(deputy: Deputy) -> str:
    today = timezone.localdate()
    if deputy.status == DeputyStatus.REVOKED:
        return "revoked"
    if deputy.until < today:
        return "over"
    return "coming" if deputy.since > today else "now"


def _without(deputy: Deputy) -> str:
    words = excludable_acts(deputy.posting.role)
    return "、".join(words.get(act, act) for act in deputy.excluded) or "无"


def _revoke(deputy: Deputy) -> str:
    open_still = deputy.may_revoke and _state(deputy) in {"now", "coming"}
    return link(reverse("postings:revoke_deputy", args=[deputy.pk]), "收回") if open_still else ""


def _side(held: Posting) -> SafeString:
    return below(held.user.name, held)


def _giver(handover: Handover) -> SafeString:
    address = reverse("postings:handover", args=[handover.pk])
    return below(link(address, handover.giver.user.name), handover.giver)


DEPUTIES = ListSpec(
    key="deputies",
    label="代理",
    unit="项",
    url_name="postings:deputies",
    rows=_deputies,
    filterset=DeputyFilter,
    roles=EVERYONE,
    default="-until",
    template="postings/deputies.html",
    hint="出差、休假时由另一人以您的岗位办理；谁办的，办理经过里写得清楚。",
    empty="没有代理。岗位本人离开几天时可以指定代理人，并留出不让代理的事项；本人不便时，由安全管理员在“岗位”里指定。",
    columns=(
        Column(
            "post",
            "岗位",
            lambda d: str(d.posting),
            lambda d: below(d.posting, f"本人 {d.holder.name}"),
            exports=(("岗位", lambda d: str(d.posting)), ("岗位本人", lambda d: d.holder.name)),
            fixed=True,
        ),
        Column(
            "person",
            "代理人",
            lambda d: d.person.name,
            lambda d: below(d.person.name, d.person.username, "code"),
            exports=(("代理人", lambda d: d.person.name), ("账号", lambda d: d.person.username)),
            sort=["person__name"],
        ),
        day_column("since", "自", "since"),
        day_column("until", "至", "until"),
        Column("without", "不代理的事项", _without),
        Column(
            "state",
            "状态",
            lambda d: STATES[_state(d)],
            lambda d: mark(STATES[_state(d)], "mended" if _state(d) == "now" else "plain"),
            css="nowrap",
        ),
        Column("acts", "办理", lambda d: "", _revoke, exports=(), css="row-acts"),
    ),
    facets=(DeputyFacet("state", "status"),),
)
HANDOVERS = ListSpec(
    key="handovers",
    label="交接",
    unit="次交接",
    url_name="postings:handovers",
    rows=handover_rows,
    filterset=HandoverFilter,
    roles=EVERYONE,
    default="-listed",
    template="postings/handovers.html",
    hint="离岗前把未结事项列单交给接手的人；有未结事项的岗位不能终止。",
    empty="还没有交接。离岗前从“列出交接清单”开始，接手的人核对后接收。",
    columns=(
        Column(
            "giver",
            "移交",
            lambda h: h.giver.user.name,
            _giver,
            exports=(("移交人", lambda h: h.giver.user.name), ("移交岗位", lambda h: str(h.giver))),
            sort=["giver__user__name"],
            fixed=True,
        ),
        Column(
            "receiver",
            "接收",
            lambda h: h.receiver.user.name,
            lambda h: _side(h.receiver),
            exports=(("接收人", lambda h: h.receiver.user.name), ("接收岗位", lambda h: str(h.receiver))),
            sort=["receiver__user__name"],
        ),
        day_column("listed", "列单", "listed_at"),
        Column(
            "status",
            "状态",
            lambda h: h.get_status_display(),
            lambda h: mark(h.get_status_display(), SHAPES.get(h.status, "plain")),
            sort=[in_order("status", HandoverStatus)],
            css="nowrap",
        ),
        Column("receipt", "回执", lambda h: h.receipt_number, lambda h: coded(h.receipt_number)),
    ),
    facets=(Facet("status", "status"),),
)
