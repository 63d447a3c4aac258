"""Change the keys of encrypted columns: a new key, everything under it, the old ones dropped."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common.errors import ActRefused
from common.trail import write_notable
from integrity_portal import key_rotation
from integrity_portal.key_rotation import Progress
from integrity_portal.secrets import add_field_key, drop_old_field_keys
from postings.services import clock_posting

SHOWN = 5


class Command(BaseCommand):
    help = "把全部加密的号码改用第一个密钥（FIELD_KEYS）加密；可中断，可重复执行。步骤见运行手册「密钥」"

    def add_arguments(self, parser: ArgumentParser) -> None:
        step = parser.add_mutually_exclusive_group()
        step.add_argument("--new-key", action="store_true", help="第一步：在密钥文件最前面加一个新密钥")
        step.add_argument("--drop-old", action="store_true", help="最后一步：从密钥文件去掉旧密钥")

    def handle(self, *args: Any, new_key: bool = False, drop_old: bool = False, **options: Any) -> None:
        if new_key:
            self._add()
        elif drop_old:
            self._drop()
        else:
            self._rotate()

    def _add(self) -> None:
        _need_key_file("把新密钥加在它的最前面，逗号分隔")
        count = add_field_key(settings.VAR)
        self.stdout.write(
            f"已加入新密钥，现有 {count} 个。请先备份密钥文件，重新启动门户（旧进程不认识新密钥），"
            "再执行 manage.py rotate_keys。"
        )

    def _rotate(self) -> None:
        try:
            columns = key_rotation.rotate(self._tell)
        except ActRefused as trouble:
            raise CommandError(trouble.message) from trouble
        _note(columns)
        unreadable = [column for column in columns if column.unreadable]
        if unreadable:
            raise CommandError("；".join(map(_unreadable, unreadable)) + "。旧密钥一个也不能去掉。")
        changed, total = sum(one.changed for one in columns), sum(one.total for one in columns)
        self.stdout.write(
            f"完成：共 {total:,} 个密文，本次重新加密 {changed:,} 个，全部可以用第一个密钥读出。"
        )

    def _tell(self, progress: Progress) -> None:
        self.stdout.write(
            f"{progress.label}：{progress.done:,} / {progress.total:,}，重新加密 {progress.changed:,}"
        )
        self.stdout.flush()

    def _drop(self) -> None:
        _need_key_file("确认 rotate_keys 已完成后，从中去掉第一个以外的密钥")
        try:
            behind = key_rotation.columns_behind()
        except ActRefused as trouble:
            raise CommandError(trouble.message) from trouble
        if behind:
            told = "；".join(f"{label} {count:,} 个" for label, count in behind.items())
            raise CommandError(f"还有密文离不开旧密钥：{told}。请先执行 manage.py rotate_keys。")
        count = drop_old_field_keys(settings.VAR, settings.FIELD_KEYS[0])
        self.stdout.write(
            f"已去掉 {count} 个旧密钥，请重新启动门户。更早的数据库备份仍要靠旧密钥读出：旧密钥随备份保存，备份销毁后再销毁。"
        )


def _need_key_file(remedy: str) -> None:
    if os.environ.get("FIELD_KEYS"):
        raise CommandError(f"密钥来自环境变量 FIELD_KEYS，不在数据文件夹里：请{remedy}（运行手册「密钥」）。")


def _unreadable(progress: Progress) -> str:
    named = "、".join(str(key) for key in progress.unreadable[:SHOWN])
    more = "…" if len(progress.unreadable) > SHOWN else ""
    return f"{progress.label} 有 {len(progress.unreadable):,} 个密文用现有的密钥都解不开（{named}{more}），请补上加密它们的密钥后再执行"


def _note(columns: list[Progress]) -> None:
    """Write the run to the trail: numbers alone."""
    clock = clock_posting()
    counts = {
        one.label: {"changed": one.changed, "kept": one.kept, "unreadable": len(one.unreadable)}
        for one in columns
    }
    write_notable(clock, "rotate_keys", by=clock, reason="加密的号码改用第一个密钥加密", **counts)
