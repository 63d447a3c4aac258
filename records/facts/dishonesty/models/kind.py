from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, GeneratedField, Q, Value, When

from common.errors import Incomplete
from common.key_domains import KeyDomain
from identifiers.document_numbers import document_key
from organisations.models.departments import Department
from organisations.models.officials import Official
from organisations.models.regions import Region
from policy.vocabulary import (
    DEAD_RECORDS,
    AccountabilityObject,
    Cause,
    Impact,
    Openness,
    PublicationKind,
    RecordStatus,
    Severity,
    SourceKind,
)
from privacy.headlines import LOOKED_AT, first_clause
from records.facts.dishonesty.source_fields import sums_of
from records.facts.models.four_eyes import LATER, today_or
from records.facts.models.kinds import FactKind
from records.facts.regrading import regrade
from records.rule_periods import periods_of

if TYPE_CHECKING:
    from records.corrections.models.withdrawals import SourceDocument

NEVER_PUBLIC = "这条记录依规不公开：公务员记录、处分、针对个人的问责以及标为内部或不予公开的，一律不公示"


SELDOM: dict[str, Any] = {"blank": True, "db_index": False}
"""Of keys that most rows lack: they have an index of the others, or none."""


class DishonestyKind(FactKind):
    """What a dishonesty record holds and answers as a fact: it is graded, has a source, and tells who reported it."""

    KIND = PublicationKind.RECORD
    KNOWN_FROM = "pass_review"
    PLACE, BASIS, GRADE = "subject_region", "source_kind", "declared_severity"
    SUBJECTS, PAGE_KEY = ("department", "official"), "record_no"
    SUMS, UNSAID = frozenset({"amount", "loss"}), {"loss": "同涉及金额（未另填）"}
    CORRECTABLE = (
        *("cause", "domain", "facts", "occurred_on", "finding_body", "finding_body_code", "document_title"),
        *("document_number", "decided_on", "effective_on", "legal_basis", "amount", "loss", "impact"),
        *("is_aggravated", "declared_severity", "severity_reason", "remark"),
    )
    TOLD, TOLD_AS = ("facts", "document_title"), "失信事实"
    IS_COUNTED = IS_REPAIRABLE = TAKES_NOTE = True
    CORRECTED_TOPIC = "record.corrected"
    WITHDRAWN_TOPIC = "record.withdrawn"

    record_no = models.CharField("记录编号", max_length=40, editable=False)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name="失信部门", related_name="records"
    )
    official = models.ForeignKey(
        Official, models.PROTECT, null=True, verbose_name="失信公务员", related_name="records", **SELDOM
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
    finding_unit = models.ForeignKey(Department, models.PROTECT, null=True, related_name="findings", **SELDOM)
    reporting_unit = models.ForeignKey(
        Department, models.PROTECT, null=True, verbose_name="报送单位", related_name="+", **SELDOM
    )
    reported_for = models.ForeignKey(
        Department, models.PROTECT, null=True, verbose_name="代报单位", related_name="+", **SELDOM
    )
    document_title = models.CharField("认定文书名称", max_length=200)
    document_number = models.CharField("认定文书号", max_length=120)
    document_key = models.CharField(max_length=120)
    ordinal = models.PositiveSmallIntegerField("同一文书内序号", default=1)
    decided_on = models.DateField("认定日期", **LATER)
    effective_on = models.DateField("生效日期", **LATER)
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
    status = models.CharField(
        "状态", max_length=16, choices=RecordStatus.choices, default=RecordStatus.DRAFT, editable=False
    )
    known_on = models.DateField("部门可以看到之日", null=True, blank=True)
    served_on = models.DateField("告知送达日期", null=True, blank=True)
    served_how = models.CharField("送达方式与凭证", max_length=200, blank=True)
    served_proof = models.UUIDField("先行送达的证据", null=True, blank=True)
    statement_due = models.DateField("陈述申辩截止", null=True, blank=True)
    notice_waived = models.BooleanField("免于告知", default=False)
    statement_text = models.TextField("陈述申辩意见", blank=True)
    decision_document = models.CharField("不纳入或撤销依据文书", max_length=300, blank=True)
    query_until = models.DateField("查询期止", null=True, blank=True)
    sanction_until = models.DateField("惩戒期止", null=True, blank=True)
    repaired_on = models.DateField("信用修复日期", null=True, blank=True)
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

    class Meta:
        abstract = True

    @property
    def number(self) -> str:
        """Return the business key by which people name it."""
        return str(self.record_no)

    @property
    def document(self) -> str:
        """Return the number of the document that it rests on."""
        return str(self.document_number)

    @property
    def unit(self) -> Department:
        """Return the department that the record is about, or the one its official belongs to."""
        if self.department is not None:
            found: Department = self.department
            return found
        if self.official is not None:
            whose: Department = self.official.unit
            return whose
        raise Incomplete("记录没有主体")

    @property
    def information_class(self) -> str:
        """Return the key of its class in the catalogue: one for each source."""
        return f"{self.KIND}_{self.source_kind}"

    @property
    def is_listed(self) -> bool:
        """Say whether the debtor stands on the court's list by the record's own fields（rules.md 3.5）."""
        return self.source_details.get("is_listed") == "是"

    @property
    def counted_loss(self) -> Decimal | None:
        """Return the loss that is graded: 涉及金额 while nobody has written another（rules.md 0.2s）."""
        return self.amount if self.loss is None else self.loss

    def sums(self) -> dict[str, Decimal]:
        """Return what it says in 元, by label; a loss that nobody wrote is no sum of its own."""
        own = {self.label_of(name): getattr(self, name) for name in sorted(self.SUMS)}
        said = own | sums_of(self.source_kind, self.source_details)
        return {label: Decimal(value) for label, value in said.items() if value}

    @property
    def bar_to_public(self) -> str:
        """Return why it may not stand in public: officials, sanctions, persons, what is not open, what was repaired."""
        repaired = f"这条记录已于 {self.repaired_on} 信用修复，不再公示" if self.repaired_on else ""
        return repaired if self.publishable else NEVER_PUBLIC

    def heading_text(self) -> str:
        """Return the facts, whose first clause is the headline."""
        return str(self.facts)[:LOOKED_AT]

    def as_title(self, text: str) -> str:
        return first_clause(text)

    def document_name(self) -> str:
        """Return the name of the finding document."""
        return str(self.document_title)

    @classmethod
    def public_columns(cls) -> dict[str, str]:
        """Return source, grade and ground, and who found it by which document."""
        same = (
            *("source_kind", "cause", "domain", "severity_reason", "legal_basis", "finding_body"),
            *("document_number", "document_key", "decided_on", "effective_on"),
        )
        return {name: name for name in same} | {"severity": cls.GRADE}

    def bodies_to_tell(self) -> Mapping[str, Department | None]:
        """Return whom its withdrawal concerns: subject, finder, who reported it and for whom."""
        reporters = {"reporting_unit": self.reporting_unit, "reported_for": self.reported_for}
        return {**super().bodies_to_tell(), **reporters}

    def apart_from(self, other: Self) -> list[str]:
        """Return whether subject, source or ordinal differ."""
        differs = []
        if (self.department_id, self.official_id) != (other.department_id, other.official_id):
            differs.append("主体不同")
        if self.source_kind != other.source_kind:
            differs.append("来源不同")
        if self.ordinal != other.ordinal:
            differs.append(f"序号 {self.ordinal}")
        return differs

    def near_words(self, other: Self, percent: int) -> str:
        """Return how far apart they were found, and how much of the text they share."""
        days = abs((other.decided_on - self.decided_on).days)
        apart = f"认定日期相距 {days} 日" if days else "认定日期相同"
        return f"同一主体，{apart}，描述相似 {percent}%"

    def withdrawn(self, source: SourceDocument, today: date) -> dict[str, Any]:
        """Return the document, and the ends of query and sanction period, today where they would run on（half-open days）."""
        return {"decision_document": str(source), **self._over(today)}

    def _over(self, today: date) -> dict[str, date]:
        ends = {"query_until": self.query_until, "sanction_until": self.sanction_until}
        return {name: today for name, end in ends.items() if end is None or end > today}

    def repaired(self, today: date | None) -> dict[str, Any]:
        """Return the day of its repair and both periods, which end with it and run again when it is undone（rules.md 4.1）."""
        return {"repaired_on": today, **(self._over(today) if today else periods_of(self))}

    def derived(self) -> dict[str, Any]:
        """Return the normal form of the number, the computed grade and the periods."""
        try:
            grade = regrade(
                loss=self.counted_loss,
                impact=self.impact,
                is_aggravated=self.is_aggravated,
                day=today_or(None),
            ).severity
        except Incomplete:
            grade = ""
        periods = periods_of(self) if self.query_until and not self.repaired_on else {}
        return {"document_key": document_key(self.document_number), "computed_severity": grade, **periods}

    def same_matter(self) -> dict[str, Any]:
        """Return document, subject and source; a second fact of the document differs by its ordinal alone."""
        return {
            name: getattr(self, name)
            for name in ("document_key", "department_id", "official_id", "source_kind")
        }

    def asked(self) -> Sequence[str]:
        """Return what 提交复核 asks for: of 问责 whom it hits, of a grade that differs from the computed one why."""
        further = []
        if self.declared_severity and self.computed_severity not in ("", self.declared_severity):
            further.append("severity_reason")
        if self.source_kind == SourceKind.ACCOUNTABILITY:
            further.append("accountability_object")
        return (*self.ASKED, *further)

    def faults(self, today: date) -> dict[str, str]:
        """Return by field what the constraints would refuse: what is missing, dates, the grade's reason, a second of its kind."""
        wrong = {name: f"请填写{label}" for name, label in self.missing().items()}
        if not (self.decided_on and self.effective_on):
            return wrong
        if self.decided_on > today:
            wrong["decided_on"] = "认定日期不能晚于今天"
        if self.effective_on < self.decided_on:
            wrong["effective_on"] = "生效日期不能早于认定日期"
        if self.occurred_on and self.occurred_on > self.decided_on:
            wrong["occurred_on"] = "发生日期不能晚于认定日期"
        if self.computed_severity != self.declared_severity and not self.severity_reason:
            named = self.get_computed_severity_display()
            wrong["severity_reason"] = f"按规则计算为“{named}”，请写明不一致的理由"
        if self._has_twin():
            wrong["document_number"] = "与已有的一条记录重复"
        return wrong

    def _has_twin(self) -> bool:
        others = type(self).objects.exclude(pk=self.pk).exclude(status__in=DEAD_RECORDS)
        return others.filter(ordinal=self.ordinal, **self.same_matter()).exists()
