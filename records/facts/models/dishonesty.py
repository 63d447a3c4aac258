from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Case, F, GeneratedField, Q, Value, When

from common.errors import Incomplete, NotEligible
from common.key_domains import KeyDomain
from common.trail import Actor
from organisations.models.departments import Department
from organisations.models.officials import Official
from organisations.models.regions import Region
from postings.models.handovers import Responsibility
from postings.recusal import AboutOfficial
from records.deadlines import cancel_statement, meet_statement, start_purposes, start_statement
from records.facts.models.dishonesty_kind import DishonestyKind
from records.facts.models.four_eyes import dates_in_order, four_eyes_constraint, now_or, today_or
from records.facts.models.transitions import ENDS, ENTER, STARRED, TRANSITIONS, UNHEARD
from records.querysets import RecordQuerySet
from records.rule_periods import periods_of, statement_deadline
from records.vocabulary import (
    DEAD_RECORDS,
    AccountabilityObject,
    Cause,
    Impact,
    Openness,
    RecordStatus,
    Severity,
    SourceKind,
)

S = RecordStatus


class DishonestyRecord(AboutOfficial, DishonestyKind):
    """A dishonesty record（政务失信记录）of a department or an official.

    苏政发〔2023〕55号 二(二): 司法判决、行政处罚、处分、问责处理.
    """

    MATTER = "采集和审核：录入、复核、告知、认定、撤销"
    ORDER = 5

    record_no = models.CharField("记录编号", max_length=40, unique=True, editable=False)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name="失信部门", related_name="records"
    )
    official = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, verbose_name="失信公务员", related_name="records"
    )
    subject_region = models.ForeignKey(Region, models.PROTECT, verbose_name="主体所在地", related_name="+")
    source_kind = models.CharField("来源类型", max_length=16, choices=SourceKind.choices)
    source_details = models.JSONField("来源专有项", default=dict, blank=True)
    cause = models.CharField("失信事由类别", max_length=12, choices=Cause.choices)
    domain = models.CharField("重点领域", max_length=16, choices=KeyDomain.choices)
    facts = models.TextField("失信行为描述")
    occurred_on = models.DateField("发生日期", null=True, blank=True)
    finding_body = models.CharField("认定机关", max_length=200)
    finding_body_code = models.CharField("认定机关统一社会信用代码", max_length=18, blank=True)
    finding_unit = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    reporting_unit = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="报送单位",
        related_name="+",
        db_index=False,
    )
    reported_for = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="代报单位",
        related_name="+",
        db_index=False,
    )
    document_title = models.CharField("认定文书名称", max_length=200)
    document_number = models.CharField("认定文书号", max_length=120)
    document_key = models.CharField(max_length=120)
    ordinal = models.PositiveSmallIntegerField("同一文书内序号", default=1)
    decided_on = models.DateField("认定日期")
    effective_on = models.DateField("生效日期")
    legal_basis = models.CharField("认定依据", max_length=300, blank=True)
    amount = models.DecimalField("涉及金额", max_digits=18, decimal_places=2, null=True, blank=True)
    loss = models.DecimalField("损失", max_digits=18, decimal_places=2, null=True, blank=True)
    impact = models.CharField("社会影响程度", max_length=10, choices=Impact.choices, blank=True)
    is_aggravated = models.BooleanField("拒不执行、统计造假或以换届为由毁约", default=False)
    declared_severity = models.CharField("填报严重程度", max_length=10, choices=Severity.choices)
    computed_severity = models.CharField("计算严重程度", max_length=10, choices=Severity.choices, blank=True)
    severity_reason = models.CharField("与计算不一致的理由", max_length=300, blank=True)
    disclosure = models.CharField("公开属性", max_length=10, choices=Openness.choices)
    accountability_object = models.CharField(
        "问责对象", max_length=10, choices=AccountabilityObject.choices, blank=True
    )
    remark = models.TextField("备注", blank=True)
    batch_id = models.UUIDField("导入批次", null=True, blank=True)
    batch_row = models.PositiveIntegerField("表内行号", null=True, blank=True)
    status = models.CharField("状态", max_length=16, choices=S.choices, default=S.DRAFT, editable=False)
    served_on = models.DateField("告知送达日期", null=True, blank=True)
    served_how = models.CharField("送达方式与凭证", max_length=200, blank=True)
    statement_due = models.DateField("陈述申辩截止", null=True, blank=True)
    notice_waived = models.BooleanField("免于告知", default=False)
    statement_text = models.TextField("陈述申辩意见", blank=True)
    decision_document = models.CharField("不纳入或撤销依据文书", max_length=300, blank=True)
    query_until = models.DateField("查询期止", null=True, blank=True)
    sanction_until = models.DateField("惩戒期止", null=True, blank=True)
    publishable = GeneratedField(
        expression=Case(
            When(
                Q(department__isnull=False)
                & Q(official__isnull=True)
                & ~Q(source_kind=SourceKind.DISCIPLINE)
                & (
                    ~Q(source_kind=SourceKind.ACCOUNTABILITY)
                    | Q(accountability_object=AccountabilityObject.BODY)
                )
                & Q(disclosure=Openness.PUBLIC),
                then=Value(True),
            ),
            default=Value(False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = RecordQuerySet.as_manager()

    ENDS = ENDS
    ENTER = ENTER
    TRANSITIONS = TRANSITIONS
    UNHEARD: ClassVar[dict[str, Any]] = UNHEARD

    class Meta:
        verbose_name = "失信记录"
        verbose_name_plural = "失信记录"
        ordering = ["-decided_on", "-id"]
        indexes = [
            models.Index(fields=["status", "decided_on"]),
            models.Index(fields=["batch_id", "batch_row"]),
            models.Index(fields=["document_key"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["document_key", "department", "official", "source_kind", "ordinal"],
                name="record_live_once",
                nulls_distinct=False,
                condition=~Q(status__in=DEAD_RECORDS),
            ),
            models.CheckConstraint(
                name="record_has_one_subject",
                condition=Q(department__isnull=False, official__isnull=True)
                | Q(department__isnull=True, official__isnull=False),
            ),
            models.CheckConstraint(
                name="record_amounts_not_negative",
                condition=(Q(amount__isnull=True) | Q(amount__gte=0))
                & (Q(loss__isnull=True) | Q(loss__gte=0)),
            ),
            models.CheckConstraint(
                name="record_waiver_is_for_judgments",
                condition=Q(notice_waived=False) | Q(source_kind=SourceKind.JUDGMENT),
            ),
            models.CheckConstraint(
                name="accountability_says_whose",
                condition=~Q(source_kind=SourceKind.ACCOUNTABILITY) | ~Q(accountability_object=""),
            ),
            dates_in_order("record_effective_after_decided", "decided_on", "effective_on"),
            dates_in_order("record_statement_after_service", "served_on", "statement_due"),
            four_eyes_constraint("record_four_eyes"),
        ]

    def __str__(self) -> str:
        return f"{self.record_no} {self.document_number}"

    @property
    def severity(self) -> str:
        """Return the grade that counts: the declared one, which a reviewed reason may set off from the computed."""
        return self.declared_severity

    def submit(self, *, by: Actor, reason: str = "") -> DishonestyRecord:
        """Hand the draft to review; everything that rules.md stars must be there（rules.md 0.2u）."""
        self._require_fields(STARRED)
        differs = self.computed_severity not in ("", self.declared_severity)
        if differs and not self.severity_reason:
            raise Incomplete(
                f"填报“{self.get_declared_severity_display()}”与计算“{self.get_computed_severity_display()}”不一致，请写明理由",
                {"severity_reason": "请写明与计算不一致的理由"},
            )
        return self.move("submit", by=by, reason=reason)

    def void(self, *, by: Actor, reason: str) -> DishonestyRecord:
        """Undo one's own draft, or one taken over; it no longer counts as a duplicate."""
        self._require_own(by)
        return self.move("void", by=by, reason=reason)

    def pass_review(
        self, *, by: Actor, reason: str = "", accountability_object: str = ""
    ) -> DishonestyRecord:
        """Pass 复核: the facts agree with the document. For 问责 the reviewer may say whom it hits."""
        self._require_other_eyes(by)
        whose: dict[str, Any] = (
            {"accountability_object": accountability_object} if accountability_object else {}
        )
        return self.move(
            "pass_review",
            by=by,
            reason=reason,
            reviewed_by_id=by.user_id,
            reviewed_version=F("content_version"),
            **whose,
        )

    @transaction.atomic
    def send_back(self, *, by: Actor, reason: str) -> DishonestyRecord:
        """Return the record to who entered it（退回）; review and hearing are done anew, the trail keeps the former."""
        cancel_statement(self, reason=f"退回：{reason}", by=by)
        return self.move("return", by=by, reason=reason, **self.UNHEARD)

    @transaction.atomic
    def serve_notice(self, *, by: Actor, served_on: date, how: str, reason: str = "") -> DishonestyRecord:
        """Record that the prior notice was served; 陈述申辩 runs from that day（rules.md 0.2o, 0.2t）."""
        if not how.strip():
            raise Incomplete("请写明送达方式与凭证", {"served_how": "请写明送达方式与凭证"})
        if served_on > today_or(None):
            raise Incomplete("送达日期不能晚于今天", {"served_on": "送达日期不能晚于今天"})
        if served_on < self.decided_on:
            raise Incomplete(early := f"送达日期不能早于认定日期 {self.decided_on}", {"served_on": early})
        given: dict[str, Any] = {
            "served_on": served_on,
            "served_how": how,
            "statement_due": statement_deadline(served_on),
        }
        self.move("serve", by=by, reason=reason, **given)
        start_statement(self, served_on, by=by)
        return self

    def waive_notice(self, *, by: Actor, reason: str) -> DishonestyRecord:
        """Do without the notice; only a judgment, in whose trial the department was heard（rules.md 0.2o）."""
        if self.source_kind != SourceKind.JUDGMENT:
            raise NotEligible("只有司法判决可以免于告知，其他来源请先告知并听取陈述申辩")
        return self.move("waive", by=by, reason=reason, notice_waived=True)

    @transaction.atomic
    def state(self, *, by: Actor, text: str) -> DishonestyRecord:
        """Take down the department's own statement（陈述申辩）."""
        if not text.strip():
            raise Incomplete("请填写陈述申辩意见", {"statement_text": "请填写陈述申辩意见"})
        meet_statement(self, by=by)
        return self.move("state", by=by, reason="提交陈述申辩意见", statement_text=text)

    @transaction.atomic
    def confirm(self, *, by: Actor, reason: str, today: date | None = None) -> DishonestyRecord:
        """Confirm the record（认定）once the department was heard or its time has passed."""
        self._require_other_eyes(by)
        heard = self.notice_waived or bool(self.statement_text)
        if not heard and (self.statement_due is None or today_or(today) <= self.statement_due):
            raise NotEligible(f"陈述申辩期至 {self.statement_due}，期满或收到意见后可以认定")
        meet_statement(self, by=by)
        self.move(
            "confirm",
            by=by,
            reason=reason,
            reviewed_by_id=by.user_id,
            reviewed_version=F("content_version"),
            confirmed_at=now_or(None),
            **periods_of(self),
        )
        start_purposes(self, by=by)
        return self

    def _require_own(self, by: Actor) -> None:
        if by.user_id != self.entered_by_id and not Responsibility.lies_with(by.id, "record_draft", self.pk):
            raise NotEligible("只能作废自己录入或交接给自己的草稿")

    def extra(self, name: str) -> Any:
        """Return one of the source's own fields（rules.md 3.5）."""
        return self.source_details.get(name)
