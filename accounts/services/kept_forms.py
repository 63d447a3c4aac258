"""Keeping what was typed when a session ended, and giving it back to the same person."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from accounts.models import KeptForm, OfficeSession
from accounts.models.kept_forms import Content

KEPT_FOR = timedelta(days=1)
MOST_A_PERSON = 10
MOST_CHARACTERS = 2_000_000


def keep_form(person: UUID, address: str, content: Content) -> KeptForm | None:
    """Keep a form for its person, the newest few alone; None where it is empty, or too long to be typed."""
    size = sum(len(name) + len(value) for name, value in content.fields)
    if not content.fields or size > MOST_CHARACTERS:
        return None
    kept = KeptForm.objects.create(
        user_id=person, address=address[:2000], content_sealed=KeptForm.seal(content)
    )
    newest = KeptForm.objects.filter(user_id=person).values_list("pk", flat=True)[:MOST_A_PERSON]
    KeptForm.objects.filter(user_id=person).exclude(pk__in=list(newest)).delete()
    return kept


def forget_what_is_over() -> int:
    """Delete kept forms after their day, and sessions that ended（safe to run twice）."""
    now = timezone.now()
    forms, _ = KeptForm.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
    sessions, _ = OfficeSession.objects.filter(expire_date__lt=now).delete()
    return forms + sessions
