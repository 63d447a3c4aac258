from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "公共机制"

    def ready(self) -> None:
        """Put the places that every app shares on the desk, and what waits to be read."""
        from common import desk_notices, history_list, notice_list

        desk_notices.register()
        history_list.register()
        notice_list.register()
