from django.apps import AppConfig

from common.registry import frame_addresses


class PostingsConfig(AppConfig):
    name = "postings"
    verbose_name = "岗位"

    def ready(self) -> None:
        """Declare deputies, handovers, own access and rule proposals; enter places and words of postings."""
        from common.cases.case_type import declare
        from common.cases.hanging import hanging
        from postings import (
            addresses,
            cases,
            field_help,
            finders,
            history_names,
            lists,
            onboarding,
            open_cases,
            open_matters,
            queues,
        )
        from postings.services.postings import clock_posting

        frame_addresses["switch_posting"] = "postings:switch"
        declare(*cases.TYPES)
        hanging.actor = clock_posting
        lists.register()
        queues.register()
        addresses.register()
        finders.register()
        field_help.register()
        history_names.register()
        open_cases.register()
        open_matters.register()
        onboarding.register()
