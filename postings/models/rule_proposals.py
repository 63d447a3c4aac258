from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.models import RuleValue
from common.roles import BLIND_ROLES, DIRECTORS, OFFICERS
from common.rulebook import Change, Effect, rulebook
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet


class ProposalStatus(models.TextChoices):
    """How far a revision of a rule has come."""

    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    DECLINED = "declined", "未采纳"
    WITHDRAWN = "withdrawn", "已收回"


S = ProposalStatus


class RuleProposalQuerySet(WorkflowQuerySet):
    """Questions put to revisions of rules."""

    def visible_to(self, posting: Actor) -> RuleProposalQuerySet:
        """Return all to everyone who works with the rules; they are the same for the whole province."""
        return self.none() if posting.role in BLIND_ROLES else self.all()

    def waiting(self) -> RuleProposalQuerySet:
        """Return those that wait for the director."""
        return self.filter(status=S.PROPOSED)


class RuleProposal(Workflow):
    """A new version of a rule's value, proposed by an officer, confirmed by the director（规则修订）.

    House, idea 3: rules are dated data; 苏政发〔2023〕55号 二(二)–(五)
    """

    MATTER = "期限、金额档等的修订和确认"
    ORDER = 50

    kind = models.CharField("规则", max_length=40)
    key = models.CharField("项", max_length=40, blank=True)
    label = models.CharField("说明", max_length=100)
    value = models.JSONField("值")
    unit = models.CharField("单位", max_length=20, blank=True)
    basis = models.CharField("依据", max_length=200)
    document_number = models.CharField("文号", max_length=100, blank=True)
    effective_from = models.DateField("施行日期")
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.PROPOSED, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="提出人"
    )
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="决定人",
    )
    decided_at = models.DateTimeField("决定时间", null=True, editable=False)
    rule = models.OneToOneField(
        RuleValue,
        models.PROTECT,
        null=True,
        related_name="proposal",
        editable=False,
        verbose_name="生效的版本",
    )

    objects = RuleProposalQuerySet.as_manager()

    ENDS = {S.CONFIRMED: End.CONCLUDED, S.DECLINED: End.DECLINED, S.WITHDRAWN: End.CANCELLED}
    ENTER = Verb("提出规则修订", (), S.PROPOSED, OFFICERS)
    TRANSITIONS = {
        "confirm": Verb("确认规则", (S.PROPOSED,), S.CONFIRMED, DIRECTORS, needs_reason=True),
        "decline": Verb("不予采纳", (S.PROPOSED,), S.DECLINED, DIRECTORS, needs_reason=True),
        "withdraw": Verb("收回修订", (S.PROPOSED,), S.WITHDRAWN, OFFICERS, needs_reason=True),
    }

    proposed_by_id: Any
    rule_id: Any

    class Meta:
        verbose_name = "规则修订"
        verbose_name_plural = "规则修订"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="rule_proposed_once", condition=Q(status=S.PROPOSED)
            ),
            models.CheckConstraint(
                name="rule_confirmed_by_another",
                condition=~Q(status__in=[S.CONFIRMED, S.DECLINED])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="rule_confirmed_has_value",
                condition=Q(status=S.CONFIRMED, rule__isnull=False)
                | (~Q(status=S.CONFIRMED) & Q(rule__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}：{self.words}"

    @property
    def words(self) -> str:
        """Return the proposed value as people read it."""
        return rulebook.words(self.kind, self.value, self.unit)

    def change(self, today: date) -> Change:
        """Return what the effects of this proposal are computed from."""
        return Change(self.kind, self.key, self.value, self.unit, self.effective_from, today)

    def effects(self, today: date) -> list[Effect]:
        """Return what this value would do; nothing is written."""
        return rulebook.effects(self.change(today))
