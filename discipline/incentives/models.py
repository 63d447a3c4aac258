from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.roles import CLOCK, DIRECTORS, OFFICERS, REPRESENTATIVES, Role
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from discipline.bounds import shortening
from discipline.hands import PERHAPS, USER, recusal_from
from discipline.incentives.vocabulary import IncentiveStatus
from dossiers.models import Honour
from organisations.scopes import official_scope
from postings.recusal import AboutOfficial
from records.facts.models.facts import acts_ending
from records.models import Fact
from records.scopes import fact_scope

S = IncentiveStatus
OPEN = (S.PROPOSED, S.RUNNING)
GRANTED = (S.RUNNING, S.EXPIRED)
ENDERS = DIRECTORS | CLOCK


class IncentiveQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return those of departments in scope; of officials by 干部管理权限, never by region."""
        of_departments = Q(fact__isnull=False) & fact_scope(posting, "fact__")
        if posting.role == Role.REPRESENTATIVE:
            return self.filter(of_departments).exclude(status__in=[S.PROPOSED, S.DECLINED])
        return self.filter(
            of_departments | Q(honour__isnull=False) & official_scope(posting, "honour__official__")
        )

    def listed_to(self, posting: Actor) -> Self:
        """Return what may stand in a list, be found or counted: never a case about an official（rules.md 0.2b）."""
        return self.visible_to(posting).filter(honour__isnull=True)


class Incentive(AboutOfficial, Workflow):
    """What a commended department or official is given for honest conduct（守信激励）, out of the catalogue, for a term.

    It falls with its honour. 苏政发〔2023〕55号 二(四); rules.md 3.6
    """

    MATTER = "守信激励措施的登记和决定"
    ORDER = 32
    OFFICIAL = "honour__official"

    number = models.CharField("激励编号", max_length=40, unique=True, editable=False)
    fact = models.ForeignKey(Fact, models.PROTECT, null=True, related_name="+", verbose_name="部门的守信记录")
    honour = models.ForeignKey(
        Honour, models.PROTECT, null=True, related_name="+", verbose_name="公务员的表彰荣誉"
    )
    measure = models.CharField("激励措施", max_length=40)
    label = models.CharField("措施名称", max_length=100)
    measure_version = models.PositiveIntegerField("目录版本")
    because = models.CharField("理由", max_length=500)
    registered_by = models.ForeignKey(verbose_name="登记人", **USER)
    body_name = models.CharField("实施机关", max_length=200, blank=True)
    document_number = models.CharField("决定文书", max_length=200, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey(verbose_name="登记决定的人", **PERHAPS)
    starts_on = models.DateField("执行自", null=True, blank=True)
    until = models.DateField("执行至（最后一日）", null=True, blank=True)
    revoked_because = models.CharField("撤销的理由", max_length=300, blank=True)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.PROPOSED, editable=False)

    objects = IncentiveQuerySet.as_manager()

    ENDS = {S.EXPIRED: End.EXPIRED, S.REVOKED: End.WITHDRAWN, S.DECLINED: End.DECLINED}
    ENTER = Verb("登记守信激励", (), S.PROPOSED, OFFICERS, needs_reason=True)
    TRANSITIONS = {
        "grant": Verb("登记激励决定", (S.PROPOSED,), S.RUNNING, DIRECTORS, needs_reason=True),
        "decline": Verb("不予激励", (S.PROPOSED,), S.DECLINED, DIRECTORS, needs_reason=True),
        "revoke": Verb(
            "撤销激励",
            OPEN,
            S.REVOKED,
            ENDERS,
            needs_reason=True,
            caused_by=acts_ending(End.WITHDRAWN, End.VOID),
        ),
        "shorten": shortening(S.RUNNING),
        "expire": Verb("期满", (S.RUNNING,), S.EXPIRED, CLOCK, needs_reason=True),
    }

    class Meta:
        verbose_name = "守信激励"
        verbose_name_plural = "守信激励"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="incentive_for_one_honour",
                condition=Q(fact__isnull=False, honour__isnull=True)
                | Q(fact__isnull=True, honour__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["fact", "honour", "measure"],
                name="incentive_one_open",
                nulls_distinct=False,
                condition=Q(status__in=OPEN),
            ),
            models.CheckConstraint(
                name="incentive_granted_whole",
                condition=~Q(status__in=GRANTED)
                | Q(decided_on__isnull=False, decided_by__isnull=False, until__gte=F("starts_on"))
                & Q(starts_on__gte=F("decided_on"))
                & ~Q(document_number="")
                & ~Q(body_name=""),
            ),
            models.CheckConstraint(
                name="incentive_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("registered_by")),
            ),
            models.CheckConstraint(
                name="incentive_revoked_with_reason", condition=~Q(status=S.REVOKED) | ~Q(revoked_because="")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another: all but the department's own representative（procedures A.2）."""
        if words := super().recusal(by):
            return words
        return "" if self.fact is None or by.role in REPRESENTATIVES else recusal_from(self.fact, by)

    @property
    def subject(self) -> Any:  # noqa: ANN401 - a department, or an official as lists name them
        """Return who is given it."""
        return (
            self.fact.department if self.fact is not None else self.honour.official if self.honour else None
        )

    @property
    def honour_words(self) -> str:
        """Return for which honour it is given."""
        return str(self.fact.of_kind) if self.fact is not None else str(self.honour)
