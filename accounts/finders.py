"""How accounts are found from any page of the system administrator."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from common.registry import Finder, Hit, registry
from common.roles import SYSTEM_ADMINS
from common.trail import Actor
from identifiers.collation import is_spelt

LETTERS = re.compile("[a-z]{2,}")


def register() -> None:
    """Enter the finder; called once when the app is ready."""
    registry.register(ACCOUNTS)


def called(word: str, path: str = "") -> Q:
    """Return the condition that the person at `path` has this account or name, or a name that is spelt so（wxm）."""
    asked, written = (
        word.lower(),
        Q(**{f"{path}username__icontains": word}) | Q(**{f"{path}name__icontains": word}),
    )
    if not LETTERS.fullmatch(asked):
        return written
    people = User.objects.filter(is_machine=False).values_list("pk", "name")
    return written | Q(**{f"{path}pk__in": [pk for pk, name in people if is_spelt(name, asked)]})


def _accounts(posting: Actor, words: str) -> QuerySet[User]:
    named = reduce(and_, map(called, words.split()), Q(is_machine=False))
    return User.objects.filter(named).order_by("username")


def _hit(person: User) -> Hit:
    return Hit(person.name, f"{reverse('accounts:accounts')}?q={person.username}", person.username)


ACCOUNTS = Finder("accounts", "账户", _accounts, _hit, "accounts:accounts", SYSTEM_ADMINS)
