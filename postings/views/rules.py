"""Rules: what is in force, how it came about, what a change would do, and the director's confirmation."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from common.access import requires_posting
from common.cases.asking import ask
from common.cases.story import trail_of
from common.errors import ActRefused, NotAllowed, WrongState
from common.forms import GivenReasonForm
from common.models import RuleValue
from common.registry import SEEING
from common.roles import DIRECTORS, OFFICERS, Role
from common.rulebook import RuleKind, rulebook
from common.trail import Actor
from postings.forms.rule_proposals import RuleForm
from postings.models import RuleProposal
from postings.requests import OfficeRequest
from postings.services import confirm_rule, decline_rule, propose_rule, settle_rule, withdraw_rule

ACTS: dict[str, tuple[Any, str]] = {
    "confirm": (confirm_rule, "新版本自施行日起生效，原版本同日失效；已经作出的决定仍按当时的版本。"),
    "decline": (decline_rule, "规则不变，提出人会看到理由。"),
    "withdraw": (withdraw_rule, "规则不变；可以重新提出。"),
}
NEW = "new"


@requires_posting(SEEING)
def rules(request: OfficeRequest) -> HttpResponse:
    """Show every kind with the values in force, those to come, and what waits for the director."""
    today = timezone.localdate()
    waiting = {(p.kind, p.key): p for p in RuleProposal.objects.visible_to(request.posting).waiting()}
    versions = defaultdict(list)
    for row in RuleValue.objects.order_by("effective_from"):
        versions[row.kind].append(row)
    kinds = [(kind, _values(versions[kind.key], waiting)) for kind in rulebook.in_order()]
    context = {
        "here": "rules",
        "kinds": kinds,
        "waiting": list(waiting.values()),
        "today": today,
        "may_propose": _is_provincial(request.posting, OFFICERS),
        "unsettled": sum(not row.is_settled for _, rows in kinds for row in rows),
    }
    return render(request, "postings/rules.html", context)


@requires_posting(SEEING)
def line(request: OfficeRequest, kind: str, key: str) -> HttpResponse:
    """Show one line of a rule: all its versions, the open proposal, who did what."""
    found = _kind(kind)
    versions = list(RuleValue.objects.filter(kind=kind, key=key).order_by("-version"))
    if not versions:
        raise Http404
    proposals = RuleProposal.objects.visible_to(request.posting).filter(kind=kind, key=key)
    context = {
        "here": "rules",
        "kind": found,
        "label": versions[0].label,
        "key": key,
        "versions": [_with_words(row) for row in versions],
        "proposals": list(proposals.select_related("proposed_by", "decided_by")),
        "steps": trail_of(*versions, *proposals),
        "today": timezone.localdate(),
        "may_propose": _is_provincial(request.posting, OFFICERS),
        "may_settle": _is_provincial(request.posting, DIRECTORS),
    }
    return render(request, "postings/rule.html", context)


@requires_posting(OFFICERS)
def propose(request: OfficeRequest, kind: str, key: str) -> HttpResponse:
    """Put a new version to the director; its effect is shown on the page that follows."""
    found = _kind(kind)
    _require_provincial(request.posting, OFFICERS)
    present = RuleValue.objects.filter(kind=kind, key=key).order_by("version").last()
    if present is None and not (found.new_key and key == NEW):
        raise Http404
    initial = found.shape.initial(present.value, present.unit) if present else {}
    title = present.label if present else found.label
    form = RuleForm(found, request.POST or None, initial=initial)
    return ask(
        request,
        form,
        lambda given: propose_rule(by=request.posting, kind=kind, key=key, **form.given()),
        heading=f"修订：{title}",
        button="提出修订",
        said="已提出。下面是这次修订的影响，确认前规则不变。",
        to=lambda made: reverse("postings:rule_proposal", args=[made.pk]),
        effect=f"现在：{rulebook.words(kind, present.value, present.unit)}{present.doubt}。提出后可先看影响，由负责人确认才生效。"
        if present
        else found.about,
        back=reverse("postings:rules"),
        crumbs=[(reverse("postings:rules"), "规则")],
        here="rules",
    )


@requires_posting(SEEING)
def proposal(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show a proposed value beside the present one, with what it would do."""
    found = _proposal(request, pk)
    today = timezone.localdate()
    present = RuleValue.objects.in_force(found.kind, found.key, today)
    context = {
        "here": "rules",
        "proposal": found,
        "kind": _kind(found.kind),
        "present": _with_words(present) if present else None,
        "effects": found.effects(today) if found.status == "proposed" else [],
        "is_backdated": found.effective_from < today,
        "today": today,
        "acts": [(act, RuleProposal.TRANSITIONS[act].label) for act in _offered(found, request.posting)],
        "steps": trail_of(found),
    }
    return render(request, "postings/rule_proposal.html", context)


@requires_posting(OFFICERS | DIRECTORS)
def act(request: OfficeRequest, pk: UUID, name: str) -> HttpResponse:
    found = _proposal(request, pk)
    if name not in ACTS:
        raise Http404
    do, effect = ACTS[name]
    label, back = RuleProposal.TRANSITIONS[name].label, reverse("postings:rule_proposal", args=[found.pk])
    if request.method != "POST" and name not in _offered(found, request.posting):
        raise _refusal(found, label)
    return ask(
        request,
        GivenReasonForm(request.POST or None),
        lambda given: do(found, by=request.posting, **given),
        heading=f"{label}：{found}",
        button=label,
        said=f"已办理：{label}。",
        to=lambda made: back,
        effect=effect,
        lead="postings/rule_effects.html",
        effects=found.effects(timezone.localdate()) if name == "confirm" else [],
        back=back,
        crumbs=[(reverse("postings:rules"), "规则"), (back, found.label)],
        here="rules",
    )


@requires_posting(DIRECTORS)
def settle(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Confirm a value that waits to be verified, as it stands."""
    row = _with_words(get_object_or_404(RuleValue, pk=pk))
    _require_provincial(request.posting, DIRECTORS)
    back = reverse("postings:rule", args=[row.kind, row.key])
    return ask(
        request,
        GivenReasonForm(request.POST or None),
        lambda given: settle_rule(row, by=request.posting, **given),
        heading=f"核实：{row.label}",
        button="确认这个值",
        said="已确认，不再标作待核实。",
        to=lambda made: back,
        effect=f"现在的值：{row.words}；依据：{row.basis}。确认后它不再只用于提醒，可以据此称逾期、作惩戒。",
        back=back,
        crumbs=[(reverse("postings:rules"), "规则"), (back, row.label)],
        here="rules",
    )


def _refusal(found: RuleProposal, label: str) -> ActRefused:
    if found.status != "proposed":
        return WrongState(f"现在是“{found.get_status_display()}”，不能{label}")
    return NotAllowed(f"您不能{label}：确认和不予采纳由省级信用办负责人办理，收回由提出人办理")


def _kind(key: str) -> RuleKind:
    if key not in rulebook.kinds:
        raise Http404
    return rulebook.kinds[key]


def _proposal(request: OfficeRequest, pk: UUID) -> RuleProposal:
    rows = RuleProposal.objects.visible_to(request.posting).select_related(
        "proposed_by", "decided_by", "rule"
    )
    found: RuleProposal = get_object_or_404(rows, pk=pk)
    return found


def _values(versions: list[RuleValue], waiting: dict[tuple[str, str], RuleProposal]) -> list[Any]:
    """Return the newest begun version of each line of one kind, with the one to come and the open proposal."""
    today = timezone.localdate()
    lines: dict[str, Any] = {}
    for row in versions:
        if row.effective_from <= today or row.key not in lines:
            lines[row.key] = _with_words(row)
            lines[row.key].coming = None
        else:
            lines[row.key].coming = _with_words(row)
    for key, row in lines.items():
        row.proposal_open = waiting.get((row.kind, key))
    return list(lines.values())


def _with_words(row: RuleValue) -> RuleValue:
    row.words = rulebook.words(row.kind, row.value, row.unit)
    return row


def _is_provincial(posting: Actor, roles: frozenset[Role]) -> bool:
    return posting.role in roles and posting.region is not None and posting.region.parent_id is None


def _require_provincial(posting: Actor, roles: frozenset[Role]) -> None:
    if not _is_provincial(posting, roles):
        raise NotAllowed("规则全省统一，由省级信用办修订和确认")


def _offered(found: RuleProposal, by: Actor) -> list[str]:
    if not _is_provincial(by, OFFICERS | DIRECTORS):
        return []
    own = found.proposed_by_id == by.user_id
    return [act for act in found.acts_for(by) if own == (act == "withdraw")]
