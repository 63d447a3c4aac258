"""Which officials' files an account may see as its own（本人查阅）."""

from __future__ import annotations

from accounts.models import User
from common.requests import SignedIn
from postings.models import OwnAccess, OwnActor
from postings.vocabulary import AccessStatus


def own_actors(user: User | SignedIn) -> list[OwnActor]:
    """Return what an account acts through before its own file: the file it sees, or the invitation that waits for it."""
    standing = OwnAccess.objects.filter(
        user=user.pk, status__in=[AccessStatus.INVITED, AccessStatus.ACTIVE]
    ).select_related("user", "official")
    return [OwnActor(access) for access in standing]
