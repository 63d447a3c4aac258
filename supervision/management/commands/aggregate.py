"""`manage.py aggregate`: the nightly figures, now."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from common.errors import ActRefused
from supervision import aggregation
from supervision.models.runs import AggregationRun, RunState


def a_date(text: str) -> date:
    """Return the day that the option names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-11-23 的样子") from None


class Command(BaseCommand):
    help = "重新汇总统计：内部统计、部门年度、逐日合计和公开统计"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--date",
            type=a_date,
            help="统计到哪一天（YYYY-MM-DD，含当日录入的记录），默认今天",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = aggregation.run(options["date"])
        except ActRefused as refusal:
            raise CommandError(refusal.message) from refusal
        if made.state == RunState.FAILED:
            shown = AggregationRun.objects.current()
            still = f"仍显示 {moment(shown)} 的统计" if shown else "还没有可显示的统计"
            raise CommandError(f"{made.error}；{still}")
        self.stdout.write(
            f"统计完成：{made.day}，数据截至 {moment(made)}\n"
            f"入库记录 {made.records:,} 条，公示中 {made.public_records:,} 条，名录部门 {made.departments:,} 个；"
            f"汇总 {made.rows:,} 行，用时 {made.seconds} 秒"
        )


def moment(run: AggregationRun) -> str:
    """Return the run's data time as Beijing reads it."""
    return f"{timezone.localtime(run.data_time):%Y-%m-%d %H:%M:%S}"
