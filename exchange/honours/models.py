from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.ends import End
from common.models.identity import Keyed
from common.roles import ALL_SEEING_ROLES, CREDIT_OFFICE, Role
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from discipline.models import Measure
from exchange.honours.vocabulary import CheckStatus, Outcome
from organisations.models import Department, Region
from records.facts.models.facts import acts_ending

S = CheckStatus
TOLD = (S.ANSWERED, S.TO_REPORT, S.REPORTED)
"""The states in which an answer was given, whose ground may fall, also of one row after another."""

FALLEN = (S.TO_REPORT, S.REPORTED)


class CheckQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return the checks that the posting itself asked for, and those of the offices in a director's region.

        Of these an officer has what was to be told to the awarding body: whoever is there tells it.
        What was answered to one scope is never shown to a narrower one.
        """
        if posting.role in ALL_SEEING_ROLES:
            return self.all()
        seen = Q(asked_through=posting.pk)
        if posting.role in CREDIT_OFFICE and posting.region is not None:
            within = Q(region__path__startswith=posting.region.path)
            seen |= within if posting.role == Role.DIRECTOR else within & Q(status__in=FALLEN)
        return self.filter(seen)


class HonourCheck(Workflow):
    """A check of the bodies proposed for an award（荣誉资格核查）, as of the award's own cut-off day, with a number.

    苏政发〔2023〕55号 二(四); procedures.md 14
    """

    MATTER = "荣誉资格的核查和答复"
    ORDER = 33

    number = models.CharField("核查编号", max_length=40, unique=True, editable=False)
    award = models.CharField("评选名称", max_length=200)
    awarding_body = models.CharField("评选机关", max_length=200)
    request = models.CharField("请求核查的文书", max_length=200)
    cutoff_on = models.DateField("截止日")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="核查人"
    )
    asked_through = models.UUIDField("核查人的岗位", editable=False)
    asked_at = models.DateTimeField("核查时间", auto_now_add=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, related_name="+", verbose_name="核查人的地区"
    )
    report_document = models.CharField("更正告知的文书", max_length=300, blank=True)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.READ, editable=False)

    objects = CheckQuerySet.as_manager()

    ENDS = {S.REPORTED: End.CONCLUDED, S.DROPPED: End.CANCELLED}
    ENTER = Verb("提交名单", (), S.READ, CREDIT_OFFICE)
    TRANSITIONS = {
        "answer": Verb("答复", (S.READ,), S.ANSWERED, CREDIT_OFFICE),
        "drop": Verb("放弃", (S.READ,), S.DROPPED, CREDIT_OFFICE),
        "overturn": Verb(
            "答复的依据已终止",
            (S.ANSWERED, S.REPORTED),
            S.TO_REPORT,
            frozenset(),
            needs_reason=True,
            caused_by=acts_ending(End.WITHDRAWN, End.TOLERATED),
        ),
        "overturn_further": Verb(
            "答复的又一依据已终止",
            (S.TO_REPORT,),
            "",
            frozenset(),
            needs_reason=True,
            caused_by=acts_ending(End.WITHDRAWN, End.TOLERATED),
        ),
        "report": Verb("登记更正告知", (S.TO_REPORT,), S.REPORTED, CREDIT_OFFICE, needs_reason=True),
    }

    class Meta:
        verbose_name = "荣誉资格核查"
        verbose_name_plural = "荣誉资格核查"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="honour_check_reported_by_document",
                condition=~Q(status=S.REPORTED) | ~Q(report_document=""),
            )
        ]

    def __str__(self) -> str:
        return self.number


class Candidate(Keyed):
    """One body of a check: what stood in the row, which department it is, what was answered."""

    check_case = models.ForeignKey(HonourCheck, models.PROTECT, related_name="rows", verbose_name="核查")
    row = models.PositiveIntegerField("行号")
    name = models.CharField("单位名称", max_length=200, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name="名录中的部门"
    )
    outcome = models.CharField("答复", max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+", verbose_name="惩戒措施")
    until = models.DateField("受限至（最后一日）", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "核查名单的一行"
        verbose_name_plural = "核查名单"
        ordering = ["check_case", "row"]
        constraints = [
            models.UniqueConstraint(fields=["check_case", "row"], name="candidate_row_once"),
            models.CheckConstraint(
                name="candidate_barred_by_a_measure",
                condition=Q(outcome=Outcome.BARRED, measure__isnull=False, until__isnull=False)
                | ~Q(outcome=Outcome.BARRED) & Q(measure__isnull=True, until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.name}"
