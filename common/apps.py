from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "公共机制"

    def ready(self) -> None:
        """Put the places that every app shares on the desk, and what waits to be read."""
        from common import (
            checks,  # noqa: F401  (registers itself)
            history_list,
            history_names,
            notice_list,
            notice_queues,
            projections,
            trail_list,
        )

        projections.register()
        notice_queues.register()
        history_list.register()
        history_names.register()
        notice_list.register()
        trail_list.register()
