from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.ends import Ends
from common.models import RuleValue
from common.roles import CLOCK, CREDIT_OFFICE, REPRESENTATIVES
from common.trail import Actor
from common.workflow import Verb, Workflow
from exchange.models.batches import IMPORTERS, ImportBatch, WithFile
from organisations.models import Department
from organisations.scopes import department_scope

REPORTERS = IMPORTERS | REPRESENTATIVES


class DutyStatus(models.TextChoices):
    """Whether a unit has reported for its quarter."""

    PENDING = "pending", "待报"
    REPORTED = "reported", "已报"
    NIL = "nil", "零报告"


S = DutyStatus


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """Return the first and the last day of a quarter."""
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return date(year, quarter * 3 - 2, 1), following - timedelta(days=1)


def quarter_before(day: date) -> tuple[int, int]:
    """Return (year, quarter) of the last quarter that was over on `day`."""
    quarter = (day.month - 1) // 3
    return (day.year, quarter) if quarter else (day.year - 1, 4)


class DutyQuerySet(WithFile):
    """Questions put to reporting duties."""

    def visible_to(self, posting: Actor) -> DutyQuerySet:
        """Return the duties of units in the posting's scope."""
        return self.filter(department_scope(posting, "unit__"))

    def pending(self) -> DutyQuerySet:
        """Return those that wait for a return or a nil statement."""
        return self.filter(status=S.PENDING)

    def passed(self, day: date) -> DutyQuerySet:
        """Return those that wait although their last day is over（迟报清单）."""
        return self.pending().filter(due_on__lt=day)


class ReportingDuty(Workflow):
    """What a unit owes for a quarter: a return, or the statement that there is nothing（归集报送任务）.

    苏政发〔2023〕55号 二(二): 常态化归集; rules.md 0.2m.
    """

    MATTER = "采集：按季报送、零报告、退回重报和催报"
    ORDER = 55

    unit = models.ForeignKey(
        Department, models.PROTECT, related_name="reporting_duties", verbose_name="报送单位"
    )
    year = models.PositiveSmallIntegerField("年")
    quarter = models.PositiveSmallIntegerField("季度")
    due_on = models.DateField("截止日期")
    rule = models.ForeignKey(RuleValue, models.PROTECT, related_name="+", verbose_name="期限规则")
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.PENDING, editable=False)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, related_name="duties", verbose_name="导入批次"
    )
    statement = models.CharField("零报告说明", max_length=300, blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    filed_on = models.DateField("报送日期", null=True)
    created_at = models.DateTimeField("生成时间", default=timezone.now)
    shown_file: str
    """The file's name as `with_file_for` lets the reader have it."""

    objects = DutyQuerySet.as_manager()

    ENDS: ClassVar[Ends] = {}
    ENTER = Verb("生成报送任务", (), S.PENDING, CLOCK)
    TRANSITIONS = {
        "report": Verb("登记已报", (S.PENDING, S.NIL), S.REPORTED, IMPORTERS | CLOCK),
        "report_nil": Verb("零报告", (S.PENDING,), S.NIL, REPORTERS),
        "reopen": Verb("退回重报", (S.REPORTED, S.NIL), S.PENDING, CREDIT_OFFICE, needs_reason=True),
        "unfile": Verb("报送批次撤回", (S.REPORTED,), S.PENDING, IMPORTERS),
        "remind": Verb("催报", (S.PENDING,), "", CREDIT_OFFICE),
    }

    class Meta:
        verbose_name = "归集报送任务"
        verbose_name_plural = "归集报送任务"
        ordering = ["-year", "-quarter", "unit__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "quarter"], name="duty_once_a_quarter"),
            models.UniqueConstraint(fields=["unit", "batch"], name="batch_fulfils_one_duty"),
            models.CheckConstraint(name="duty_of_a_quarter", condition=Q(quarter__gte=1, quarter__lte=4)),
            models.CheckConstraint(
                name="duty_filed_whole",
                condition=Q(
                    status=S.PENDING,
                    batch__isnull=True,
                    statement="",
                    filed_by__isnull=True,
                    filed_on__isnull=True,
                )
                | Q(
                    status=S.REPORTED,
                    batch__isnull=False,
                    statement="",
                    filed_by__isnull=False,
                    filed_on__isnull=False,
                )
                | (
                    Q(status=S.NIL, batch__isnull=True, filed_by__isnull=False, filed_on__isnull=False)
                    & ~Q(statement="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"

    @property
    def period(self) -> str:
        """Return the quarter in words: 2026 年第 3 季度."""
        return f"{self.year} 年第 {self.quarter} 季度"

    @property
    def days(self) -> tuple[date, date]:
        """Return the quarter's first and last day."""
        return quarter_days(self.year, self.quarter)

    def word(self, today: date) -> str:
        """Return where the duty stands; 逾期 only by a settled rule, otherwise the clock merely reminds."""
        if not self.is_late(today):
            return str(self.get_status_display())
        return f"逾期{self.get_status_display()}" if self.filed_on else "逾期"

    def is_late(self, today: date) -> bool:
        """Say whether it was filed, or waits, past a day that a settled rule gave（rules.md 0.2m）."""
        return self.rule.is_settled and (self.filed_on or today) > self.due_on

    def by_when(self) -> str:
        """Return its day as reminders say it, with the mark of a rule that nobody has confirmed."""
        return f"{self.due_on}{self.rule.doubt}"
