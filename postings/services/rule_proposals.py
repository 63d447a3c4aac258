"""Rules are dated data: an officer proposes a value, the director confirms it, the former one ends that day."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from common import projections
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Notice, RuleValue
from common.models.rules import Mark
from common.roles import CREDIT_OFFICE, Role
from common.rulebook import rulebook
from common.trail import write_notable
from postings.models import Posting, RuleProposal

PROPOSED = "rule.proposed"


@transaction.atomic
def propose_rule(
    *,
    by: Posting,
    kind: str,
    key: str,
    value: object,
    unit: str,
    effective_from: date,
    basis: str,
    document_number: str = "",
    label: str = "",
    reason: str = "",
) -> RuleProposal:
    """Put a new version of a value to the director, with its document and the day from which it applies."""
    _require_provincial(by)
    if kind not in rulebook.kinds:
        raise Incomplete("没有这一类规则", {"kind": "请从列出的规则中选择"})
    _require_basis(basis)
    key = rulebook.kinds[kind].shape.key_of(value) or key
    present = RuleValue.objects.filter(kind=kind, key=key).order_by("version").last()
    if present is None and not rulebook.kinds[kind].new_key:
        raise Incomplete("这一类规则没有这一项", {"key": "请从列出的项中选择"})
    _require_free_day(kind, key, effective_from)
    if RuleProposal.objects.waiting().filter(kind=kind, key=key).exists():
        raise WrongState("这一项已有待确认的修订，请先由负责人决定或由提出人收回")
    proposal = RuleProposal(
        kind=kind,
        key=key,
        label=label or (present.label if present else f"{rulebook.kinds[kind].label}·{key}"),
        value=value,
        unit=unit,
        basis=basis.strip(),
        document_number=document_number.strip(),
        effective_from=effective_from,
        proposed_by_id=by.user_id,
    ).enter(by=by, reason=reason)
    _ask_directors(proposal)
    return proposal


@transaction.atomic
def confirm_rule(proposal: RuleProposal, *, by: Posting, reason: str) -> RuleValue:
    """Let a proposed value become the rule: the former version ends on the day from which this one applies."""
    _require_provincial(by)
    if by.user_id == proposal.proposed_by_id:
        raise NotAllowed("自己提出的规则修订须由另一人确认（四眼原则）")
    _lock(proposal.kind, proposal.key)
    _require_free_day(proposal.kind, proposal.key, proposal.effective_from)
    rule = _write_version(proposal, by=by, reason=reason)
    write_notable(rule, "confirm_rule", by=by, reason=reason, proposal=str(proposal.pk), value=rule.value)
    proposal.move(
        "confirm", by=by, reason=reason, decided_by_id=by.user_id, decided_at=timezone.now(), rule_id=rule.pk
    )
    applied = rulebook.kinds[proposal.kind].applied
    if applied:
        applied(rule)
    _put_away(proposal)
    projections.changed()
    return rule


@transaction.atomic
def decline_rule(proposal: RuleProposal, *, by: Posting, reason: str) -> RuleProposal:
    """Leave the rule as it is, with the reason."""
    _require_provincial(by)
    if by.user_id == proposal.proposed_by_id:
        raise NotAllowed("自己提出的规则修订须由另一人决定；要收回请用“收回修订”")
    proposal.move("decline", by=by, reason=reason, decided_by_id=by.user_id, decided_at=timezone.now())
    _put_away(proposal)
    return proposal


@transaction.atomic
def withdraw_rule(proposal: RuleProposal, *, by: Posting, reason: str) -> RuleProposal:
    """Take one's own proposal back before it is decided."""
    if by.user_id != proposal.proposed_by_id:
        raise NotAllowed("规则修订由提出人收回")
    proposal.move("withdraw", by=by, reason=reason)
    _put_away(proposal)
    return proposal


@transaction.atomic
def settle_rule(rule: RuleValue, *, by: Posting, reason: str) -> RuleValue:
    """Confirm a value marked 待核实 or 建议值 as it stands; from then on it may do more than remind（rules.md 0.2m）."""
    _require_director(by)
    _require_provincial(by)
    _require_basis(reason)
    settled = RuleValue.objects.filter(pk=rule.pk, confirmed_at__isnull=True).exclude(mark=Mark.SOURCED)
    if not settled.update(confirmed_by=by.user_id, confirmed_at=timezone.now()):
        raise WrongState("这个值已经确认过，或者本来就有依据，不需要再核实")
    rule.refresh_from_db()
    write_notable(rule, "settle_rule", by=by, reason=reason, value=rule.value, version=rule.version)
    projections.changed()
    return rule


def _require_director(by: Posting) -> None:
    if by.role != Role.DIRECTOR or "ruleproposal.confirm" in by.excluded:
        raise NotAllowed(f"规则由信用办负责人确认，您现在的岗位是{by.get_role_display()}")


def _require_provincial(by: Posting) -> None:
    """Refuse a local office: the rules are the same for the whole province."""
    if by.role in CREDIT_OFFICE and (by.region is None or by.region.parent_id is not None):
        raise NotAllowed("规则全省统一，由省级信用办修订和确认")


def _require_basis(text: str) -> None:
    if not text.strip():
        raise Incomplete("请写明依据", {"basis": "请写明依据", "reason": "请写明核实的依据"})


def _require_free_day(kind: str, key: str, day: date) -> None:
    same = RuleValue.objects.filter(kind=kind, key=key, effective_from=day).first()
    if same:
        raise NotEligible(f"自 {day} 起已有第 {same.version} 版，新版本请另定施行日期")


def _lock(kind: str, key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(8, hashtext(%s))", [f"{kind}/{key}"])


def _write_version(proposal: RuleProposal, *, by: Posting, reason: str) -> RuleValue:
    """Close what was in force on the first day, fit the new version in before any later one."""
    versions = RuleValue.objects.filter(kind=proposal.kind, key=proposal.key)
    day = proposal.effective_from
    former = versions.filter(effective_from__lt=day).order_by("effective_from").last()
    later = versions.filter(effective_from__gt=day).order_by("effective_from").first()
    if former and (former.effective_to is None or former.effective_to > day):
        RuleValue.objects.filter(pk=former.pk).update(effective_to=day)
        write_notable(former, "close_rule", by=by, reason=reason, effective_to=day)
    newest = versions.order_by("version").last()
    return RuleValue.objects.create(
        kind=proposal.kind,
        key=proposal.key,
        label=proposal.label,
        value=proposal.value,
        unit=proposal.unit,
        version=newest.version + 1 if newest else 1,
        basis=proposal.basis,
        document_number=proposal.document_number,
        effective_from=day,
        effective_to=later.effective_from if later else None,
        mark=Mark.SOURCED if proposal.document_number else Mark.DESIGN,
        confirmed_by=by.user_id,
        confirmed_at=timezone.now(),
    )


def _ask_directors(proposal: RuleProposal) -> None:
    directors = Posting.objects.in_force(timezone.localdate()).filter(
        role=Role.DIRECTOR, region__parent__isnull=True
    )
    Notice.objects.bulk_create(
        Notice(
            recipient=posting.pk,
            topic=PROPOSED,
            object_type="postings.ruleproposal",
            object_id=proposal.pk,
            text=f"规则修订待确认：{proposal}，自 {proposal.effective_from} 起"[:300],
        )
        for posting in directors
    )


def _put_away(proposal: RuleProposal) -> None:
    asked = Notice.objects.filter(topic=PROPOSED, object_id=proposal.pk, done_at__isnull=True)
    asked.update(done_at=timezone.now())
