from django.apps import AppConfig

from common.registry import frame_addresses


class PostingsConfig(AppConfig):
    name = "postings"
    verbose_name = "岗位"

    def ready(self) -> None:
        """Declare deputies, handovers, own access and rule proposals; enter places and words of postings."""
        from common.cases.case_type import declare
        from postings import (
            addresses,
            administrators,
            cases,
            checks,  # noqa: F401  (registers itself)
            consent_kinds,
            field_help,
            finders,
            history_names,
            holidays,
            information_classes,
            lists,
            onboarding,
            open_cases,
            open_matters,
            queues,
            reminders,
        )

        frame_addresses.update(
            switch_posting="postings:switch", next_work="postings:next_work", share="postings:share"
        )
        declare(*cases.TYPES)
        administrators.register()
        lists.register()
        queues.register()
        addresses.register()
        consent_kinds.register()
        finders.register()
        field_help.register()
        history_names.register()
        holidays.register()
        information_classes.register()
        open_cases.register()
        open_matters.register()
        onboarding.register()
        reminders.register()
