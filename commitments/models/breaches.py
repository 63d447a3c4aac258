from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from commitments.models.commitments import OWN_BODY, PERHAPS, USER, Commitment
from commitments.querysets import BreachQuerySet
from commitments.vocabulary import BreachStatus, LeadSource
from common.ends import End
from common.roles import CLERKS, CLOCK, DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.trail import Actor
from common.workflow import Verb, Workflow
from organisations.models import Department
from postings.recusal import persons_behind
from records.models import Fact

S = BreachStatus
OPEN = (S.ROUTING, S.VERIFYING, S.ORDERING, S.ORDERED, S.HEARING)
VERIFIERS = OFFICERS | FINDING_BODIES
"""The body that verifies acts here by its own posting, or the office writes down what its document says."""
ENDING = {
    "commitments.commitment.end_by_change",
    "commitments.commitment.find_unlawful",
    "commitments.commitment.void",
}
HAD_A_HAND = "您录入、修改、复核过这条承诺，或者登记、确认过它的履行，应当回避，请由另一人办理"


class Breach(Workflow):
    """The road of a promise that may be broken: lead, verification by a superior or sector authority, order, refusal.

    What stands at its end is internal（确认为违约失信）and no dishonesty record; it feeds the draft of one once one of the
    four documents exists. 苏政发〔2023〕55号 二(二)、三; 发改财金〔2023〕1103号; procedures A.1
    """

    MATTER = "违约失信的登记、核实、责令和确认"
    ORDER = 36

    number = models.CharField("核实编号", max_length=40, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="breaches", verbose_name="承诺")
    source = models.CharField("线索来源", max_length=12, choices=LeadSource.choices)
    lead = models.TextField("线索内容", max_length=2000)
    reported_on = models.DateField("收到线索的日期")
    registered_by = models.ForeignKey(verbose_name="登记人", **USER)
    body_name = models.CharField("核实机关", max_length=200, blank=True)
    body_unit = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核实机关（名录）"
    )
    verify_due = models.DateField("核实期限", null=True, blank=True)
    verify_document = models.CharField("核实文书", max_length=300, blank=True)
    verified_on = models.DateField("核实日期", null=True, blank=True)
    finding = models.TextField("核实结论", max_length=2000, blank=True)
    order_document = models.CharField("责令改正文书", max_length=300, blank=True)
    served_on = models.DateField("责令文书送达日期", null=True, blank=True)
    served_how = models.CharField("送达方式与凭证", max_length=200, blank=True)
    mend_due = models.DateField("改正期限", null=True, blank=True)
    mend_document = models.CharField("改正的证明", max_length=300, blank=True)
    mended_on = models.DateField("改正日期", null=True, blank=True)
    hearing_served_on = models.DateField("拟认定的告知送达日期", null=True, blank=True)
    hearing_served_how = models.CharField("告知的送达方式与凭证", max_length=200, blank=True)
    hearing_due = models.DateField("陈述申辩截止", null=True, blank=True)
    statement = models.TextField("陈述申辩意见", max_length=5000, blank=True)
    confirm_document = models.CharField("确认违约失信的文书", max_length=300, blank=True)
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    confirmed_by = models.ForeignKey(verbose_name="登记确认的人", **PERHAPS)
    correct_document = models.CharField("更正认定的文书", max_length=300, blank=True)
    revoke_document = models.CharField("撤销认定的文书", max_length=300, blank=True)
    record = models.ForeignKey(
        Fact,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="失信记录草稿",
    )
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.ROUTING, editable=False)

    objects = BreachQuerySet.as_manager()

    ENDS = {
        S.UNTRUE: End.DECLINED,
        S.MENDED: End.CONCLUDED,
        S.REVOKED: End.WITHDRAWN,
        S.LAPSED: End.LAPSED,
    }
    ENTER = Verb("登记违约线索", (), S.ROUTING, OFFICERS)
    TRANSITIONS = {
        "route": Verb("转核实", (S.ROUTING,), S.VERIFYING, OFFICERS),
        "find_true": Verb("登记核实属实", (S.VERIFYING,), S.ORDERING, VERIFIERS),
        "find_untrue": Verb("登记核实不属实", (S.VERIFYING,), S.UNTRUE, VERIFIERS),
        "order": Verb("登记责令改正", (S.ORDERING,), S.ORDERED, VERIFIERS),
        "mend": Verb("登记已改正", (S.ORDERED, S.HEARING), S.MENDED, VERIFIERS),
        "notify": Verb("告知拟认定违约失信", (S.ORDERED,), S.HEARING, DIRECTORS, needs_reason=True),
        "state": Verb("陈述申辩", (S.HEARING,), "", REPRESENTATIVES),
        "confirm": Verb("登记确认违约失信", (S.HEARING,), S.CONFIRMED, DIRECTORS, needs_reason=True),
        "drop": Verb("不认定违约失信", (S.HEARING,), S.ORDERED, DIRECTORS, needs_reason=True),
        "draft_record": Verb("由文书生成失信记录草稿", (S.CONFIRMED,), "", CLERKS),
        "correct": Verb("登记更正认定", (S.CONFIRMED,), "", DIRECTORS, needs_reason=True),
        "repair": Verb("登记已履行修复", (S.CONFIRMED,), S.MENDED, VERIFIERS),
        "revoke": Verb("登记撤销认定", (S.CONFIRMED,), S.REVOKED, DIRECTORS, needs_reason=True),
        "lapse": Verb("终止", OPEN, S.LAPSED, frozenset(), needs_reason=True, caused_by=ENDING),
    }

    class Meta:
        verbose_name = "违约失信核实"
        verbose_name_plural = "违约失信核实"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], name="breach_one_open", condition=Q(status__in=[*OPEN, S.CONFIRMED])
            ),
            models.CheckConstraint(
                name="breach_routed_whole",
                condition=Q(status__in=[S.ROUTING, S.LAPSED]) | ~Q(body_name=""),
            ),
            models.CheckConstraint(
                name="breach_verified_by_document",
                condition=Q(status__in=[S.ROUTING, S.VERIFYING, S.LAPSED])
                | ~Q(verify_document="") & ~Q(finding="") & Q(verified_on__isnull=False),
            ),
            models.CheckConstraint(
                name="breach_ordered_whole",
                condition=~Q(status__in=[S.ORDERED, S.HEARING, S.CONFIRMED, S.REVOKED, S.MENDED])
                | ~Q(order_document="") & Q(served_on__isnull=False, mend_due__gte=F("served_on")),
            ),
            models.CheckConstraint(
                name="breach_confirmed_after_refusal",
                condition=~Q(status=S.CONFIRMED)
                | ~Q(confirm_document="")
                & Q(confirmed_on__gt=F("mend_due"), hearing_served_on__isnull=False)
                & Q(confirmed_by__isnull=False)
                & ~Q(confirmed_by=F("registered_by")),
            ),
            models.CheckConstraint(
                name="breach_mended_by_proof",
                condition=~Q(status=S.MENDED) | ~Q(mend_document="") & Q(mended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="breach_feeds_once_confirmed",
                condition=Q(record=None) | Q(status__in=[S.CONFIRMED, S.REVOKED, S.MENDED]),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def department(self) -> Department:
        """Return the body that promised, or answers for it now."""
        return self.commitment.department

    def refuse_texts(self, texts: Mapping[str, Any]) -> None:
        """Refuse what may not be said of the promise either."""
        self.commitment.refuse_texts(texts)

    def hides_lead(self, posting: Actor) -> bool:
        """Say whether `posting` acts for the accused body, which is told of the promise and never of who gave the lead."""
        return posting.role in REPRESENTATIVES

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another: all but the body's own representative（procedures A.2）."""
        if by.role in CLOCK or by.role in REPRESENTATIVES:
            return ""
        if by.unit_id and by.unit_id == self.commitment.department_id:
            return OWN_BODY
        return HAD_A_HAND if by.role not in CLERKS and self._hands() & set(persons_behind(by)) else ""

    def _hands(self) -> set[UUID]:
        one = self.commitment
        hands = (one.entered_by_id, one.last_changed_by_id, one.reviewed_by_id, one.accepted_by_id)
        return {key for key in (*hands, one.reported_by_id) if key}
