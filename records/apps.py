from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "信用档案"

    def ready(self) -> None:
        """Declare the procedures of facts, corrections and publications; enter kinds of rules, help and words."""
        from common.cases.case_type import declare
        from common.cases.hanging import stand_ins
        from records import (
            deadlines,
            department_page,
            field_help,
            history_names,
            history_words,
            onboarding,
            rule_kinds,
        )
        from records.corrections import cases as corrections
        from records.facts import cases as facts
        from records.facts.models.facts import Fact, fact_kinds
        from records.publications import cases as publications

        stand_ins[Fact] = fact_kinds.values
        deadlines.register()
        declare(*facts.TYPES, *corrections.TYPES, *publications.TYPES)
        rule_kinds.register()
        field_help.register()
        history_words.register()
        history_names.register()
        department_page.register()
        onboarding.register()
