"""Django's `migrate`, as the owner of the tables; the office's own role could not."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.commands import migrate

from integrity_portal.management.commands.remake_migrations import own_apps
from integrity_portal.ownership import as_owner
from integrity_portal.table_creation import in_one


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        for config in own_apps():
            if not (Path(config.path) / "migrations" / "0001_initial.py").exists():
                continue
            made = import_module(f"{config.name}.migrations.0001_initial").Migration
            made.operations = in_one(made.operations)
        with as_owner():
            super().handle(*args, **options)
