"""A commitment is entered, changed while a draft, split into instalments, and registered by other eyes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import F, Max, Sum
from django.utils import timezone

from commitments.domains.domain import Domain, DomainPart, domains
from commitments.models import Commitment, Instalment
from commitments.services import opening
from commitments.services.settling import settle
from common.errors import Incomplete, NotAllowed
from common.history import acting
from common.models import Transition
from common.once import once
from common.secrecy import take_in
from common.trail import Actor
from identifiers.document_numbers import document_key
from organisations.models import Department
from postings.models import Responsibility
from records.facts.models.four_eyes import require_whole

ALREADY = "同一承诺主体、同一文书的同一项承诺已经登记；一份文书有几项承诺的，请把承诺内容分别写清"
NO_SUCH_KIND = "这一领域没有这类承诺，请另选承诺类型"
NO_SUCH_CARRIER = "这一领域的承诺不以这种载体作出，请另选载体"
NOT_OWN = "只能作废自己录入或交接给自己的草稿"
Fields = Mapping[str, Any]


@transaction.atomic
def enter_commitment(
    *, by: Actor, domain: str, common: Fields, own: Fields, reason: str = "手工录入"
) -> Commitment:
    """Enter a draft: `common` are the columns of every commitment, `own` those of its domain."""
    found = domains[domain]
    _require_named(common.get("department"))
    _require_fitting(found, {**common, **own})
    case = Commitment(domain=domain, **common, document_key=document_key(str(common["document_number"])))
    part = found.part(commitment=case, **own)
    take_in(part)
    with once("commitment_live_once", Incomplete(ALREADY, {"document_number": ALREADY})):
        case.draft(by=by, reason=reason)
        with acting(by):
            part.save(force_insert=True)
    case.refresh_from_db()
    return case


@transaction.atomic
def revise_commitment(
    case: Commitment, *, by: Actor, common: Fields, own: Fields, reason: str = ""
) -> Commitment:
    """Change a draft; an earlier review no longer counts."""
    found = domains[case.domain]
    _require_named(common.get("department"))
    _require_fitting(found, {**common, **own})
    key = document_key(str(common["document_number"]))
    with once("commitment_live_once", Incomplete(ALREADY, {"document_number": ALREADY})):
        case.edit(by=by, reason=reason or "修改内容", **common, document_key=key)
        case._require_scope(by)
        _change_part(found.part_of(case), own, by)
        _follow(case, by)
    return case


@transaction.atomic
def add_instalment(case: Commitment, *, by: Actor, reason: str = "", **given: Any) -> Instalment:
    """Add one part of the promise; all sums together are the promised one.

    The first takes the place of the one part that an earlier 提交复核 made.
    """
    whole = _whole(case)
    made = whole or Instalment(commitment=case, ordinal=_next_ordinal(case))
    for name, value in given.items():
        setattr(made, name, value)
    case.take_in_beside(made)
    case.edit_instalments(by=by, reason=reason or str(given["matter"])[:200])
    with acting(by):
        made.save()
    return made


def _next_ordinal(case: Commitment) -> int:
    last: int | None = case.instalments.aggregate(last=Max("ordinal"))["last"]
    return (last or 0) + 1


def _whole(case: Commitment) -> Instalment | None:
    """Return the one part that 提交复核 made of a promise that nobody split, None where there is none."""
    if Transition.objects.filter(object_id=case.pk, act="add_instalment").exists():
        return None
    found: Instalment | None = case.instalments.first()
    return found


def _like_promise(case: Commitment) -> dict[str, Any]:
    return {"matter": case.content[:300], "amount": case.amount, "agreed_on": case.agreed_on}


def _follow(case: Commitment, by: Actor) -> None:
    """Let the one part of a promise that nobody split say what the promise says now."""
    whole = _whole(case)
    if whole is None:
        return
    for name, value in _like_promise(case).items():
        setattr(whole, name, value)
    with acting(by):
        whole.save()


@transaction.atomic
def submit(case: Commitment, *, by: Actor, reason: str = "") -> Commitment:
    """Hand the draft to review; one that names no instalments has one, the whole."""
    domain = domains[case.domain]
    part = domain.part_of(case)
    _require_fitting(domain, {**_values(case), **_values(part)})
    require_whole(missing_of(case))
    if not case.instalments.exists():
        with acting(by):
            Instalment.objects.create(commitment=case, ordinal=1, **_like_promise(case))
    _require_sums(case)
    return case.submit(by=by, reason=reason)


def is_own(case: Commitment, by: Actor) -> bool:
    """Say whether `by` entered it, or took its draft over."""
    draft = (by.id, f"{Commitment.KIND}_draft", case.pk)
    return bool(by.user_id == case.entered_by_id or Responsibility.lies_with(*draft))


def void(case: Commitment, *, by: Actor, reason: str) -> Commitment:
    """Undo one's own draft, or one taken over; it no longer counts as a duplicate."""
    if not is_own(case, by):
        raise NotAllowed(NOT_OWN)
    return case.move("void", by=by, reason=reason)


@transaction.atomic
def register(case: Commitment, *, by: Actor, reason: str = "") -> Commitment:
    """Register the commitment with other eyes; from now on its clocks run."""
    case.require_other_eyes(by)
    moved: Commitment = case.move(
        "register",
        by=by,
        reason=reason,
        reviewed_by_id=by.user_id,
        reviewed_version=F("content_version"),
        confirmed_at=timezone.now(),
    )
    settle(moved, timezone.localdate(), by=by)
    return moved


@transaction.atomic
def follow_up(case: Commitment, *, by: Actor, own: Fields, reason: str = "") -> Commitment:
    """Write down what happened since: delivery, acceptance, invoice; the clocks follow."""
    domain = domains[case.domain]
    part = domain.part_of(case)
    later = {name: value for name, value in own.items() if name in domain.later}
    _require_fitting(domain, {**_values(case), **_values(part), **later})
    refuse_days_to_come(later, timezone.localdate())
    opening.require_begun_as_shown(case, later)
    opening.end_changed(case, later, by=by)
    case.move("follow_up", by=by, reason=reason or "登记后续事实")
    _change_part(part, later, by)
    opening.end_removed(case, by=by)
    settle(case, timezone.localdate(), by=by, act="follow_up")
    case.refresh_from_db()
    return case


def refuse_days_to_come(given: Fields, today: date) -> None:
    """Raise Incomplete where a day on which something happened is still to come."""
    late = {name: "不能晚于今天" for name, day in given.items() if isinstance(day, date) and day > today}
    if late:
        raise Incomplete("已经发生的事实，日期不能晚于今天", late)


def _change_part(part: DomainPart, own: Fields, by: Actor) -> None:
    for name, value in own.items():
        setattr(part, name, value)
    take_in(part)
    with acting(by):
        part.save(update_fields=list(own)) if own else None


def _require_named(department: Department | None) -> None:
    if department is None:
        raise Incomplete("请填写承诺主体", {"department": "请填写承诺主体"})


def _require_fitting(domain: Domain, given: Fields) -> None:
    found = dict(domain.faults(given))
    signed, agreed = given.get("signed_on"), given.get("agreed_on")
    if signed and agreed and agreed < signed:
        found["agreed_on"] = f"期限不能早于签署日期 {signed}"
    if given.get("promise_kind") not in ("", None, *domain.kinds):
        found["promise_kind"] = NO_SUCH_KIND
    if given.get("carrier") not in ("", None, *domain.carriers):
        found["carrier"] = NO_SUCH_CARRIER
    if found:
        raise Incomplete("内容对不上：" + "；".join(found.values()), found)


def missing_of(case: Commitment) -> dict[str, str]:
    """Return what 提交复核 still asks for, of every commitment and of its domain: by column, what it is called."""
    domain = domains[case.domain]
    part = domain.part_of(case)
    asked: dict[str, models.Model] = dict.fromkeys((*case.ASKED, *domain.required_common), case)
    asked |= dict.fromkeys(domain.required, part)
    return {
        name: domain.words.get(name) or str(holder._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name, holder in asked.items()
        if getattr(holder, name) in (None, "")
    }


def _require_sums(case: Commitment) -> None:
    total = case.instalments.aggregate(total=Sum("amount"))["total"]
    if case.amount is not None and (total or Decimal(0)) != case.amount:
        raise Incomplete(f"各期金额合计 {total or 0} 元，与承诺金额 {case.amount} 元不一致，请核对")


def _values(obj: models.Model) -> dict[str, Any]:
    return {field.name: getattr(obj, field.attname) for field in obj._meta.concrete_fields}
