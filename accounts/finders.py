"""How accounts are found from any page of the system administrator."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from common.registry import Finder, Hit, registry
from common.roles import SYSTEM_ADMINS
from common.trail import Actor


def register() -> None:
    """Enter the finder; called once when the app is ready."""
    registry.register(ACCOUNTS)


def _accounts(posting: Actor, words: str) -> QuerySet[User]:
    named = Q(username__icontains=words) | Q(name__icontains=words)
    return User.objects.filter(named, is_machine=False).order_by("username")


def _hit(person: User) -> Hit:
    return Hit(person.name, f"{reverse('accounts:accounts')}?q={person.username}", person.username)


ACCOUNTS = Finder("accounts", "账户", _accounts, _hit, "accounts:accounts", SYSTEM_ADMINS)
