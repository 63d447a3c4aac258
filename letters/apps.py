from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"
    verbose_name = "文书"

    def ready(self) -> None:
        """Declare the procedure of a letter, and the place of the registers of numbers."""
        from common.registry import Place, registry
        from common.roles import CREDIT_OFFICE
        from letters import cases

        place = Place("letter_series", "发文登记", "管理", "letters:series", CREDIT_OFFICE, 47, "发文登记")
        registry.register(place)

        cases.register()
