from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.models import Q
from django.urls import reverse

from common.registry import Finder, Hit, Place, frame_addresses, registry
from common.roles import Role
from common.trail import Actor

if TYPE_CHECKING:
    from accounts.models import User


KEEPERS = frozenset({Role.SYSTEM_ADMIN})


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        from accounts import lists

        lists.register()
        frame_addresses.update(password="accounts:password", sign_out="accounts:logout")  # noqa: S106 (a URL name)
        registry.register(
            Place(
                "accounts",
                "账户",
                "管理",
                "accounts:accounts",
                KEEPERS,
                order=90,
                chapter="安全管理员与系统管理员",
            ),
            Finder("accounts", "账户", _accounts, _hit, "accounts:accounts", KEEPERS),
        )


def _accounts(posting: Actor, words: str) -> Any:

    named = Q(username__icontains=words) | Q(name__icontains=words)
    return User.objects.filter(named, is_machine=False).order_by("username")


def _hit(person: User) -> Hit:
    return Hit(person.name, f"{reverse('accounts:accounts')}?q={person.username}", person.username)
