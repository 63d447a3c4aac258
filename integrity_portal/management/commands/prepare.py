"""Everything between an empty database and a portal that can be opened; safe to repeat."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "迁移数据库、收集静态文件、载入演示数据（PORTAL_DEMO=1）、生成统计"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-static", action="store_true", help="静态文件没有变化，不再收集")

    def handle(self, *args: Any, no_static: bool, **options: Any) -> None:
        self._step("migrate", "数据库结构", interactive=False)
        if not no_static:
            self._step("collectstatic", "静态文件", interactive=False, clear=True)
        if settings.PORTAL_DEMO:
            self._step("load_demo", "演示数据")
        self._step("aggregate", "统计")

    def _step(self, command: str, title: str, **options: Any) -> None:
        if command not in get_commands():
            return
        self.stdout.write(f"正在准备：{title}…")
        call_command(command, verbosity=0, stdout=self.stdout, stderr=self.stderr, **options)
