from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "信用档案"

    def ready(self) -> None:
        """Put places and queues on the desk, and the kinds of rules in the book."""
        from records import desk, keeping, rulebook
        from records.services import moving

        desk.register()
        keeping.register()
        rulebook.register()
        moving.register()
