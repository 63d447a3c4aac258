from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q

from common.errors import Incomplete, NotEligible
from common.trail import Actor
from letters.prior_notice import NoticeService
from policy.vocabulary import DEAD_RECORDS, RecordStatus, Severity, SourceKind
from postings.recusal import AboutOfficial
from records.deadlines import (
    cancel_statement,
    end_purposes,
    meet_statement,
    require_statement_runs,
    start_purposes,
    start_statement,
)
from records.facts.dishonesty.models.kind import DishonestyKind
from records.facts.dishonesty.models.transitions import (
    ASKED,
    ENDS,
    ENTER,
    IMPORT_LEAVES,
    TRANSITIONS,
    UNHEARD,
)
from records.facts.models.four_eyes import (
    UNFINISHED,
    dates_in_order,
    four_eyes_constraint,
    now_or,
    require_whole,
    today_or,
    whole_constraint,
)
from records.querysets import RecordQuerySet
from records.rule_periods import periods_of, statement_deadline

S = RecordStatus
DAYS = ("decided_on", "effective_on")


class DishonestyRecord(AboutOfficial, DishonestyKind):
    """A dishonesty record（政务失信记录）of a department or an official.

    苏政发〔2023〕55号 二(二): 司法判决、行政处罚、处分、问责处理.
    """

    MATTER = "采集和审核：录入、复核、告知、认定、撤销"
    ORDER = 5

    objects = RecordQuerySet.as_manager()

    ASKED = ASKED
    ENDS = ENDS
    ENTER = ENTER
    TRANSITIONS = TRANSITIONS
    UNHEARD: ClassVar[dict[str, Any]] = UNHEARD

    class Meta:
        verbose_name = "失信记录"
        verbose_name_plural = "失信记录"
        ordering = ["-decided_on", "-id"]
        indexes = [
            models.Index("status", F("decided_on").desc(nulls_last=True), name="record_by_day"),
            models.Index(fields=["batch_id", "batch_row"]),
            models.Index(fields=["document_key"]),
            *(
                models.Index(fields=[key], name=f"record_{key}", condition=Q(**{f"{key}__isnull": False}))
                for key in ("official", "finding_unit")
            ),
            models.Index(
                fields=["source_kind", "confirmed_at"],
                name="record_latest_sums",
                condition=Q(status=S.CONFIRMED, amount__gt=0),
                include=["amount"],
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["record_no"], name="record_number_once"),
            models.UniqueConstraint(
                fields=["document_key", "department", "official", "source_kind", "ordinal"],
                name="record_live_once",
                nulls_distinct=False,
                condition=~Q(status__in=DEAD_RECORDS) & ~Q(document_key=""),
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
                condition=Q(status__in=UNFINISHED)
                | ~Q(source_kind=SourceKind.ACCOUNTABILITY)
                | ~Q(accountability_object=""),
            ),
            dates_in_order("record_effective_after_decided", "decided_on", "effective_on"),
            dates_in_order("record_statement_after_service", "served_on", "statement_due"),
            models.CheckConstraint(
                name="record_served_when_known",
                condition=Q(served_on__isnull=True)
                | Q(served_proof__isnull=False)
                | Q(known_on__isnull=False, served_on__gte=F("known_on")),
            ),
            whole_constraint(
                "record_whole_from_review_on",
                *(name for name in ASKED if name not in (*IMPORT_LEAVES, *DAYS)),
                days=DAYS,
            ),
            four_eyes_constraint("record_four_eyes"),
        ]

    def __str__(self) -> str:
        return f"{self.record_no} {self.document_number}".strip()

    @property
    def severity(self) -> str:
        """Return the grade that counts: the declared one, which a reviewed reason may set off from the computed."""
        return self.declared_severity

    def submit(self, *, by: Actor, reason: str = "") -> Self:
        """Hand the draft to review; everything that rules.md stars must be there（rules.md 0.2u）."""
        missing = self.missing()
        if set(missing) == {"severity_reason"}:
            grades = self.get_declared_severity_display(), Severity(self.computed_severity).label
            words = "填报“{}”与计算“{}”不一致，请写明理由".format(*grades)
            raise Incomplete(words, {"severity_reason": words})
        require_whole(missing)
        return self.move("submit", by=by, reason=reason)

    def pass_review(
        self, *, by: Actor, reason: str = "", accountability_object: str = "", today: date | None = None
    ) -> DishonestyRecord:
        """Pass 复核: the facts agree with the document, and the department may know from today.

        For 问责 the reviewer may say whom it hits.
        """
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
            known_on=today_or(today),
            **whose,
        )

    @transaction.atomic
    def send_back(self, *, by: Actor, reason: str) -> Self:
        """Return the record to who entered it（退回）; review and hearing are done anew, the trail keeps the former."""
        cancel_statement(self, reason=f"退回：{reason}", by=by)
        return self.move("return", by=by, reason=reason, **self.UNHEARD)

    @transaction.atomic
    def serve_notice(self, *, by: Actor, reason: str = "", **service: Any) -> DishonestyRecord:
        """Record that the prior notice was served（`NoticeService`）; 陈述申辩 runs from when the department could know of it.

        rules.md 0.2o, 0.2t
        """
        served = NoticeService(**service)
        served.require_possible(self, decided_on=self.decided_on, known_on=self.known_on, reason=reason)
        begun = served.runs_from(self.known_on)
        due = statement_deadline(begun)
        self.move("serve", by=by, reason=reason, statement_due=due, **served.columns())
        start_statement(self, begun, by=by)
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

    def bar_by_hearing(self, today: date) -> str:
        """Return until when the department may still be heard, "" where it was or its time has passed."""
        is_over = self.statement_due is not None and self.statement_due < today
        if self.notice_waived or self.statement_text or is_over:
            return ""
        if self.statement_due is None:
            return "还没有告知陈述申辩，告知并听取意见以后可以认定"
        return f"陈述申辩期至 {self.statement_due}，期满或收到意见后可以认定"

    @transaction.atomic
    def confirm(self, *, by: Actor, reason: str, today: date | None = None) -> Self:
        """Confirm the record（认定）once the department was heard or its time has passed."""
        self._require_other_eyes(by)
        require_statement_runs(self)
        if bar := self.bar_by_hearing(today_or(today)):
            raise NotEligible(bar)
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

    def start_terms(self, *, by: Actor) -> None:
        """Start anew the periods beside publicity, which run from 认定 on（rules.md 0.2j）."""
        if self.query_until and not self.repaired_on:
            start_purposes(self, by=by)

    def end_terms(self, *, reason: str, by: Actor) -> None:
        """End the periods beside publicity."""
        end_purposes(self, reason=reason, by=by)

    def extra(self, name: str) -> object:
        """Return one of the source's own fields（rules.md 3.5）."""
        return self.source_details.get(name)
