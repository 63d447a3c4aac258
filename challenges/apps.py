from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "challenges"
    verbose_name = "源文书变动"

    def ready(self) -> None:
        """Declare the remedies against source documents, with their clocks and rules."""
        from challenges import cases
        from common.cases.case_type import declare

        cases.register()
        declare(*cases.TYPES)
