from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrity_portal.demo.codes import demo_lines


class Command(BaseCommand):
    help = "显示演示账户的口令和现在的动态码（一分钟内有效，用一次）；给出账号则只显示这一个"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", nargs="?", default="", help="账号，如 luru")

    def handle(self, *args: Any, username: str = "", **options: Any) -> None:
        var: Path = settings.VAR
        lines = list(demo_lines(var, username))
        if not lines:
            raise CommandError(
                f"{var} 里没有演示账户{f' {username}' if username else ''}：先运行 make run，或用 PORTAL_VAR 指明数据文件夹"
            )
        for line in lines:
            self.stdout.write(line)
