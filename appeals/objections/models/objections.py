from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from appeals.objections.models import transitions
from appeals.objections.querysets import MARKED, OPEN, ObjectionQuerySet
from appeals.objections.vocabulary import (
    ApplicantKind,
    Channel,
    Conclusion,
    ObjectionStatus,
    Outcome,
    RejectGround,
)
from common.causes import Cause
from common.cipher import decrypt
from common.errors import NotAllowed
from common.models.sealed import SealedField
from common.roles import REPRESENTATIVES
from common.trail import Actor
from common.workflow import Workflow
from discipline.hands import recusal_from
from intake.vocabulary import ObjectionKind
from organisations.models.departments import Department
from records.models import Correction, Fact

S = ObjectionStatus
PERSON: dict[str, Any] = {"on_delete": models.PROTECT, "null": True, "editable": False, "related_name": "+"}


class Objection(Workflow):
    """An objection（异议）to a fact about a department: who, what is wrong, who verifies, what was decided.

    Publicity goes on meanwhile with a mark. A person concerned is kept sealed; the pages show a masked name.
    苏政发〔2023〕55号 二(五); rules.md 0.2e, 3.8; 政府信息公开条例 41
    """

    MATTER = "异议的登记、受理、转核查和决定"
    ORDER = 28

    number = models.CharField("异议编号", max_length=40, unique=True, editable=False)
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="+", verbose_name="所异议的信息")
    applicant_kind = models.CharField("申请人类别", max_length=10, choices=ApplicantKind.choices)
    applicant = models.CharField("申请人", max_length=200)
    applicant_hash = models.CharField(max_length=64, editable=False)
    applicant_sealed = SealedField(null=True, blank=True)
    contact_sealed = SealedField(null=True, blank=True)
    standing = models.CharField("利害关系", max_length=300, blank=True)
    kind = models.CharField("异议类型", max_length=16, choices=ObjectionKind.choices)
    reasons = models.TextField("异议理由")
    applied_on = models.DateField("申请日期")
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    query_code_hash = models.CharField(max_length=64, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="提出或登记人",
    )
    asked_on = models.DateField("通知补正日期", null=True, blank=True)
    supplement = models.TextField("补正内容", blank=True)
    inquiry = models.TextField("请补充说明的内容", blank=True)
    is_asked = models.BooleanField("等申请人说明", default=False, editable=False)
    explanation = models.TextField("补充说明", blank=True)
    reject_ground = models.CharField(
        "不予受理的情形", max_length=12, choices=RejectGround.choices, blank=True
    )
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="受理人", **PERSON)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    verifier = models.CharField("核查机关", max_length=200, blank=True)
    verifying_unit = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核查机关（本系统）"
    )
    is_own_error = models.BooleanField("自身差错", default=False)
    competence_version = models.PositiveIntegerField("职权规则版本", null=True, blank=True)
    forwarded_on = models.DateField("转核查日期", null=True, blank=True)
    escalated_on = models.DateField("告知上一级日期", null=True, blank=True)
    conclusion = models.CharField("核查结论", max_length=12, choices=Conclusion.choices, blank=True)
    findings = models.TextField("核查情况", blank=True)
    answer_number = models.CharField("核查文书号", max_length=120, blank=True)
    answer_dated_on = models.DateField("核查文书日期", null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="作出或登记结论的人", **PERSON)
    answered_on = models.DateField("核查答复日期", null=True, blank=True)
    outcome = models.CharField("处理结果", max_length=10, choices=Outcome.choices, blank=True)
    decision = models.TextField("处理理由", blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="决定人", **PERSON)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    remedy = models.CharField("后续救济", max_length=500, blank=True)
    told_on = models.DateField("告知日期", null=True, blank=True)
    told_how = models.CharField("告知方式", max_length=200, blank=True)
    correction = models.ForeignKey(
        Correction, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所引起的更正"
    )
    accept_due = models.DateField("受理期限", null=True, blank=True)
    supply_due = models.DateField("补正期限", null=True, blank=True)
    explain_due = models.DateField("补充说明期限", null=True, blank=True)
    verify_due = models.DateField("核查期限", null=True, blank=True)
    status = models.CharField("状态", max_length=12, choices=S.choices, default=S.SUBMITTED, editable=False)

    objects = ObjectionQuerySet.as_manager()

    fact_id: uuid.UUID
    entered_by_id: uuid.UUID
    accepted_by_id: uuid.UUID | None
    answered_by_id: uuid.UUID | None
    verifying_unit_id: uuid.UUID | None
    get_kind_display: Callable[[], str]
    get_conclusion_display: Callable[[], str]
    get_outcome_display: Callable[[], str]

    ENDS = transitions.ENDS
    ENTER = transitions.ENTER
    ENTRIES = transitions.ENTRIES
    TRANSITIONS = transitions.TRANSITIONS

    class Meta:
        verbose_name = "异议"
        verbose_name_plural = "异议"
        ordering = ["-id"]
        indexes = [models.Index(fields=["fact"], name="objection_marking", condition=Q(status__in=MARKED))]
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "kind", "applicant_hash"],
                name="objection_open_once",
                condition=Q(status__in=OPEN),
            ),
            models.CheckConstraint(name="objection_has_reasons", condition=~Q(reasons="") & ~Q(applicant="")),
            models.CheckConstraint(
                name="objection_concerned_is_sealed",
                condition=Q(applicant_kind=ApplicantKind.SUBJECT, applicant_sealed=None, contact_sealed=None)
                | Q(applicant_kind=ApplicantKind.CONCERNED, applicant_sealed__isnull=False)
                & Q(contact_sealed__isnull=False)
                & ~Q(standing=""),
            ),
            models.CheckConstraint(
                name="objection_asked_in_words", condition=Q(is_asked=False) | ~Q(inquiry="")
            ),
            models.CheckConstraint(
                name="objection_accepted_by_somebody",
                condition=~Q(status__in=MARKED) | Q(accepted_by__isnull=False, accepted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="objection_verified_by_somebody",
                condition=~Q(status=S.VERIFYING) | ~Q(verifier="") & Q(forwarded_on__isnull=False),
            ),
            models.CheckConstraint(
                name="objection_concluded_by_somebody",
                condition=~Q(status__in=[S.DECIDING, S.MENDING, S.CLOSED])
                | ~Q(conclusion="") & Q(answered_by__isnull=False, answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="objection_decided_by_another",
                condition=Q(decided_by=None, decided_on=None, outcome="")
                | Q(decided_by__isnull=False, decided_on__isnull=False, accepted_by__isnull=False)
                & Q(answered_by__isnull=False)
                & ~Q(outcome="")
                & ~Q(decided_by=F("entered_by"))
                & ~Q(decided_by=F("accepted_by"))
                & ~Q(decided_by=F("answered_by")),
            ),
            models.CheckConstraint(
                name="objection_closed_with_a_decision",
                condition=~Q(status__in=[S.MENDING, S.CLOSED]) | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="objection_refused_only_as_found",
                condition=~Q(outcome=Outcome.REFUSED) | Q(conclusion=Conclusion.UPHOLD) & ~Q(remedy=""),
            ),
            models.CheckConstraint(
                name="objection_rejected_on_a_ground",
                condition=~Q(status=S.REJECTED) | ~Q(reject_ground="") & ~Q(remedy=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Say whether it is still in hand."""
        return self.status in OPEN

    @property
    def is_by_subject(self) -> bool:
        """Say whether the department itself objects."""
        return self.applicant_kind == ApplicantKind.SUBJECT

    @property
    def status_word(self) -> str:
        """Return the state with the outcome（已办结·采纳）."""
        word = str(self.get_status_display())
        return f"{word}·{self.get_outcome_display()}" if self.status == S.CLOSED else word

    def person(self) -> tuple[str, str]:
        """Return name and contact of a person concerned in clear; the caller logs why."""
        sealed = (self.applicant_sealed, self.contact_sealed)
        name, contact = (decrypt(bytes(one)) if one else "" for one in sealed)
        return name, contact

    def bar_by_hand(self, act: str, by: Actor) -> str:
        """Return why whoever had a hand in the fact, or in this very case, leaves `act` to another（回避）."""
        if act not in transitions.HANDLED or by.role in REPRESENTATIVES:
            return ""
        if words := recusal_from(self.fact, by):
            return words
        mine = {self.entered_by_id, self.accepted_by_id, self.answered_by_id}
        if act in transitions.DECISIONS and by.user_id in mine:
            return "登记、受理、核查这件异议的人不能决定它，请另一位负责人办理（四眼原则）"
        return ""

    def move(
        self, act: str, *, by: Actor, reason: str = "", caused_by: Cause | None = None, **changes: object
    ) -> Self:
        """Do `act` unless who acts had a hand in the fact（procedures A.2）."""
        if words := self.bar_by_hand(act, by):
            raise NotAllowed(words)
        return super().move(act, by=by, reason=reason, caused_by=caused_by, **changes)
