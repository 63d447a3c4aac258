"""What one handed on of rules and open cases, and where it stands."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from common.registry import Sent, Work
from common.roles import OFFICERS, Role
from common.trail import Actor
from postings.models import Handover, HandoverStatus, ProposalStatus, RuleProposal

HANDING = frozenset(
    {
        *(Role.CLERK, Role.FINDING_BODY, Role.REVIEWER, Role.OFFICER),
        *(Role.SECRECY, Role.DIRECTOR, Role.REPRESENTATIVE),
    }
)
_PROPOSAL_TURNS: dict[str, str] = {ProposalStatus.PROPOSED: "省级信用办负责人"}
_HANDOVER_TURNS: dict[str, str] = {HandoverStatus.LISTED: "接收岗位"}


def _rule_work(proposal: RuleProposal) -> Work:
    return Work(str(proposal), reverse("postings:rule_proposal", args=[proposal.pk]), proposal.basis)


def _handover_work(case: Handover) -> Work:
    url = reverse("postings:handover", args=[case.pk])
    return Work(f"{timezone.localtime(case.listed_at):%m-%d} 列单的交接", url, str(case.receiver))


def _proposed(posting: Actor) -> QuerySet[RuleProposal]:
    return (
        RuleProposal.objects.visible_to(posting).filter(proposed_by=posting.user_id).order_by("proposed_at")
    )


def _handed(posting: Actor) -> QuerySet[Handover]:
    mine = Handover.objects.visible_to(posting).filter(listed_by=posting.user_id)
    return mine.select_related("receiver__unit", "receiver__region").order_by("listed_at")


RULE_PROPOSALS = Sent(
    "rule_proposals",
    "我提出的规则修订",
    OFFICERS,
    _proposed,
    lambda state: (ProposalStatus(state).label, _PROPOSAL_TURNS.get(state, "")),
    _rule_work,
    order=70,
)
HANDED = Sent(
    "handed",
    "我移交的事项",
    HANDING,
    _handed,
    lambda state: (HandoverStatus(state).label, _HANDOVER_TURNS.get(state, "")),
    _handover_work,
    order=80,
)
