from django.apps import AppConfig
from django.core import checks


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "信用档案"

    def ready(self) -> None:
        """Declare the procedures of facts, corrections and publications; enter kinds of rules, help and words."""
        from common.cases.case_type import declare
        from common.cases.hanging import stand_ins
        from records import deadlines, field_help, history_names, history_words, rule_kinds
        from records.corrections import cases as corrections
        from records.facts.checks import kinds_are_registered, kinds_are_whole
        from records.facts.commendations import cases as commendations
        from records.facts.dishonesty import cases as dishonesty
        from records.facts.dishonesty import department_page, onboarding
        from records.facts.dishonesty import history_words as dishonesty_words
        from records.facts.dishonesty import rule_kinds as dishonesty_rules
        from records.facts.judgments import cases as judgments
        from records.facts.models.facts import Fact, fact_kinds
        from records.publications import cases as publications

        stand_ins[Fact] = fact_kinds.values
        checks.register(kinds_are_whole)
        checks.register(kinds_are_registered, checks.Tags.database)
        deadlines.register()
        declare(*dishonesty.TYPES, *judgments.TYPES, *commendations.TYPES)
        declare(*corrections.TYPES, *publications.TYPES)
        dishonesty_rules.register()
        rule_kinds.register()
        field_help.register()
        dishonesty_words.register()
        history_words.register()
        history_names.register()
        department_page.register()
        onboarding.register()
