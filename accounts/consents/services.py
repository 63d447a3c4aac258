"""Asking for a consent and deciding on it: nothing takes effect before another person than the asker has agreed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.consents.kinds import Seat, consent_kinds, seats
from accounts.models import Consent, ConsentStatus, User
from common.errors import NotAllowed, NotEligible
from common.models import Notice
from common.roles import BLIND_ROLES, SECURITY_ADMINS
from common.services.notices import tell
from common.trail import Actor

ASKED, DECIDED = "consent.asked", "consent.decided"


@transaction.atomic
def ask(
    kind: str,
    *,
    by: Actor,
    about: str,
    wanted: dict[str, Any],
    person: User | None = None,
    reason: str = "",
) -> Consent:
    """Put before the other administrators what needs a second person; the kind's own service asks first whether it may be.

    `wanted` holds plain values only, from which the kind carries it out.
    """
    case = Consent(
        kind=kind,
        about=about[:200],
        wanted=wanted,
        person=person,
        reason=reason,
        asked_by_id=by.user_id,
        asked_through=by.pk,
    ).enter(by=by, reason=reason)
    words = f"{consent_kinds[kind].label}待同意：{about}"
    tell((seat.posting for seat in _others(case)), topic=ASKED, about=case, text=words)
    return case


@transaction.atomic
def agree(case: Consent, *, by: Actor, reason: str = "") -> Consent:
    """Agree as the second person, and let what was asked take effect in the same transaction."""
    if words := bar(case, by):
        raise NotAllowed(words)
    _require_asker(case)
    case.move("agree", by=by, reason=reason, decided_by_id=by.user_id, decided_at=timezone.now())
    consent_kinds[case.kind].carry_out(case, by)
    _settle(case)
    return case


@transaction.atomic
def decline(case: Consent, *, by: Actor, reason: str) -> Consent:
    """Send it back with the reason; it may be asked anew."""
    if words := bar(case, by):
        raise NotAllowed(words)
    case.move("decline", by=by, reason=reason, decided_by_id=by.user_id, decided_at=timezone.now())
    _settle(case)
    return case


@transaction.atomic
def withdraw(case: Consent, *, by: Actor, reason: str) -> Consent:
    """Take one's own request back; an open one stands until it is decided or withdrawn."""
    if words := bar_withdrawing(case, by):
        raise NotAllowed(words)
    case.move("withdraw", by=by, reason=reason)
    _put_away(case)
    return case


def bar(case: Consent, by: Actor) -> str:
    """Return why this administrator is no second person for it, "" where nothing says so."""
    if by.user_id == case.asked_by_id:
        return "自己请求的，须由另一位管理员同意或退回；不再需要的请撤回"
    if by.user_id == case.person_id:
        return "这一项关于您本人，须由另一位管理员同意或退回"
    return ""


def bar_withdrawing(case: Consent, by: Actor) -> str:
    """Return why this is not theirs to withdraw, "" where nothing says so."""
    return "" if by.user_id == case.asked_by_id else "由请求人撤回；管理员不同意的请退回"


def tell_security(case: Consent, text: str) -> None:
    """Tell every security administrator what has been done to a person's way in."""
    tell((seat.posting for seat in seats.of_roles(SECURITY_ADMINS)), topic=DECIDED, about=case, text=text)


def _require_asker(case: Consent) -> None:
    """Refuse what nobody asks for any more: the asker has left the post, or signs in no more."""
    held = {seat.posting for seat in seats.of_person(case.asked_by_id)}
    if not case.asked_by.is_active or case.asked_through not in held:
        raise NotEligible("请求人已不在当时的岗位上，不能再同意；请退回，由在任的人重新请求")


def _others(case: Consent) -> list[Seat]:
    mine = {case.asked_by_id, case.person_id}
    return [seat for seat in seats.of_roles(BLIND_ROLES) if seat.person not in mine]


def _settle(case: Consent) -> None:
    """Put the question away for all who were asked, and tell the asker how it was decided."""
    _put_away(case)
    word = ConsentStatus(case.status).label
    text = f"{consent_kinds[case.kind].label}{word}：{case.about}"
    tell([case.asked_through], topic=DECIDED, about=case, text=text)


def _put_away(case: Consent) -> None:
    asked = Notice.objects.filter(topic=ASKED, object_id=case.pk, done_at=None)
    asked.update(done_at=timezone.now())
