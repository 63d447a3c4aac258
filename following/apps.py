from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "following"
    verbose_name = "关注"

    def ready(self) -> None:
        """Enter the receivers of what visitors send."""
        from following.services import taking

        taking.enter()
