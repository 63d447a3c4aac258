from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "信用档案"

    def ready(self) -> None:
        """Enter lists, places, queues, kinds of rules and words of facts, corrections and publications."""
        from records import (
            acts,
            case_files,
            deadlines,
            department_page,
            field_help,
            finders,
            history_names,
            history_words,
            lists,
            onboarding,
            open_cases,
            open_matters,
            queues,
            rule_kinds,
            sent,
        )
        from records.corrections import acts as correction_acts
        from records.corrections import queues as correction_queues
        from records.facts import case_tabs

        deadlines.register()
        acts.declare()
        correction_acts.declare()
        lists.register()
        queues.register()
        case_tabs.register()
        correction_queues.register()
        sent.register()
        case_files.register()
        open_cases.register()
        finders.register()
        rule_kinds.register()
        field_help.register()
        history_words.register()
        history_names.register()
        open_matters.register()
        department_page.register()
        onboarding.register()
