from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from appeals.repairs.models.transitions import ENDS, ENTER, HAD, TRANSITIONS
from appeals.repairs.querysets import UNDECIDED, RepairQuerySet
from appeals.repairs.vocabulary import Channel, RepairStatus, Verdict
from common.models.identity import Keyed
from common.roles import CLOCK, REPRESENTATIVES, Role
from common.trail import Actor
from common.workflow import Workflow
from discipline.hands import recusal_from
from discipline.vocabulary import CompetentBody
from organisations.models import Department
from policy.vocabulary import Severity
from postings.telling import seats
from records.facts.models.kinds import FactKind
from records.models import Fact, Publication

S = RepairStatus
DECIDED = (*HAD, S.REFUSED)
USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
LATER: dict[str, Any] = {**USER, "null": True, "blank": True, "editable": False}


class Repair(Workflow):
    """A request for the repair of one record（信用修复）, with what was decided on it and what followed.

    谁认定、谁修复: the body that decides comes from the table of competence or from the director's routing, never by default.
    苏政发〔2023〕55号 二(五); 信用修复管理办法 (by analogy); rules.md 3.9
    """

    MATTER = "信用修复的申请、受理、审查、决定和撤销"
    ORDER = 45

    number = models.CharField("修复编号", max_length=30, unique=True, editable=False)
    fact = models.ForeignKey(Fact, models.PROTECT, verbose_name="所修复的记录", related_name="repairs")
    publication = models.ForeignKey(
        Publication,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="随之终止的公示",
        related_name="repairs",
    )
    department = models.ForeignKey(Department, models.PROTECT, verbose_name="申请单位", related_name="+")
    channel = models.CharField("申请渠道", max_length=10, choices=Channel.choices, default=Channel.PORTAL)
    channel_number = models.CharField("来件编号", max_length=60, blank=True)
    severity = models.CharField("失信类别", max_length=10, choices=Severity.choices)
    earliest_on = models.DateField("最早可申请之日")
    influence_until = models.DateField("问责影响期届满日", null=True, blank=True)
    applied_on = models.DateField("申请日期")
    commitment = models.TextField("信用承诺书", max_length=4000)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.PENDING, editable=False)
    due_on = models.DateField("本步骤期限", null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(verbose_name="提出人", editable=False, **USER)
    accepted_by = models.ForeignKey(verbose_name="受理人", **LATER)
    accepted_on = models.DateField("受理日期", null=True, blank=True, editable=False)
    ground = models.CharField("不予受理的情形", max_length=100, blank=True)
    deciding_body = models.CharField("有权机关", max_length=20, choices=CompetentBody.choices, blank=True)
    deciding_name = models.CharField("有权机关名称", max_length=200, blank=True)
    deciding_unit = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="有权机关（本系统内）",
        related_name="+",
    )
    competence_version = models.PositiveIntegerField("职权规则版本", null=True, blank=True, editable=False)
    routed_by = models.ForeignKey(verbose_name="指定人", **LATER)
    opinion = models.TextField("审查意见", max_length=2000, blank=True)
    opinion_by = models.ForeignKey(verbose_name="审查人", **LATER)
    document_number = models.CharField("决定文书号", max_length=120, blank=True)
    document_dated_on = models.DateField("决定文书日期", null=True, blank=True)
    document_says = models.CharField("文书结论", max_length=8, choices=Verdict.choices, blank=True)
    document_by = models.ForeignKey(verbose_name="登记文书的人", **LATER)
    decision_reason = models.TextField("决定理由", max_length=2000, blank=True)
    decided_by = models.ForeignKey(verbose_name="决定人", **LATER)
    decided_on = models.DateField("决定日期", null=True, blank=True, editable=False)
    again_from = models.DateField("可重新申请之日", null=True, blank=True)
    publication_ended_on = models.DateField("终止公示日期", null=True, blank=True, editable=False)
    use_ended_on = models.DateField("停止共享使用日期", null=True, blank=True, editable=False)
    doubted_by = models.ForeignKey(verbose_name="提出撤销的人", **LATER)
    doubted_because = models.TextField("拟撤销的理由", max_length=2000, blank=True)
    statement_until = models.DateField("陈述意见截止", null=True, blank=True, editable=False)
    statement = models.TextField("陈述意见", max_length=4000, blank=True)
    undone_by = models.ForeignKey(verbose_name="决定撤销的人", **LATER)
    undone_on = models.DateField("撤销修复日期", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("提出时间", auto_now_add=True)

    objects = RepairQuerySet.as_manager()

    ENDS = ENDS
    ENTER = ENTER
    TRANSITIONS = TRANSITIONS

    class Meta:
        verbose_name = "信用修复"
        verbose_name_plural = "信用修复"
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "due_on"], name="repair_by_step")]
        constraints = [
            models.UniqueConstraint(
                fields=["fact"], name="repair_one_in_hand", condition=Q(status__in=UNDECIDED)
            ),
            models.CheckConstraint(
                name="repair_referral_has_number",
                condition=~Q(channel=Channel.REFERRAL) | ~Q(channel_number=""),
            ),
            models.CheckConstraint(
                name="repair_not_before_its_time", condition=Q(applied_on__gte=F("earliest_on"))
            ),
            models.CheckConstraint(name="repair_has_commitment", condition=~Q(commitment="")),
            models.CheckConstraint(
                name="repair_rejection_names_ground",
                condition=Q(status=S.REJECTED) & ~Q(ground="") | ~Q(status=S.REJECTED) & Q(ground=""),
            ),
            models.CheckConstraint(
                name="repair_examined_by_whom_it_is_for",
                condition=~Q(status__in=[S.EXAMINING, S.DECIDING, *DECIDED])
                | Q(accepted_by__isnull=False, accepted_on__isnull=False) & ~Q(deciding_body=""),
            ),
            models.CheckConstraint(
                name="repair_four_eyes",
                condition=~Q(status__in=DECIDED)
                | Q(decided_by__isnull=False, decided_on__isnull=False, opinion_by__isnull=False)
                & ~Q(decided_by=F("entered_by"))
                & ~Q(decided_by=F("accepted_by"))
                & ~Q(decided_by=F("opinion_by"))
                & (Q(document_by__isnull=True) | ~Q(decided_by=F("document_by"))),
            ),
            models.CheckConstraint(
                name="repair_document_whole",
                condition=Q(document_number="", document_dated_on=None, document_says="", document_by=None)
                | Q(document_dated_on__isnull=False, document_by__isnull=False)
                & ~Q(document_number="")
                & ~Q(document_says=""),
            ),
            models.CheckConstraint(
                name="repair_refusal_says_from_when_anew",
                condition=~Q(status=S.REFUSED) | Q(again_from__isnull=False, again_from__gt=F("decided_on")),
            ),
            models.CheckConstraint(
                name="repair_granted_ends_use", condition=~Q(status__in=HAD) | Q(use_ended_on__isnull=False)
            ),
            models.CheckConstraint(
                name="repair_undone_by_another",
                condition=~Q(status=S.UNDONE)
                | Q(undone_by__isnull=False, undone_on__isnull=False, doubted_by__isnull=False)
                & ~Q(undone_by=F("doubted_by")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def about(cls, fact: FactKind) -> Repair:
        """Return an unsaved request about a record, which knows who keeps off it."""
        return cls(fact=fact.parent, department=fact.department)

    @cached_property
    def has_body_here(self) -> bool:
        """Say whether the body that decides acts here today: as a unit with a posting, or as the credit office itself."""
        if self.deciding_unit is None:
            return bool(self.deciding_body == CompetentBody.CREDIT_OFFICE)
        return seats(Role.FINDING_BODY, self.deciding_unit).exists()

    def is_for(self, by: Actor) -> bool:
        """Say whether `by` acts for the body that decides; of one elsewhere the director carries out its document."""
        if self.deciding_unit is None or by.role == Role.DIRECTOR:
            return by.role == Role.DIRECTOR and (self.deciding_unit is None or not self.has_body_here)
        units = {self.deciding_unit.pk, self.deciding_unit.successor_id}
        return by.role == Role.FINDING_BODY and by.unit_id in units

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another: of the subject's own body, or with a hand in the record.

        procedures A.2
        """
        if by.role in REPRESENTATIVES | CLOCK:
            return ""
        return recusal_from(self.fact, by)


class RepairItem(Keyed):
    """One duty that the record names, and what proves that it is performed（义务履行证明）."""

    repair = models.ForeignKey(Repair, models.PROTECT, related_name="items", verbose_name="修复")
    duty = models.CharField("应履行的义务", max_length=200)
    document = models.CharField("证明材料", max_length=200)
    performed_on = models.DateField("履行日期")
    evidence = models.ForeignKey(
        "common.Evidence", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="证明文件"
    )

    class Meta:
        verbose_name = "义务履行证明"
        verbose_name_plural = "义务履行证明"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="repair_item_says_what", condition=~Q(duty="") & ~Q(document=""))
        ]

    def __str__(self) -> str:
        return self.duty


class RepairPush(Keyed):
    """That one recipient downstream is told of a repair or its undoing, and the receipt that is waited for."""

    repair = models.ForeignKey(Repair, models.PROTECT, related_name="pushes", verbose_name="修复")
    outbox = models.OneToOneField(
        "common.Outbox", models.PROTECT, related_name="+", verbose_name="待推送的消息"
    )
    receiver = models.CharField("推送对象", max_length=100)
    is_undoing = models.BooleanField("是否撤销修复", default=False)
    sent_on = models.DateField("送出日期", null=True, blank=True)
    receipt_number = models.CharField("回执编号", max_length=120, blank=True)
    received_on = models.DateField("回执日期", null=True, blank=True)

    class Meta:
        verbose_name = "修复推送"
        verbose_name_plural = "修复推送"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["repair", "receiver", "is_undoing"], name="repair_pushed_once_a_recipient"
            ),
            models.CheckConstraint(
                name="repair_receipt_whole",
                condition=Q(received_on=None, receipt_number="")
                | Q(received_on__isnull=False, sent_on__isnull=False, received_on__gte=F("sent_on"))
                & ~Q(receipt_number=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.repair.number} {self.receiver}"

    @property
    def is_let_go(self) -> bool:
        """Say whether the message may be handed on, by the class of what it tells（信息分类）."""
        return self.outbox.taken_at is not None

    @property
    def words(self) -> str:
        """Say how far the push is."""
        if self.received_on:
            return f"{self.sent_on} 送出，{self.received_on} 收到回执 {self.receipt_number}"
        listed = f"{timezone.localdate(self.outbox.created_at)} 列入推送"
        if self.outbox.taken_at is None:
            return listed
        return f"{listed}，{timezone.localdate(self.outbox.taken_at)} 按信息分类放行，等待回执"
