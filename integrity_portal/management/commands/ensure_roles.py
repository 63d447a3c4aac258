from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection

from disclosure import wall
from integrity_portal.ownership import as_owner


class Command(BaseCommand):
    help = "建立或更新公开站点的数据库角色，并重新授权。可以重复执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            self._ensure()

    def _ensure(self) -> None:
        try:
            wall.ensure_role(connection)
        except ProgrammingError as fault:
            raise CommandError(
                f"不能建立或修改角色 {wall.settings.PUBLIC_DB_ROLE}：{fault}。"
                "请用有 CREATEROLE 权限、且建立过该角色的数据库账号执行。"
            ) from fault
        wall.after_migrate(connection.alias)
        self.stdout.write(f"角色 {wall.settings.PUBLIC_DB_ROLE} 就绪，只能读取模式 open")
