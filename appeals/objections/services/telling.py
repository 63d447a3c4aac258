"""Letters to the applicant: 不予受理, 处理结果; written by the template in force, numbered, served with proof."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from appeals.applicant.services.telling import tell_online
from appeals.objections.models import Objection
from appeals.objections.vocabulary import ObjectionStatus
from common.errors import NotEligible
from common.trail import Actor
from letters import services as letters
from letters.models import Letter, LetterService
from letters.services import Delivery

NO_REMEDY = "采纳的异议没有后续救济事项"


def letters_of(case: Objection) -> list[Letter]:
    """Return the letters of a case with their services, the newest first."""
    return list(Letter.objects.of(case).prefetch_related("services"))


@transaction.atomic
def notify(case: Objection, *, by: Actor, reason: str = "") -> Letter:
    """Write the letter that tells the applicant, and give it its number."""
    if words := bar_to_notice(case):
        raise NotEligible(words)
    case.move("notify", by=by, reason=reason)
    is_rejected = case.status == ObjectionStatus.REJECTED
    key = "objection_rejected" if is_rejected else "objection_result"
    values = _rejected(case) if is_rejected else _result(case)
    addressee = case.applicant if case.is_by_subject else f"异议申请人（{case.number}）"
    made = letters.draft(case, key, issuer=letters.issuer_of(by), addressee=addressee, values=values, by=by)
    given = letters.issue(made, by=by)
    tell_online(case, case.number, f"{given.title}（{given.document_number}）已发出", is_over=True)
    return given


def bar_to_notice(case: Objection) -> str:
    """Return why no letter is written: one stands already."""
    return "告知书已经发出" if Letter.objects.of(case).exclude(status="void").exists() else ""


@transaction.atomic
def serve(case: Objection, *, by: Actor, manner: str, on: date, proof: str) -> LetterService:
    """Write down that the letter reached the applicant."""
    made = issued(case)
    if made is None:
        raise NotEligible("没有待送达的告知书")
    how = f"{LetterService.Manner(manner).label}：{proof}"[:200]
    case.move("serve", by=by, reason=how, told_on=on, told_how=how)
    recipient = case.applicant if case.is_by_subject else "申请人本人"
    return letters.serve(made, Delivery(LetterService.Manner(manner), recipient, on, proof), by=by)


def issued(case: Objection) -> Letter | None:
    """Return the letter that waits for its service."""
    return Letter.objects.of(case).filter(status="issued").first()


def _rejected(case: Objection) -> dict[str, str]:
    return {
        **_shared(case),
        "情形": str(case.get_reject_ground_display()),  # type: ignore[attr-defined]
        "救济": case.remedy,
    }


def _result(case: Objection) -> dict[str, str]:
    return {
        **_shared(case),
        "核查机关": case.verifier,
        "结论": str(case.get_conclusion_display()),
        "结果": str(case.get_outcome_display()),
        "救济": case.remedy or NO_REMEDY,
    }


def _shared(case: Objection) -> dict[str, str]:
    return {
        "申请日期": f"{case.applied_on:%Y年%-m月%-d日}",
        "信息": case.fact.of_kind.document,
        "编号": case.number,
        "类型": str(case.get_kind_display()),
        "理由": case.decision,
    }
