from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"
    verbose_name = "文书"

    def ready(self) -> None:
        """Declare the procedure of a letter."""
        from letters import cases

        cases.register()
