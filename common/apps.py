from django.apps import AppConfig
from django.core import checks


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "公共机制"

    def ready(self) -> None:
        """Put the places that every app shares on the desk, and what waits to be read."""
        from common import history_list, history_names, notice_list, notice_queues, trail_list
        from common.deadlines.kinds import check_kinds

        checks.register(check_kinds)
        notice_queues.register()
        history_list.register()
        history_names.register()
        notice_list.register()
        trail_list.register()
