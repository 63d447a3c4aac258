"""Django's `migrate`, as the owner of the tables; the office's own role could not."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from integrity_portal.ownership import as_owner


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            super().handle(*args, **options)
