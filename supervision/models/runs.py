from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.models.identity import Keyed


class Occasion(models.TextChoices):
    """What set a run off."""

    NIGHTLY = "nightly", "每日定时"
    RERUN = "rerun", "人工重算"
    COMMAND = "command", "命令行"


class RunState(models.TextChoices):
    """How a nightly run went."""

    RUNNING = "running", "进行中"
    OK = "ok", "完成"
    FAILED = "failed", "失败"


class AggregationRunQuerySet(models.QuerySet["AggregationRun"]):
    """Questions put to the nightly runs."""

    def current(self) -> AggregationRun | None:
        """Return the run whose figures are shown; None before the first."""
        return self.filter(is_current=True).first()

    def latest_failure(self) -> AggregationRun | None:
        """Return the newest run when it failed: the figures shown are then older than they should be."""
        newest = self.exclude(state=RunState.RUNNING).first()
        return newest if newest is not None and newest.state == RunState.FAILED else None


class AggregationRun(Keyed):
    """One making of all summaries, kept as a log; the figures of exactly one run are shown.

    `day` is the last Beijing day whose entries count, `data_time` the moment whose state was counted,
    `rows` the cells written, `records`, `public_records` and `promises` what they count in the office and in public.
    """

    kind = models.CharField("由来", max_length=10, choices=Occasion.choices)
    state = models.CharField("状态", max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    day = models.DateField("统计日")
    data_time = models.DateTimeField("数据截至", null=True)
    started_at = models.DateTimeField("开始", auto_now_add=True)
    finished_at = models.DateTimeField("结束", null=True)
    seconds = models.DecimalField("用时（秒）", max_digits=9, decimal_places=3, null=True)
    rows = models.PositiveIntegerField("汇总行数", default=0)
    records = models.PositiveIntegerField("入库记录", default=0)
    public_records = models.PositiveIntegerField("公示中记录", default=0)
    departments = models.PositiveIntegerField("名录部门", default=0)
    promises = models.PositiveIntegerField("登记的承诺", default=0)
    error = models.CharField("未通过的原因", max_length=300, blank=True)
    is_current = models.BooleanField("现用", default=False)

    objects = AggregationRunQuerySet.as_manager()

    class Meta:
        verbose_name = "统计任务"
        verbose_name_plural = "统计任务"
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], name="one_current_run", condition=Q(is_current=True)
            ),
            models.CheckConstraint(
                name="current_run_is_whole",
                condition=Q(is_current=False)
                | Q(state=RunState.OK, data_time__isnull=False, finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="failed_run_says_why", condition=~Q(state=RunState.FAILED) | ~Q(error="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_state_display()}"
