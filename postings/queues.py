"""The places of postings, deputies, handovers and rules in the sidebar, and what waits there."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from common.registry import EVERYONE, SEEING, Beginning, Place, Queue, Work, registry
from common.roles import DIRECTORS, SECURITY_ADMINS
from common.trail import Actor
from postings.models import Handover, RuleProposal


def register() -> None:
    """Enter the places that no procedure has; called once when the app is ready."""
    registry.register(*PLACES)


PLACES = (
    Place("home", "我的工作", "", "home", EVERYONE, order=0, chapter="我的工作"),
    Place(
        "postings",
        "岗位",
        "管理",
        "postings:postings",
        SECURITY_ADMINS,
        order=10,
        chapter="安全管理员与系统管理员",
    ),
)
DEPUTY_PLACE = Place(
    "deputies",
    "代理",
    "管理",
    "postings:deputies",
    EVERYONE,
    order=20,
    chapter="代理与交接",
    begins=(Beginning("指定代理人", "postings:grant_deputy", EVERYONE),),
)
HANDOVER_PLACE = Place(
    "handovers",
    "交接",
    "管理",
    "postings:handovers",
    EVERYONE,
    order=30,
    chapter="代理与交接",
    begins=(Beginning("列出交接清单", "postings:new_handover", EVERYONE),),
)
RULE_PLACE = Place("rules", "规则", "管理", "postings:rules", SEEING, order=40, chapter="规则")


def _waiting_at(place: str) -> str:
    """Return the list of just what waits at a place whose own list shows more."""
    return f"{reverse('common:work')}?{urlencode({'place': place})}"


def _to_receive(posting: Actor) -> QuerySet[Handover]:
    waiting = Handover.objects.visible_to(posting).waiting().filter(receiver=posting.pk)
    return waiting.select_related("giver__user").order_by("listed_at")


def _handover_work(handover: Handover) -> Work:
    url = reverse("postings:handover", args=[handover.pk])
    return Work(f"接收{handover.giver.user.name}移交的事项", url, word="待接收")


def _to_confirm(posting: Actor) -> QuerySet[RuleProposal]:
    """Return what waits for the provincial director; the local offices confirm no rules."""
    provincial = posting.region is not None and posting.region.parent_id is None
    waiting = RuleProposal.objects.visible_to(posting).waiting().exclude(proposed_by=posting.user_id)
    return waiting.order_by("proposed_at") if provincial else waiting.none()


def _proposal_work(proposal: RuleProposal) -> Work:
    url = reverse("postings:rule_proposal", args=[proposal.pk])
    return Work(f"规则修订 {proposal}", url, word="待确认", due=proposal.effective_from)


HANDOVERS = Queue(
    "handovers",
    "待接收的交接",
    "核对清单后接收",
    EVERYONE,
    _to_receive,
    lambda posting: _waiting_at("handovers"),
    _handover_work,
    place="handovers",
    order=5,
)
PROPOSALS = Queue(
    "rule_proposals",
    "规则修订待确认",
    "先看影响，再确认",
    DIRECTORS,
    _to_confirm,
    lambda posting: _waiting_at("rules"),
    _proposal_work,
    place="rules",
    order=60,
    due="effective_from",
)
