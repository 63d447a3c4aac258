from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "信用档案"

    def ready(self) -> None:
        """Put places and queues on the desk, and the kinds of rules in the book."""
        from records import (
            beside,
            desk,
            desk_cases,
            desk_files,
            desk_sent,
            field_help,
            file_rules,
            finders,
            history_names,
            history_words,
            keeping,
            lists,
            rulebook,
        )
        from records.services import moving

        desk.register()
        beside.register()
        desk_cases.register()
        desk_files.register()
        finders.register()
        desk_sent.register()
        keeping.register()
        rulebook.register()
        field_help.register()
        history_words.register()
        history_names.register()
        file_rules.register()
        moving.register()
        lists.register()
