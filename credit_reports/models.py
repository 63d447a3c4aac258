"""A credit report, and the register of its numbers."""

from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.history import track
from common.models.identity import Keyed
from common.roles import AUDITORS, CLOCK, CREDIT_OFFICE, DIRECTORS, OFFICERS
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from credit_reports.vocabulary import GIVEN_OUT, Origin, ReportStatus
from organisations.models import Department
from organisations.scopes import NOTHING, department_scope
from postings.models import Posting

S = ReportStatus
USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
PERHAPS: dict[str, Any] = {**USER, "null": True, "blank": True, "editable": False}
READERS = CREDIT_OFFICE | AUDITORS
NUMBERED = (S.ISSUED, S.REVOKING, S.SUPERSEDED, S.REVOKED)


class ReportSeries(Keyed):
    """The register of one year's reports: the last number given. Only a report that takes the next one moves it."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    last_number = models.PositiveIntegerField("已用序号", default=0)

    class Meta:
        verbose_name = "信用报告登记"
        verbose_name_plural = "信用报告登记"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"BG-{self.year}"


class CreditReportQuerySet(WorkflowQuerySet):
    """Questions put to the reports."""

    def visible_to(self, posting: Actor) -> Self:
        """Return the reports on departments in scope, for the credit office, the auditor and the clock."""
        readers = READERS | CLOCK
        return self.filter(department_scope(posting, "department__") if posting.role in readers else NOTHING)

    def standing(self) -> Self:
        """Return those whose number answers 有效 unless something of them has changed."""
        return self.filter(status__in=GIVEN_OUT)

    def waiting(self) -> Self:
        """Return those that are not made yet, the oldest first."""
        return self.filter(status=S.REQUESTED).order_by("pk")


class CreditReport(Workflow):
    """A report on a department: all that stands in public of it at one moment, with number, digests and signature.

    The files lie where the public site finds them and nowhere else: what ends leaves with them, here stay their digests.
    """

    MATTER = "信用报告的出具和撤销"
    ORDER = 61

    ENDS = {S.SUPERSEDED: End.SUPERSEDED, S.REVOKED: End.VOID, S.FAILED: End.DECLINED}
    ENTER = Verb("申请信用报告", (), S.REQUESTED, CREDIT_OFFICE | CLOCK)
    TRANSITIONS = {
        "issue": Verb("出具", (S.REQUESTED,), S.ISSUED, CREDIT_OFFICE | CLOCK),
        "fail": Verb("不能出具", (S.REQUESTED,), S.FAILED, CREDIT_OFFICE | CLOCK, needs_reason=True),
        "supersede": Verb("内容有变化，失效", GIVEN_OUT, S.SUPERSEDED, CLOCK),
        "ask_revocation": Verb("提出撤销", (S.ISSUED,), S.REVOKING, OFFICERS, needs_reason=True),
        "revoke": Verb("撤销", (S.REVOKING,), S.REVOKED, DIRECTORS, needs_reason=True),
        "keep": Verb("不撤销", (S.REVOKING,), S.ISSUED, DIRECTORS, needs_reason=True),
    }

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="credit_reports", verbose_name="部门"
    )
    origin = models.CharField("申请来自", max_length=8, choices=Origin.choices)
    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="+", verbose_name="经手岗位", editable=False
    )
    status = models.CharField("状态", max_length=10, choices=S.choices, editable=False)
    requested_at = models.DateTimeField("申请时间", auto_now_add=True)
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    series = models.ForeignKey(
        ReportSeries, models.PROTECT, null=True, related_name="reports", verbose_name="登记", editable=False
    )
    serial = models.PositiveIntegerField("序号", null=True, editable=False)
    number = models.CharField("报告编号", max_length=20, blank=True, editable=False)
    made_at = models.DateTimeField("截至时间", null=True, editable=False)
    credit_code = models.CharField("出具时的代码", max_length=18, blank=True, editable=False)
    standing = models.CharField("公开内容摘要", max_length=64, blank=True, editable=False)
    pdf_sha256 = models.CharField("PDF 摘要", max_length=64, blank=True, editable=False)
    json_sha256 = models.CharField("JSON 摘要", max_length=64, blank=True, editable=False)
    files_until = models.DateField("下载截止（不含当日）", null=True, editable=False)
    asked_by = models.ForeignKey(verbose_name="提出撤销的人", **PERHAPS)
    revoked_by = models.ForeignKey(verbose_name="决定撤销的人", **PERHAPS)

    objects = CreditReportQuerySet.as_manager()

    class Meta:
        verbose_name = "信用报告"
        verbose_name_plural = "信用报告"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "serial"], name="credit_report_serial_once"),
            models.UniqueConstraint(
                fields=["number"], name="credit_report_number_once", condition=~Q(number="")
            ),
            models.CheckConstraint(
                name="credit_report_number_whole",
                condition=Q(series=None, serial=None, made_at=None, files_until=None, number="", standing="")
                & ~Q(status__in=NUMBERED)
                | Q(
                    status__in=NUMBERED,
                    series__isnull=False,
                    serial__isnull=False,
                    made_at__isnull=False,
                    files_until__isnull=False,
                    standing__regex=r"^[0-9a-f]{64}$",
                    pdf_sha256__regex=r"^[0-9a-f]{64}$",
                    json_sha256__regex=r"^[0-9a-f]{64}$",
                )
                & ~Q(number=""),
            ),
            models.CheckConstraint(
                name="credit_report_revoked_by_second",
                condition=~Q(status=S.REVOKED)
                | Q(asked_by__isnull=False, revoked_by__isnull=False) & ~Q(revoked_by=F("asked_by")),
            ),
        ]
        indexes = [models.Index(fields=["department", "-made_at"], name="credit_report_of_department")]

    def __str__(self) -> str:
        return self.number or f"{self.department} {self.get_status_display()}"


class ReportReader(Keyed):
    """A reader who asked for a report, and is told under the hash of the query code how far it is: several may wait for one."""

    report = models.ForeignKey(CreditReport, models.PROTECT, related_name="readers", verbose_name="报告")
    token_hash = models.BinaryField("查询码摘要", max_length=32)

    class Meta:
        verbose_name = "等候报告的公众"
        verbose_name_plural = "等候报告的公众"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "token_hash"], name="report_reader_once")]


track(CreditReport, ReportSeries)
