from django.apps import AppConfig


class InventedConfig(AppConfig):
    name = "tests.invented"
    label = "invented"
    verbose_name = "模拟督办"

    def ready(self) -> None:
        from common.cases.case_type import declare
        from common.deadlines.kinds import deadline_kinds
        from records.models import Hold
        from tests.invented import cases
        from tests.invented.deadlines import ANSWER
        from tests.invented.models import HOLD, RELEASES

        deadline_kinds.register(ANSWER)
        Hold.allow(HOLD, RELEASES)
        declare(*cases.TYPES)
