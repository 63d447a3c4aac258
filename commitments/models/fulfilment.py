from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from commitments.models.commitments import PERHAPS, USER, Commitment
from commitments.querysets import DisputeQuerySet
from commitments.vocabulary import ChangeGround, ChangeStatus, Compensation, DisputeKind, Inheritance
from common.models.identity import Keyed
from organisations.models import Department

REFUSED_GROUNDS = (
    ChangeGround.NEW_TERM,
    ChangeGround.NEW_PERSON,
    ChangeGround.REORGANISED,
    ChangeGround.NEW_BORDERS,
    ChangeGround.INTERNAL_FLOW,
)
"""What never is a ground. 优化营商环境条例 31; 保障中小企业款项支付条例 12"""


class Instalment(Keyed):
    """One part of a promise: what, how much, until when; what of it is disputed bears no interest."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="instalments", verbose_name="承诺"
    )
    ordinal = models.PositiveSmallIntegerField("期次")
    matter = models.CharField("事项", max_length=300)
    amount = models.DecimalField("应付金额", max_digits=18, decimal_places=2, null=True, blank=True)
    disputed = models.DecimalField("有争议的金额", max_digits=18, decimal_places=2, default=Decimal(0))
    agreed_on = models.DateField("约定期限", null=True, blank=True)
    starts_on = models.DateField("起算之日", null=True, blank=True)
    start_event = models.CharField("起算事由", max_length=100, blank=True)
    due_on = models.DateField("到期日", null=True, blank=True)
    done_on = models.DateField("履行完毕之日", null=True, blank=True)

    class Meta:
        verbose_name = "分期"
        verbose_name_plural = "分期"
        ordering = ["commitment", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "ordinal"], name="instalment_once"),
            models.CheckConstraint(
                name="instalment_sums_in_order",
                condition=Q(disputed__gte=0)
                & (Q(amount=None, disputed=0) | Q(amount__gte=0, disputed__lte=F("amount"))),
            ),
            models.CheckConstraint(
                name="instalment_start_whole",
                condition=Q(starts_on=None, start_event="") | Q(starts_on__isnull=False) & ~Q(start_event=""),
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.ordinal} 期"

    @property
    def paid(self) -> Decimal:
        """Return the sum of what was paid of it."""
        return sum((one.amount or Decimal(0) for one in self.fulfilments.all()), Decimal(0))

    @property
    def unpaid(self) -> Decimal:
        """Return what of its sum is still owed."""
        return (self.amount or Decimal(0)) - self.paid

    def is_late(self, today: date) -> bool:
        """Say whether its day passed before it was done, or is over by now."""
        return self.due_on is not None and self.due_on < (self.done_on or today)


class Fulfilment(Keyed):
    """What was done of an instalment: on which day, how much, proved by what."""

    instalment = models.ForeignKey(
        Instalment, models.PROTECT, related_name="fulfilments", verbose_name="分期"
    )
    done_on = models.DateField("履行日期")
    amount = models.DecimalField("支付金额", max_digits=18, decimal_places=2, null=True, blank=True)
    document = models.CharField("凭证", max_length=300)
    entered_by = models.ForeignKey(verbose_name="登记人", **USER)

    class Meta:
        verbose_name = "履行"
        verbose_name_plural = "履行"
        ordering = ["done_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="fulfilment_proved", condition=~Q(document="") & (Q(amount=None) | Q(amount__gt=0))
            )
        ]

    def __str__(self) -> str:
        return f"{self.done_on} {self.document}"


class Change(Keyed):
    """A change of a promise: on which ground, by which documents, with which compensation, and what was decided.

    苏政发〔2023〕55号 三(四); 优化营商环境条例 31
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="changes", verbose_name="承诺")
    ground = models.CharField("事由", max_length=12, choices=ChangeGround.choices)
    article = models.CharField("法定依据", max_length=300)
    authority_document = models.CharField("法定权限和程序的文件", max_length=300)
    authority_on = models.DateField("文件日期")
    loss = models.CharField("对方损失的评估", max_length=1000)
    compensation = models.CharField("补偿的依据", max_length=10, choices=Compensation.choices)
    compensation_document = models.CharField("补偿协议、评估报告或者裁判文书", max_length=300, blank=True)
    compensation_amount = models.DecimalField(
        "补偿金额", max_digits=18, decimal_places=2, null=True, blank=True
    )
    compensated_on = models.DateField("补偿支付日期", null=True, blank=True)
    new_agreed_on = models.DateField("变更后的期限", null=True, blank=True)
    ends_promise = models.BooleanField("不再履行", default=False)
    asked_by = models.ForeignKey(verbose_name="提出人", **USER)
    asked_on = models.DateField("提出日期")
    status = models.CharField("决定", max_length=8, choices=ChangeStatus.choices, default=ChangeStatus.ASKED)
    decided_by = models.ForeignKey(verbose_name="决定人", **PERHAPS)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    answer = models.CharField("决定理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "承诺变更"
        verbose_name_plural = "承诺变更"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], name="change_one_open", condition=Q(status=ChangeStatus.ASKED)
            ),
            models.CheckConstraint(
                name="change_has_a_ground",
                condition=~Q(ground__in=REFUSED_GROUNDS) & ~Q(article="") & ~Q(authority_document=""),
            ),
            models.CheckConstraint(
                name="change_compensation_by_document",
                condition=Q(compensation=Compensation.NONE, compensation_amount=None)
                | ~Q(compensation=Compensation.NONE) & ~Q(compensation_document=""),
            ),
            models.CheckConstraint(
                name="change_is_one_way",
                condition=Q(ends_promise=True, new_agreed_on=None)
                | Q(ends_promise=False, new_agreed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="change_decided_by_another",
                condition=Q(status=ChangeStatus.ASKED, decided_by=None, decided_on=None)
                | ~Q(status=ChangeStatus.ASKED)
                & Q(decided_by__isnull=False, decided_on__isnull=False)
                & ~Q(decided_by=F("asked_by"))
                & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} {self.get_ground_display()}"


class Dispute(Keyed):
    """What the other side brought forward, until when it is to be answered, and what was answered."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="disputes", verbose_name="承诺")
    kind = models.CharField("类别", max_length=12, choices=DisputeKind.choices)
    raised_by = models.CharField("提出的单位", max_length=200)
    matter = models.CharField("事项", max_length=1000)
    body = models.CharField("答复或者处理的单位", max_length=200)
    received_on = models.DateField("收到日期")
    due_on = models.DateField("答复期限", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer_document = models.CharField("答复或者处理文书", max_length=300, blank=True)
    entered_by = models.ForeignKey(verbose_name="登记人", **USER)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = "质疑、投诉、诉讼"
        verbose_name_plural = "质疑、投诉、诉讼"
        ordering = ["received_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="dispute_answered_whole",
                condition=Q(answered_on=None, answer_document="")
                | Q(answered_on__gte=F("received_on")) & ~Q(answer_document=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.get_kind_display()}"


class Succession(Keyed):
    """Who inherited a promise from whom, when, by which document（新官理旧账）. The promise itself stays as it was."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="successions", verbose_name="承诺"
    )
    kind = models.CharField("原因", max_length=16, choices=Inheritance.choices)
    from_department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原承诺主体"
    )
    to_department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承继主体"
    )
    from_post = models.CharField("原责任岗位或责任人", max_length=100, blank=True)
    to_post = models.CharField("现责任岗位或责任人", max_length=100, blank=True)
    on = models.DateField("交接日期")
    document = models.CharField("交接或者调整文书", max_length=300)
    entered_by = models.ForeignKey(verbose_name="登记人", **USER)

    class Meta:
        verbose_name = "承继"
        verbose_name_plural = "承继"
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                name="succession_says_who",
                condition=~Q(document="")
                & (
                    Q(kind=Inheritance.REORGANISATION, from_department__isnull=False)
                    & Q(to_department__isnull=False)
                    & ~Q(from_department=F("to_department"))
                    | ~Q(kind=Inheritance.REORGANISATION) & ~Q(to_post="")
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"
