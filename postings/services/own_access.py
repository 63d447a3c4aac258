"""Which officials' files an account may see as its own（本人查阅）."""

from __future__ import annotations

from accounts.models import User
from common.requests import SignedIn
from postings.models import OwnAccess, OwnSeat
from postings.vocabulary import AccessStatus


def seats_of(user: User | SignedIn) -> list[OwnSeat]:
    """Return the own seats of an account: the file it sees, or the invitation that waits for it."""
    standing = OwnAccess.objects.filter(
        user=user.pk, status__in=[AccessStatus.INVITED, AccessStatus.ACTIVE]
    ).select_related("user", "official")
    return [OwnSeat(access) for access in standing]
