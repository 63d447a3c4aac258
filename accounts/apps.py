from __future__ import annotations

from django.apps import AppConfig

from common.registry import Place, frame_addresses, registry
from common.roles import SYSTEM_ADMINS

KEEPERS = SYSTEM_ADMINS


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        from accounts import finders, lists
        from accounts.consents import accounts, cases
        from common.cases.case_type import declare

        accounts.register()
        cases.register()
        declare(*cases.TYPES)
        lists.register()
        finders.register()
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
        )
