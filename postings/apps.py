from django.apps import AppConfig

from common.registry import frame_addresses


class PostingsConfig(AppConfig):
    name = "postings"
    verbose_name = "岗位"

    def ready(self) -> None:
        """Enter lists, places, queues and words of postings, deputies, handovers and rule proposals."""
        from postings import (
            addresses,
            checks,  # noqa: F401  (registers itself)
            field_help,
            finders,
            history_names,
            lists,
            onboarding,
            open_cases,
            open_matters,
            queues,
            sent,
        )

        frame_addresses["switch_posting"] = "postings:switch"
        lists.register()
        queues.register()
        sent.register()
        addresses.register()
        finders.register()
        field_help.register()
        history_names.register()
        open_cases.register()
        open_matters.register()
        onboarding.register()
