from django.apps import AppConfig

from common.registry import Place, registry
from common.roles import SYSTEM_ADMINS


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = "来件"

    def ready(self) -> None:
        """Show the system administrator what could not be handed on."""
        from intake import lists, queues

        lists.register()
        queues.register()
        registry.register(
            Place(
                "kept_messages",
                "未转交的来件",
                "管理",
                "intake:kept",
                SYSTEM_ADMINS,
                order=92,
                chapter="安全管理员与系统管理员",
            )
        )
