from collections.abc import Sequence
from datetime import date

from django.db import models
from django.db.models import Q

from organisations.models.departments import Department
from policy.vocabulary import PublicationKind
from records.facts.judgments.vocabulary import Outcome
from records.facts.models.four_eyes import (
    LATER,
    UNFINISHED,
    dates_in_order,
    four_eyes_constraint,
    whole_constraint,
)
from records.facts.models.reviewed_facts import ReviewedFact
from records.querysets import FactQuerySet


class LostJudgment(ReviewedFact):
    """A case that a department lost, or refuses to perform（败诉与拒不执行）.

    A lost case is never counted as dishonesty by itself; 拒不执行 needs the court's own announcement.
    苏政发〔2023〕55号 二(三); 行政诉讼法 96; rules.md 0.2i
    """

    MATTER = "采集和审核：行政诉讼败诉、拒不执行生效裁判"
    ORDER = 10

    department = models.ForeignKey(Department, models.PROTECT, verbose_name="部门", related_name="judgments")
    outcome = models.CharField("类型", max_length=10, choices=Outcome.choices)
    case_number = models.CharField("案号", max_length=120)
    case_key = models.CharField(max_length=120)
    court = models.CharField("法院", max_length=200)
    summary = models.TextField("裁判要旨")
    decided_on = models.DateField("裁判日期", **LATER)
    effective_on = models.DateField("生效日期", **LATER)
    document_url = models.URLField("裁判文书网链接", blank=True)
    announcement_number = models.CharField("法院公告文号", max_length=120, blank=True)
    announced_on = models.DateField("法院公告日期", null=True, blank=True)

    objects = FactQuerySet.as_manager()

    KIND = PublicationKind.JUDGMENT
    TAKES_NOTE = True
    NUMBER, NUMBER_KEY, FINDER, SAME = "case_number", "case_key", "court", ("outcome",)
    CORRECTABLE = (
        *("case_number", "court", "summary", "decided_on", "effective_on"),
        *("document_url", "announcement_number", "announced_on"),
    )
    ASKED = ("outcome", "court", "summary", "decided_on", "effective_on")
    TOLD, TOLD_AS = ("summary",), "裁判要旨"
    SHOWN = ("outcome", "document_url", "announcement_number", "announced_on")
    NUMBER_WORD = "案号"
    CORRECTED_TOPIC = "lostjudgment.corrected"
    WITHDRAWN_TOPIC = "lostjudgment.withdrawn"

    class Meta:
        verbose_name = "败诉与拒不执行"
        verbose_name_plural = "败诉与拒不执行"
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_key", "department", "outcome"],
                name="judgment_live_once",
                condition=~Q(status__in=["void", "withdrawn"]) & ~Q(outcome=""),
            ),
            whole_constraint(
                "judgment_whole_from_review_on",
                *("outcome", "court", "summary"),
                days=("decided_on", "effective_on"),
            ),
            models.CheckConstraint(
                name="refusal_needs_announcement",
                condition=Q(status__in=UNFINISHED)
                | ~Q(outcome=Outcome.REFUSED)
                | (~Q(announcement_number="") & Q(announced_on__isnull=False)),
            ),
            dates_in_order("judgment_effective_after_decided", "decided_on", "effective_on"),
            four_eyes_constraint("judgment_four_eyes"),
        ]

    @property
    def is_listed(self) -> bool:
        """Say whether the court has announced that the debtor refuses."""
        return bool(self.announcement_number)

    def __str__(self) -> str:
        return f"{self.case_number} {self.get_outcome_display()}".strip()

    def heading_text(self) -> str:
        """Return the kind and the case."""
        return f"{self.get_outcome_display()}：{self.court}{self.case_number}"

    def asked(self) -> Sequence[str]:
        """Return what 提交复核 asks for: of 拒不执行 the court's own announcement, too（rules.md 0.2i）."""
        announced = ("announcement_number", "announced_on") if self.outcome == Outcome.REFUSED else ()
        return (*self.ASKED, *announced)

    def faults(self, today: date) -> dict[str, str]:
        """Return by field what the constraints would refuse, in words."""
        wrong: dict[str, str] = {}
        if not (self.decided_on and self.effective_on):
            return super().faults(today)
        if self.decided_on > today:
            wrong["decided_on"] = "裁判日期不能晚于今天"
        if self.effective_on < self.decided_on:
            wrong["effective_on"] = "生效日期不能早于裁判日期"
        if self.outcome == Outcome.REFUSED and not (self.announcement_number and self.announced_on):
            wrong["announcement_number"] = "拒不执行须有法院公告的文号和日期"
        return super().faults(today) | wrong
