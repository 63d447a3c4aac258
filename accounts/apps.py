from django.apps import AppConfig

from common.desk import Place, registry
from common.roles import Role


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        registry.register(
            Place("accounts", "账户", "管理", "accounts:accounts", frozenset({Role.SYSTEM_ADMIN}), order=90)
        )
