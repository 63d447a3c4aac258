from datetime import date

from django.apps import AppConfig


class ReceivingConfig(AppConfig):
    name = "tests.intake.receiving"

    def ready(self) -> None:
        from intake import receivers
        from intake.services.answering import answer_to

        receivers.register(
            "invented_kind",
            "虚构来件",
            lambda message: answer_to(message, f"已收到：{message.payload['text']}", until=date(2099, 1, 1)),
        )
