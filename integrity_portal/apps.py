from django.apps import AppConfig, apps
from django.conf import settings
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate


class IntegrityPortalConfig(AppConfig):
    name = "integrity_portal"
    verbose_name = "政务诚信门户"

    def ready(self) -> None:
        """Refuse a database of another make; let the wall come down before the first migration, up after the last."""
        from common.context import demo_progress
        from common.registry import frame_addresses
        from disclosure import wall
        from integrity_portal import database_rights, schema_stamp
        from integrity_portal.demo import progress

        frame_addresses["demo_loading"] = "demo_loading"
        demo_progress[:] = [progress.read] if settings.PORTAL_SIDE == "office" else []
        checks.register(database_rights.check_guards, checks.Tags.database)
        # One sender stands for all: pre_migrate is sent before any migration runs, post_migrate after all.
        sender = apps.get_app_config("disclosure")
        pre_migrate.connect(database_rights.before_migrate, sender=sender, dispatch_uid="server-set-up")
        pre_migrate.connect(schema_stamp.before_migrate, sender=sender, dispatch_uid="schema-stamp")
        pre_migrate.connect(wall.before_migrate, sender=sender, dispatch_uid="wall-down")
        post_migrate.connect(wall.after_migrate, sender=sender, dispatch_uid="wall-up")
        post_migrate.connect(database_rights.after_migrate, sender=sender, dispatch_uid="office-rights")
