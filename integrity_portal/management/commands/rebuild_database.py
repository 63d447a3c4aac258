"""Empty the database and build its structure anew; the one way out where `migrate` refuses a database."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from integrity_portal.ownership import as_owner

OWN_SCHEMAS = (
    "SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%%' AND nspname <> %s"
)


class Command(BaseCommand):
    help = "清空数据库，按现在的初始迁移重建（1.0 之前）；密钥和 files/ 中的文件不动"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="不再询问")

    def handle(self, *args: Any, yes: bool = False, **options: Any) -> None:
        with as_owner():
            self._rebuild(yes)

    def _rebuild(self, yes: bool) -> None:
        connection.ensure_connection()
        name = connection.settings_dict["NAME"]
        if (
            not yes
            and input(f"数据库 {name} 中的全部数据将被清空，不能恢复。输入 {name} 确认：").strip() != name
        ):
            raise CommandError("未确认，没有作任何改动。")
        self._empty()
        call_command("migrate", verbosity=0, interactive=False, stdout=self.stdout, stderr=self.stderr)
        self.stdout.write("数据库已重建。请启动门户：make run（会载入演示数据；PORTAL_DEMO=0 时不载入）")

    def _empty(self) -> None:
        """Drop every schema of ours at once: after a failure the database is what it was."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(OWN_SCHEMAS, ["information_schema"])
            for (schema,) in cursor.fetchall():
                cursor.execute(f"DROP SCHEMA {schema} CASCADE")
            cursor.execute("CREATE SCHEMA public")
