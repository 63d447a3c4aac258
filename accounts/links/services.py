"""A one-time link: begun by an agreement, drawn in two halves by two people, used once by the person."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Consent, LinkEnd, OneTimeLink, User
from accounts.persons import Person
from accounts.services.accounts import set_password
from common.cipher import keyed_hash
from common.errors import NotAllowed, NotEligible, WrongState
from common.trail import Actor, write_notable

LIFE = timedelta(hours=24)
MOST_FAILURES = 5
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code is made of: nothing that is read or heard as another sign."""
CODE_LENGTH = 12
GROUP = 4
LINK, CODE = "link", "code"
HASHES = {LINK: "link_hash", CODE: "code_hash"}


@dataclass(frozen=True)
class Half:
    """One half in plain text, there for as long as one page is shown."""

    kind: str
    text: str


@transaction.atomic
def begin_link(person: User, consent: Consent | None = None) -> OneTimeLink:
    """Begin a link for 24 hours in place of any earlier one; its halves are made when they are drawn."""
    now = timezone.now()
    OneTimeLink.objects.filter(person=person, end="").update(end=LinkEnd.REPLACED, ended_at=now)
    return OneTimeLink.objects.create(person=person, consent=consent, expires_at=now + LIFE)


def half_for(link: OneTimeLink, by: Actor) -> str:
    """Return which half this person may draw: whoever asked the link, whoever agreed the code, nobody else any（""）."""
    consent = link.consent
    if consent is None:
        return ""
    return {consent.asked_by_id: LINK, consent.decided_by_id: CODE}.get(by.user_id, "")


def undrawn_half(link: OneTimeLink, by: Actor) -> str:
    """Return the half that this person may draw now, "" where none is left to them."""
    half = half_for(link, by)
    alive = not link.end and link.expires_at > timezone.now()
    return half if half and alive and not getattr(link, HASHES[half]) else ""


@transaction.atomic
def draw_half(link: OneTimeLink, *, by: Actor) -> Half:
    """Make the half that is this person's to pass on, and return it the only time; kept is its keyed hash."""
    half = half_for(link, by)
    if not half:
        raise NotAllowed("一次性链接由请求人领取，同意码由同意人领取，别人都不能领取")
    drawn = _make_half(link, half)
    write_notable(link, f"draw_{half}", by=by)
    return drawn


def draw_both(link: OneTimeLink) -> tuple[Half, Half]:
    """Make both halves for whoever keeps the server: there is nobody yet, or no more, who could hold one each."""
    return _make_half(link, LINK), _make_half(link, CODE)


def _make_half(link: OneTimeLink, half: str) -> Half:
    text = secrets.token_urlsafe(32) if half == LINK else new_code()
    column = HASHES[half]
    undrawn = OneTimeLink.objects.alive(timezone.now()).filter(pk=link.pk, **{column: ""})
    if not undrawn.update(**{column: hash_of(half, text)}):
        raise WrongState("已经领取过，或者已经失效：只显示一次。没有记下的，请重新请求重置口令")
    return Half(half, text)


def new_code() -> str:
    """Return twelve signs in groups of four, as people read them to each other."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    return "-".join(signs[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def hash_of(half: str, text: str) -> str:
    """Return the keyed hash under which a half is kept; a code counts without its hyphens and in any case."""
    plain = "".join(sign for sign in text.upper() if sign.isalnum()) if half == CODE else text
    return keyed_hash(f"one-time {half} {plain}")


def find_link(text: str) -> OneTimeLink | None:
    """Return the living link of which this is the first half, if both halves have been drawn."""
    alive = OneTimeLink.objects.alive(timezone.now()).exclude(code_hash="")
    return alive.filter(link_hash=hash_of(LINK, text)).select_related("person").first()


def use_link(link: OneTimeLink, *, code: str, password: str) -> bool:
    """Set the password that the person chose and end the link; False where the code is wrong.

    Raises NotEligible where the link died meanwhile. A wrong code is counted and kept: the fifth one locks the link.
    """
    with transaction.atomic():
        alive = OneTimeLink.objects.alive(timezone.now()).select_for_update(of=("self",))
        found = alive.filter(pk=link.pk).select_related("person").first()
        if found is None or not found.person.is_active:
            raise NotEligible("这个一次性链接已经失效：用过、过了 24 小时、输错 5 次，或者后来又有了新的")
        if not secrets.compare_digest(found.code_hash, hash_of(CODE, code)):
            _count_failure(found)
            return False
        set_password(found.person, password)
        _end(found, LinkEnd.USED)
        write_notable(found.person, "set_password", by=Person(found.person))
    return True


def _count_failure(link: OneTimeLink) -> None:
    link.failures += 1
    link.save(update_fields=["failures"])
    if link.failures >= MOST_FAILURES:
        _end(link, LinkEnd.LOCKED)
        write_notable(link, "lock_link", by=Person(link.person))


def _end(link: OneTimeLink, end: LinkEnd) -> None:
    link.end, link.ended_at = end, timezone.now()
    link.save(update_fields=["end", "ended_at"])
