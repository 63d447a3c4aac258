from django.apps import AppConfig


class InventedConfig(AppConfig):
    name = "tests.invented"
    label = "invented"
    verbose_name = "模拟督办"

    def ready(self) -> None:
        from common.cases.case_type import declare
        from tests.invented import cases

        declare(*cases.TYPES)
