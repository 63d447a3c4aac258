from django.apps import AppConfig
from django.core import checks


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "公共机制"

    def ready(self) -> None:
        """Put the places that every app shares into the sidebar, what waits to be read, and the check of procedures."""
        from common import act_checks, history_names, notice_queues, projections, waiting
        from common.cases.checks import check_case_types
        from common.cases.hanging import end_hanging_cases
        from common.deadlines.kinds import check_kinds
        from common.ends import on_end
        from common.history_list import HISTORY
        from common.lists.spec import lists
        from common.notice_list import NOTICES
        from common.trail_list import TRAIL

        checks.register(act_checks.causes_are_acts)
        checks.register(check_kinds)
        projections.register()
        waiting.register()
        notice_queues.register()
        history_names.register()
        lists.update({spec.key: spec for spec in (HISTORY, NOTICES, TRAIL)})
        on_end["hanging cases"] = end_hanging_cases
        checks.register(check_case_types)
