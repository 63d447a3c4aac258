"""Keeping what was typed when a session ended, and giving it back to the same person."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import KeptForm, OfficeSession
from accounts.models.kept_forms import Content

KEPT_FOR = timedelta(days=1)
MOST_A_PERSON = 10
MOST_CHARACTERS = 2_000_000


def keep_form(person: UUID, address: str, content: Content, *, is_left: bool = False) -> KeptForm | None:
    """Keep a form for its person, the newest few alone; None where it is empty, or too long to be typed."""
    size = sum(len(name) + len(value) for name, value in content.fields)
    if not content.fields or size > MOST_CHARACTERS:
        return None
    kept = KeptForm.objects.create(
        user_id=person, address=address[:2000], content_sealed=KeptForm.seal(content), is_left=is_left
    )
    same = KeptForm.objects.filter(user_id=person, is_left=is_left)
    same.exclude(pk__in=list(same.values_list("pk", flat=True)[:MOST_A_PERSON])).delete()
    return kept


@transaction.atomic
def keep_left(person: UUID, page: str, content: Content) -> KeptForm | None:
    """Keep what is typed on a page that is being left, in place of what was kept of it; nothing typed only forgets that."""
    before = KeptForm.objects.filter(user_id=person, address=page[:2000], is_left=True)
    keys = list(before.values_list("pk", flat=True))
    kept = keep_form(person, page, content, is_left=True)
    if kept is not None or not content.fields:
        KeptForm.objects.filter(pk__in=keys).delete()
    return kept


def forget_what_is_over() -> int:
    """Delete kept forms after their day, and sessions that ended（safe to run twice）."""
    now = timezone.now()
    forms, _ = KeptForm.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
    sessions, _ = OfficeSession.objects.filter(expire_date__lt=now).delete()
    return forms + sessions
