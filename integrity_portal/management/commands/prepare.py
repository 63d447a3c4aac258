"""Everything between an empty database and a portal that can be opened; safe to repeat."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "迁移数据库、收集静态文件、设立演示账户（PORTAL_DEMO=1）、生成统计；可重复执行"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-static", action="store_true", help="静态文件已在镜像中，不再收集")

    def handle(self, *args: Any, no_static: bool = False, **options: Any) -> None:
        # The subscriber first: it can hold what the office does not send yet, not the other way round.
        if settings.PUBLIC_STORE_URL:
            self._step("migrate_public", "公开库自己的数据库")
        self._step("migrate", "数据库结构", interactive=False)
        if settings.PUBLIC_STORE_URL:
            self._step("migrate_public", "公开库的复制")
        if not no_static:
            self._collect_static()
        if settings.PORTAL_DEMO:
            self._step("load_demo", "演示账户", accounts=True)
        self._step("aggregate", "统计")

    def _step(self, command: str, title: str, **options: object) -> None:
        if command in get_commands():
            self.stdout.write(f"正在准备：{title}…")
            self.stdout.flush()
            call_command(command, verbosity=0, stdout=self.stdout, stderr=self.stderr, **options)

    def _collect_static(self) -> None:
        """Only after a change: hashing and compressing take seconds."""
        mark = settings.STATIC_ROOT / ".fingerprint"
        present = _fingerprint()
        if not mark.exists() or mark.read_text(encoding="utf-8") != present:
            self._step("collectstatic", "静态文件", interactive=False, clear=True)
            mark.write_text(present, encoding="utf-8")


def _fingerprint() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return digest.hexdigest()
