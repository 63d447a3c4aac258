from django.apps import AppConfig


class InventedConfig(AppConfig):
    name = "tests.invented"
    label = "invented"
    verbose_name = "模拟督办"

    def ready(self) -> None:
        from common.cases.case_type import declare
        from common.deadlines.kinds import deadline_kinds
        from tests.invented import cases

        deadline_kinds.register(cases.ANSWER)
        declare(*cases.TYPES)
