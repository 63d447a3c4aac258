"""A promise comes into public and goes out of it: looked at by one, let stand by another, ended by its rule or an act.

procedures E.20, E.24, E.26, E.27
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from commitments.deadlines import keep_steps, rule_on
from commitments.domains.domain import Face, domains
from commitments.models import Commitment, Opening
from commitments.services.line_codes import tell
from common import projections
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.history import acting
from common.models import RuleValue
from common.trail import Actor
from days.calendar import Period, add_period
from privacy import scan

OWN_HAND = "录入、审查、决定公开须是三个不同的人（四眼原则）"
NO_FACE = "这一领域的承诺没有公开页"
PERSONAL = "承诺内容里有疑似个人信息，不能公开：请退回修改，或者另行登记不含个人信息的内容"
OTHER_SIDE = "承诺内容、文件名称或者编号里写了相对方或者金额，不能公开：请另行登记不写这些的内容"
A_SUM = re.compile(r"(?:\d[\d,，.]*\s*[十百千万亿]*|[十百千万亿])\s*元")
NOT_SETTLED = "“{label}”的期限还没有确认（待核实），确认以前不能公开；请负责人先核实这一期限规则"
ENDED = "公示期已满，不能再公开"
BEGUN = "正在公示，起算日期不能改：请先停止公开，改正以后重新签署公开"
REMOVED = "已移出名单"
CHANGED = "公开的内容有变动，重新审查以后再公开"


def live(case: Commitment) -> Opening | None:
    """Return the opening that was signed or stands, None where none is."""
    found: Opening | None = case.openings.filter(closed_on=None).first()
    return found


def bar_signing(case: Commitment, by: Actor) -> str:
    """Return why nobody, or not this person, may sign the promise for the public."""
    if words := _bar(case):
        return words
    if live(case):
        return "已经签署公开审查"
    return OWN_HAND if by.user_id in {case.entered_by_id, case.last_changed_by_id} else ""


@transaction.atomic
def sign_public(case: Commitment, *, by: Actor, sheet: str, reason: str = "") -> Opening:
    """Sign that the promise may be read by everybody; raises NotEligible where its text names who is not to be named."""
    if words := bar_signing(case, by):
        raise NotEligible(words)
    _require_silent(case)
    made = Opening(
        commitment=case,
        sheet=sheet,
        entered_by_id=case.entered_by_id,
        signed_by_id=by.user_id,
        signed_on=timezone.localdate(),
    )
    case.take_in_beside(made)
    case.move("sign_public", by=by, reason=reason or sheet[:200])
    try:
        with transaction.atomic(), acting(by):
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise WrongState("刚被他人签署") from clash
    return made


def bar_showing(case: Commitment, by: Actor) -> str:
    """Return why nobody, or not this person, may let the promise stand in public now."""
    if words := _bar(case):
        return words
    signed = live(case)
    if signed is None:
        return "请先由保密审查员签署公开审查"
    if signed.opens_on is not None:
        return "已经公开"
    used = _rule(case)
    if used is not None and not used.is_settled:
        return NOT_SETTLED.format(label=used.label)
    hands = {signed.entered_by_id, signed.signed_by_id, case.last_changed_by_id}
    return OWN_HAND if by.user_id in hands else ""


@transaction.atomic
def show(case: Commitment, *, by: Actor, reason: str = "") -> Opening:
    """Let the promise stand in public from today on."""
    case.require_other_body(by)
    if words := bar_showing(case, by):
        raise NotEligible(words)
    signed, today = live(case), timezone.localdate()
    assert signed is not None  # noqa: S101 - else it is barred
    closes = _closes(case, today)
    if closes is not None and closes <= today:
        raise NotEligible(ENDED)
    case.move("show", by=by, reason=reason or "公开")
    signed.shown_by_id, signed.opens_on, signed.closes_on = by.user_id, today, closes
    with acting(by):
        signed.save(update_fields=["shown_by", "opens_on", "closes_on"])
    _begin(case, today, by)
    follow(case)
    return signed


@transaction.atomic
def hide(case: Commitment, *, by: Actor, reason: str) -> Opening:
    """Take the promise out of public; its address answers 410 from then on."""
    case.require_other_body(by)
    standing = live(case)
    if standing is None:
        raise NotEligible("没有公开")
    case.move("hide", by=by, reason=reason)
    _close(standing, case, reason, by)
    return standing


def require_begun_as_shown(case: Commitment, later: Mapping[str, object]) -> None:
    """Raise Incomplete where the day from which its time in public runs is changed while it stands there."""
    domain = domains[case.domain]
    begins = domain.face.begins if domain.face else ""
    standing = live(case)
    if not begins or begins not in later or standing is None or standing.opens_on is None:
        return
    if later[begins] != getattr(domain.part_of(case), begins):
        raise Incomplete(BEGUN, {begins: BEGUN})


def end_removed(case: Commitment, *, by: Actor) -> None:
    """End for good the time in public of what its organ took off its list, whatever is written down later."""
    domain, standing = domains[case.domain], live(case)
    removed = domain.face.removed if domain.face else ""
    if standing and removed and getattr(domain.part_of(case), removed) is not None:
        _close(standing, case, REMOVED, by)


def end_changed(case: Commitment, later: Mapping[str, object], *, by: Actor) -> None:
    """End what was signed or stands where a text that the public reads is about to change: it is looked at anew first."""
    domain, standing = domains[case.domain], live(case)
    told = domain.face.told if domain.face else ()
    part = domain.part_of(case) if told else None
    if standing and any(name in later and later[name] != getattr(part, name) for name in told):
        _close(standing, case, CHANGED, by)


def _close(standing: Opening, case: Commitment, reason: str, by: Actor) -> None:
    standing.closed_by_id, standing.closed_on = by.user_id, timezone.localdate()
    standing.close_reason = reason[:300]
    with acting(by):
        standing.save(update_fields=["closed_by", "closed_on", "close_reason"])
    follow(case)


def follow(case: Commitment, act: str = "") -> None:
    """Bring the public store to what a promise says now, where it stands there; tell of an act whoever holds its code.

    To be called last in the act's transaction.
    """
    if case.openings.exclude(opens_on=None).exists():
        projections.changed(departments=[case.department_id])
    if act:
        tell(case, act)


def _face(case: Commitment) -> Face:
    face = domains[case.domain].face
    if face is None:
        raise NotAllowed(NO_FACE)
    return face


def _bar(case: Commitment) -> str:
    domain = domains[case.domain]
    return NO_FACE if domain.face is None else domain.face.opens(domain.part_of(case))


def _require_silent(case: Commitment) -> None:
    """Refuse texts that name a person; where the public reads of one side alone, the other side and sums（procedures E.20）."""
    told = [case.content, case.document_title, case.document_number]
    if _face(case).is_of_one_side:
        others = [name for name in (case.counterparty, case.counterparty_code) if name]
        if any(A_SUM.search(text) or any(name in text for name in others) for text in told):
            raise NotEligible(OTHER_SIDE)
    else:
        told += [case.counterparty, *_texts(domains[case.domain].part_of(case))]
    if any(scan(text) for text in told if text):
        raise NotEligible(PERSONAL)


def _texts(part: object) -> list[str]:
    shown = (
        *("board", "village", "subsidy", "subsidy_standard", "address", "violation", "open_matter"),
        *("pilot_plan", "list_document", "listing_document"),
        *("agency", "agency_grade", "agency_grade_source", "agency_oversight", "project_name"),
    )
    return [str(getattr(part, name, "")) for name in shown]


def _rule(case: Commitment) -> RuleValue | None:
    """Return the rule of its time in public, None where it stands until it is taken down."""
    face = _face(case)
    if face.term is None:
        return None
    part = domains[case.domain].part_of(case)
    return rule_on(*face.term(part), getattr(part, face.begins) or timezone.localdate())


def _closes(case: Commitment, today: date) -> date | None:
    used = _rule(case)
    if used is None:
        return None
    begun = getattr(domains[case.domain].part_of(case), _face(case).begins) or today
    return add_period(begun, Period(int(used.value), used.unit))


def _begin(case: Commitment, today: date, by: Actor) -> None:
    """Write down the day on which the time in public began, where the domain keeps one and nobody has."""
    domain, face = domains[case.domain], _face(case)
    part = domain.part_of(case)
    if not face.begins or getattr(part, face.begins):
        return
    setattr(part, face.begins, today)
    with acting(by):
        part.save(update_fields=[face.begins])
    keep_steps(case, domain, part, by=by)
