from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "following"
    verbose_name = "关注"

    def ready(self) -> None:
        """Enter the receivers of what visitors send."""
        from common.cases.case_type import declare
        from following.keys import cases
        from following.keys.services import keeping
        from following.services import taking
        from following.webhooks.services import keeping as webhooks

        declare(*cases.TYPES)
        taking.enter()
        keeping.enter()
        webhooks.enter()
