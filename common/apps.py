from django.apps import AppConfig
from django.core import checks


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "公共机制"

    def ready(self) -> None:
        """Put the places that every app shares into the sidebar, what waits to be read, and the check of procedures."""
        from common import (
            act_checks,
            history_list,
            history_names,
            notice_list,
            notice_queues,
            projections,
            trail_list,
        )
        from common.cases.checks import check_case_types
        from common.cases.hanging import end_hanging_cases
        from common.deadlines.kinds import check_kinds
        from common.ends import on_end

        checks.register(act_checks.causes_are_acts)
        checks.register(check_kinds)
        projections.register()
        notice_queues.register()
        history_list.register()
        history_names.register()
        notice_list.register()
        trail_list.register()
        on_end["hanging cases"] = end_hanging_cases
        checks.register(check_case_types)
