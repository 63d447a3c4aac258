"""A promise is changed on a statutory ground by documents, never by an excuse; an unlawful one is wound up.

苏政发〔2023〕55号 三(四); 优化营商环境条例 31; procedures E.24
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from commitments.deadlines import end_due
from commitments.domains.domain import domains
from commitments.models import Change, Commitment, Instalment
from commitments.models.fulfilment import REFUSED_GROUNDS
from commitments.services.opening import follow
from commitments.services.settling import settle
from commitments.vocabulary import ChangeGround, ChangeStatus, Compensation
from common.errors import Incomplete, NotEligible, WrongState
from common.history import acting
from common.trail import Actor

NO_EXCUSE = (
    "“{ground}”不是变更或者不履行承诺的理由：不得以行政区划调整、政府换届、机构或者职能调整以及相关责任人更替等为由"
    "违约毁约（优化营商环境条例 31）"
)
INTERNAL = "“{ground}”不是变更或者不履行的理由：不得以内部流程、预算等为由拒绝或者迟延付款（保障中小企业款项支付条例 12）"


def excuse(case: Commitment, ground: str) -> str:
    """Return why a ground is refused by name, "" where it may be examined."""
    domain = domains[case.domain]
    label = ChangeGround(ground).label
    if ground == ChangeGround.INTERNAL_FLOW:
        return INTERNAL.format(ground=label)
    if ground in REFUSED_GROUNDS:
        return NO_EXCUSE.format(ground=label)
    if ground in domain.excuses and not domain.allows(ground, domain.part_of(case)):
        return f"“{label}”不是理由：{domain.excuses[ground]}"
    if ground == ChangeGround.WAITING_AUDIT and ground not in domain.excuses:
        return f"“{label}”不是这一领域变更承诺的法定事由"
    return ""


@transaction.atomic
def ask_change(case: Commitment, *, by: Actor, reason: str, **given: Any) -> Change:
    """Ask for a change, with ground, article, documents, loss and compensation; an excuse is refused by name."""
    if words := excuse(case, given["ground"]):
        raise Incomplete(words, {"ground": words})
    _require_whole(case, given)
    if open_change(case):
        raise WrongState("已有一项变更等待决定")
    case.move("ask_change", by=by, reason=reason)
    made = Change(commitment=case, asked_by_id=by.user_id, asked_on=timezone.localdate(), **given)
    case.take_in_beside(made)
    with acting(by):
        made.save(force_insert=True)
    follow(case, "ask_change")
    return made


def open_change(case: Commitment) -> Change | None:
    """Return the change that nobody has decided."""
    found: Change | None = case.changes.filter(status=ChangeStatus.ASKED).first()
    return found


def bar_change(case: Commitment, *, ends: bool) -> str:
    """Return why no change of this way waits for a decision, "" where one does."""
    asked = open_change(case)
    if asked is None:
        return "没有等待决定的变更"
    return "" if asked.ends_promise == ends else "等待决定的变更不是这一种"


@transaction.atomic
def grant_change(case: Commitment, *, by: Actor, reason: str) -> Commitment:
    """Agree to a new day: what is not yet done falls due on it, and the change stays on file."""
    asked = _decided(case, ChangeStatus.GRANTED, by=by, reason=reason, ends=False)
    case.move("grant_change", by=by, reason=reason, agreed_on=asked.new_agreed_on)
    with acting(by):
        for one in Instalment.objects.filter(commitment=case, done_on=None):
            one.agreed_on = asked.new_agreed_on
            one.save(update_fields=["agreed_on"])
    settle(case, timezone.localdate(), by=by, act="grant_change")
    return case


@transaction.atomic
def end_by_change(case: Commitment, *, by: Actor, reason: str) -> Commitment:
    """Agree that the promise is not performed any more, with its compensation on file."""
    asked = _decided(case, ChangeStatus.GRANTED, by=by, reason=reason, ends=True)
    end_due(case, f"依法变更终结：{asked.article}"[:300], by=by)
    moved: Commitment = case.move("end_by_change", by=by, reason=reason)
    follow(moved, "end_by_change")
    return moved


@transaction.atomic
def refuse_change(case: Commitment, *, by: Actor, reason: str) -> Commitment:
    """Say no: the promise stands as it was made."""
    asked = open_change(case)
    if asked is None:
        raise WrongState("没有等待决定的变更")
    _decided(case, ChangeStatus.REFUSED, by=by, reason=reason, ends=asked.ends_promise)
    moved: Commitment = case.move("refuse_change", by=by, reason=reason)
    follow(moved, "refuse_change")
    return moved


@transaction.atomic
def find_unlawful(
    case: Commitment,
    *,
    by: Actor,
    reason: str,
    unlawful_document: str,
    unlawful_on: date,
    wind_up: str,
    reliance: str,
) -> Commitment:
    """Write down the reviewing organ's document: the promise is neither kept nor broken, it is wound up."""
    case.require_other_body(by)
    end_due(case, f"违法或越权承诺：{unlawful_document}"[:300], by=by)
    told: dict[str, Any] = {
        "unlawful_document": unlawful_document,
        "unlawful_on": unlawful_on,
        "wind_up": wind_up,
        "reliance": reliance,
    }
    moved: Commitment = case.move("find_unlawful", by=by, reason=reason, **told)
    follow(moved, "find_unlawful")
    return moved


def _decided(case: Commitment, status: ChangeStatus, *, by: Actor, reason: str, ends: bool) -> Change:
    case.require_other_body(by)
    asked = open_change(case)
    if asked is None or asked.ends_promise != ends:
        raise WrongState("没有等待决定的这种变更")
    if asked.asked_by_id == by.user_id:
        raise NotEligible("变更是您提出的，请由另一人决定（四眼原则）")
    asked.status, asked.answer = status, reason
    asked.decided_by_id, asked.decided_on = by.user_id, timezone.localdate()
    with acting(by):
        asked.save()
    return asked


def _require_whole(case: Commitment, given: dict[str, Any]) -> None:
    wrong = {}
    new = given.get("new_agreed_on")
    if new and new < case.signed_on:
        wrong["new_agreed_on"] = f"变更后的期限不能早于签署日期 {case.signed_on}，请核对"
    if given["compensation"] != Compensation.NONE and not given.get("compensation_document"):
        wrong["compensation_document"] = "有补偿的，请写明协议、评估报告或者裁判文书"
    if given["compensation"] == Compensation.NONE and given.get("compensation_amount"):
        wrong["compensation_amount"] = "没有损失的，不填补偿金额"
    if bool(given.get("ends_promise")) == bool(given.get("new_agreed_on")):
        wrong["new_agreed_on"] = "要么写变更后的期限，要么勾选不再履行"
    if wrong:
        raise Incomplete("变更还缺内容：" + "；".join(wrong.values()), wrong)
