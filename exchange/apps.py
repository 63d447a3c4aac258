from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = "归集与交换"

    def ready(self) -> None:
        from exchange import history_names, lists, open_cases, queues

        open_cases.register()
        lists.register()
        history_names.register()
        queues.register()
