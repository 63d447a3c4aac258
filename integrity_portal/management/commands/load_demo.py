from __future__ import annotations

import os
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from common.errors import ActRefused
from integrity_portal.demo import journey, progress
from integrity_portal.demo.parts import Units, begin, parts
from integrity_portal.demo.progress import Progress
from postings.models import Posting


class Command(BaseCommand):
    help = "装载演示数据：模拟名录与季度归集表，由演示人员按真实流程办理。可以重复执行，不会重复写入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accounts", action="store_true", help="只导入名录、设立演示账户，其余留给后台任务"
        )

    def handle(self, *args: Any, accounts: bool = False, **options: Any) -> None:
        today = timezone.localdate()
        if accounts:
            self._begin()
            return
        try:
            self._load(today)
        except ActRefused:
            if timezone.localdate() == today:
                raise
            self._load(timezone.localdate())  # midnight came between two acts of one case

    def _begin(self) -> tuple[dict[str, Posting], Units]:
        return begin(settings.VAR, os.environ.get("PORTAL_DEMO_PASSWORD", ""), self._import)

    def _load(self, today: date) -> None:
        made = parts(settings.VAR, *self._begin(), today, self._import)
        for number, part in enumerate(made, 1):
            progress.tell(Progress(number, len(made), part.title))
            part.make()
        progress.tell(Progress(len(made), len(made), "", is_over=True))
        self.stdout.write(
            f"演示数据就绪：{journey.on_file().count()} 条失信记录，{journey.published_count()} 次公示"
        )

    def _import(self, kind: str, source: Path, *extra: str) -> None:
        call_command("import_workbook", kind, str(source), *extra, stdout=self.stdout)
