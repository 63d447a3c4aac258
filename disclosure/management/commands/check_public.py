"""`manage.py check_public`: store and definition compared row by row."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from common import projections
from disclosure.store.check import Difference, check
from disclosure.store.refresh import refresh_all


class Command(BaseCommand):
    help = "逐行核对公开库与办理结果；有不一致的逐条列出并以错误结束"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="先按办理结果改正公开库，再核对")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["mend"]:
            with transaction.atomic():
                self.stdout.write(f"已按办理结果改正 {refresh_all()} 行")
                projections.changed()
        found = check()
        for difference in found:
            self.stderr.write(str(difference))
        if found:
            raise CommandError(f"公开库与办理结果有 {len(found)} 处不一致；{_way_out(found)}")
        self.stdout.write("公开库与办理结果一致")


def _way_out(found: list[Difference]) -> str:
    """Return by which command what differs can be set right: a copy is made anew from the office's store."""
    of_copy = [difference for difference in found if difference.fault == "copy"]
    ways = ["核实后可用 --mend 改正"] if len(of_copy) < len(found) else []
    return "；".join([*ways, *(["公开库自己的数据库用 migrate_public --recopy 重新复制"] if of_copy else [])])
