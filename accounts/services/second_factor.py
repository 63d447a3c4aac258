"""The second factor: of whom it is asked, how it is set up, passed, and forgotten when it is lost."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.administrators import is_administrator
from accounts.models import Authenticator, RecoveryCodes, User
from accounts.rule_kinds import asks_everybody
from accounts.services.sessions import end_sessions
from common.errors import WrongState
from common.trail import Actor, write_notable

NONE_THERE = "这个账号还没有启用第二因素，下次登录时会引导启用"


class Answer(NamedTuple):
    """What became of a code: taken or not, whether it was one on paper, and until when no other is looked at."""

    is_right: bool
    is_recovery: bool
    wait_until: datetime | None = None


def is_asked(person: User) -> bool:
    """Say whether this person signs in with a second factor; who has one is always asked for it."""
    if settings.PORTAL_DEMO and settings.DEMO_WITHOUT_SECOND_FACTOR:
        return False
    today = timezone.localdate()
    return asks_everybody(today) or is_administrator(person.pk, today) or authenticator_of(person) is not None


def authenticator_of(person: User) -> Authenticator | None:
    """Return the person's confirmed app, None where there is none."""
    return Authenticator.objects.filter(user=person, confirmed=True).first()


def codes_left(person: User) -> int:
    """Return how many codes on paper are still good."""
    codes = RecoveryCodes.objects.filter(user=person).first()
    return len(codes.hashes) if codes else 0


def begin(person: User) -> Authenticator:
    """Return the app that a person is setting up: the same until it is confirmed, so that a page may be reloaded."""
    return Authenticator.objects.filter(user=person, confirmed=False).first() or Authenticator.begun(person)


@transaction.atomic
def confirm(person: User, token: str) -> list[str]:
    """Take the app into use once it shows the right code; return the codes for paper, none where it was wrong."""
    setting_up = Authenticator.objects.select_for_update().filter(user=person, confirmed=False).first()
    if setting_up is None or not setting_up.verify_token(token):
        return []
    Authenticator.objects.filter(pk=setting_up.pk).update(confirmed=True)
    return RecoveryCodes.renewed(person)


@transaction.atomic
def answer(person: User, token: str) -> Answer:
    """Look at a code of the app, or at one on paper; what it says is told apart by its length."""
    token = token.strip()
    is_recovery = not (token.isdecimal() and len(token) <= 6)
    kind = RecoveryCodes if is_recovery else Authenticator
    factor = kind.objects.select_for_update().filter(user=person, confirmed=True).first()
    if factor is None:
        return Answer(False, is_recovery)
    wait = factor.throttled_until()
    if wait is not None:
        return Answer(False, is_recovery, wait)
    is_right = factor.verify_token(token)
    return Answer(is_right, is_recovery, factor.throttled_until())


@transaction.atomic
def renew_codes(person: User, *, by: Actor | None) -> list[str]:
    """Give new codes for paper; the old ones are void."""
    codes = RecoveryCodes.renewed(person)
    if by is not None:
        write_notable(person, "renew_recovery_codes", by=by)
    return codes


@transaction.atomic
def replace_authenticator(person: User, *, by: Actor | None, session_key: str | None) -> None:
    """Let a person set up another telephone: the old app and its codes are void, the other sessions end."""
    _forget(person)
    end_sessions(person, "更换了验证器", but=session_key)
    if by is not None:
        write_notable(person, "replace_second_factor", by=by)


def forget(person: User, why: str) -> None:
    """Forget a lost factor: every session ends, and the next sign-in sets up a new one. WrongState where there is none.

    A second administrator has agreed (`accounts.consents`).
    """
    if not _forget(person):
        raise WrongState(NONE_THERE)
    end_sessions(person, why)


def require_factor(person: User) -> None:
    """Refuse where there is nothing to forget."""
    if authenticator_of(person) is None:
        raise WrongState(NONE_THERE)


def _forget(person: User) -> int:
    RecoveryCodes.objects.filter(user=person).delete()
    gone, _ = Authenticator.objects.filter(user=person, confirmed=True).delete()
    return gone
