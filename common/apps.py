from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "公共机制"

    def ready(self) -> None:
        from common.desk import Place, registry
        from common.roles import Role

        auditors = frozenset({Role.AUDITOR})
        registry.register(Place("history", "字段历史", "监督", "common:history", auditors, order=80))
