"""Ending sessions: one's own, a person's all at once, and the others of an administrator."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.administrators import is_administrator
from accounts.models import LoginEntry, LoginEvent, OfficeSession, User


@transaction.atomic
def end_sessions(person: User, why: str, *, but: str | None = None) -> int:
    """End every session of a person, with a line in the login log for each; `but` keeps the one with this key."""
    ending = OfficeSession.objects.filter(user=person, expire_date__gt=timezone.now()).exclude(
        session_key=but
    )
    return _end(person, list(ending.select_for_update()), why)


@transaction.atomic
def end_own_session(person: User, public_id: UUID, why: str = "本人在另一处结束") -> bool:
    """End one of a person's sessions; False where it is over already or another's."""
    ending = OfficeSession.objects.filter(user=person, public_id=public_id)
    return bool(_end(person, list(ending.select_for_update()), why))


def keep_single(person: User, session_key: str | None) -> int:
    """End the other sessions of an administrator, who has one at a time; return how many there were."""
    if not is_administrator(person.pk, timezone.localdate()):
        return 0
    return end_sessions(person, "管理员同时只能有一个会话，已在另一处登录", but=session_key)


def _end(person: User, rows: list[OfficeSession], why: str) -> int:
    OfficeSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        LoginEntry.objects.create(
            event=LoginEvent.ENDED,
            user=person,
            username=person.username,
            address=row.address,
            agent=row.agent,
            note=why,
        )
    return len(rows)
