from __future__ import annotations

from django.apps import AppConfig

from common.registry import Beginning, Place, frame_addresses, registry
from common.roles import AUDITORS, SYSTEM_ADMINS

KEEPERS = SYSTEM_ADMINS


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        from accounts import checks, finders, lists, rule_kinds  # noqa: F401  (the checks register themselves)
        from accounts.consents import accounts, cases
        from common.cases.case_type import declare

        rule_kinds.register()
        accounts.register()
        cases.register()
        declare(*cases.TYPES)
        lists.register()
        finders.register()
        frame_addresses.update(
            password="accounts:password",  # noqa: S106 (a URL name)
            sign_out="accounts:logout",
            security="accounts:security",
            left_form="accounts:left_form",
        )
        registry.register(
            Place(
                "accounts",
                "账户",
                "管理",
                "accounts:accounts",
                KEEPERS,
                order=90,
                chapter="安全管理员与系统管理员",
                begins=(Beginning("新建账户", "accounts:create", KEEPERS),),
            ),
            Place("sign_ins", "登录日志", "管理", "accounts:sign_ins", AUDITORS, order=95, chapter="审计员"),
        )
