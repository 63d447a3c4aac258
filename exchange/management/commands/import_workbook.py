from __future__ import annotations

import argparse
import json
import uuid
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from common.errors import ActRefused
from exchange.importers.stages import report
from exchange.models.batches import EXTENTS, IMPORTERS, BatchStatus, ImportKind
from exchange.services.importing import receive, run
from postings.models import Posting
from postings.services import import_posting

CHUNK = 1024 * 1024


class LocalFile:
    """A file on this machine, read in pieces as an upload is."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def chunks(self) -> Iterable[bytes]:
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


class Command(BaseCommand):
    help = "导入机构名录、失信信息归集表、各领域承诺或者失信名单，xlsx 或 CSV；有效的行成为草稿。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "kind",
            choices=ImportKind.values,
            help="；".join(f"{one.value} {one.label}" for one in ImportKind),
        )
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="只核对，不写入；报告与正式导入相同")
        parser.add_argument(
            "--as", dest="posting", metavar="POSTING", help="以哪个岗位导入（岗位编号或账号）；缺省为导入账户"
        )
        parser.add_argument("--as-of", type=_day, help="核对基准日，如 2026-11-23；缺省为今天，失信名单必填")
        parser.add_argument("--source", default="", help="名单来源；失信名单必填")
        parser.add_argument(
            "--extent", default="", choices=["", *dict(EXTENTS)], help="full 全量，changes 变动；失信名单必填"
        )
        parser.add_argument("--report", type=Path, help="把报告写成 JSON 文件")

    def handle(self, *args: Any, **options: Any) -> None:
        path, target = options["file"], options["report"]
        if not path.is_file():
            raise CommandError(f"找不到文件 {path}")
        if target and not target.parent.is_dir():
            raise CommandError(f"报告要写入的目录 {target.parent} 不存在")
        try:
            batch = receive(
                LocalFile(path),
                name=path.name,
                kind=options["kind"],
                by=_posting(options["posting"]),
                as_of=options["as_of"],
                source=options["source"],
                extent=options["extent"],
                dry_run=options["dry_run"],
            )
        except ActRefused as refusal:
            raise CommandError(refusal.message) from refusal
        except OSError as error:
            raise CommandError(f"读取 {path} 或保存文件时出错：{error.strerror}") from error
        run(batch)
        if batch.status != BatchStatus.DONE:
            raise CommandError(batch.message or f"导入{batch.get_status_display()}")
        self._tell(report(batch), target, batch.rejected_path if batch.rejected else None)

    def _tell(self, told: dict[str, Any], target: Path | None, rejected: Path | None) -> None:
        if target:
            target.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        self.stdout.write(
            f"读取 {told['read']} 行：入库 {told['accepted']}，重复 {told['duplicates']}，"
            f"退回 {told['rejected']}，拟变更 {told['proposed']}；提示 {len(told['warnings'])} 条"
        )
        if rejected:
            self.stdout.write(f"退回的行（保留 7 天）：{rejected}")


def _posting(named: str | None) -> Posting:
    """Return the posting by its id, or the importing one of the person who signs in by that name; in force today."""
    if named is None:
        return import_posting()
    found = Posting.objects.select_related("user", "unit", "region").in_force(timezone.localdate())
    try:
        postings = list(found.filter(pk=uuid.UUID(named)))
    except ValueError:
        mine = found.filter(user__username=named, role__in=IMPORTERS)
        postings = list(mine)
    if len(postings) == 1:
        return postings[0]
    if not postings:
        raise CommandError(f"没有可以导入的岗位“{named}”，请写岗位编号或录入员的账号")
    listed = "；".join(f"{posting.pk} {posting}" for posting in postings)
    raise CommandError(f"“{named}”有几个岗位，请写岗位编号：{listed}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} 不是 2026-01-31 这样的日期") from error
