from __future__ import annotations

from datetime import date
from typing import Self, cast

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common.ends import End
from common.roles import CLOCK, DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES, Role
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from discipline.bounds import shortening
from discipline.hands import PERHAPS, USER, recusal_from
from discipline.measures.bodies import acting_here
from discipline.measures.vocabulary import MeasureStatus, RecordEnd, SparedBecause
from discipline.routing import Routed
from organisations.models import Department
from records.facts.models.facts import ActsOfFacts, acts_ending
from records.models import Fact
from records.scopes import case_scope

S = MeasureStatus
BEFORE = (S.ROUTING, S.NOTICE, S.HEARING)
"""Nothing is decided yet."""
IN_FORCE = (S.RUNNING, S.TO_LIFT)
OPEN = (*BEFORE, *IN_FORCE)
DECIDED = (*IN_FORCE, S.LIFTED, S.EXPIRED)
MENDABLE = (S.HEARING, S.RUNNING)
"""What a department may still be spared: proposed to it, or applied（二(五)）."""
LENIENCY = "discipline.leniency"
UNTOLD = Q(status__in=[S.ROUTING, S.NOTICE, S.CANCELLED]) | Q(status=S.LAPSED, notified_on=None)
"""Of these the department has not been told."""
DECIDERS = DIRECTORS | FINDING_BODIES
"""Of them the body that applies the measure where it acts here; else the director writes down its document."""
ENDS_OF_RECORDS = (
    acts_ending(End.WITHDRAWN, End.VOID, End.TOLERATED)
    | ActsOfFacts(lambda kind: {"repair"} if kind.IS_REPAIRABLE else set())
    | {"records.publication.end"}
)


class MeasureQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return the measures on records in scope, and those that the posting's own body applies.

        A department reads its own from the notice on.
        """
        seen = case_scope(posting)
        if posting.role == Role.REPRESENTATIVE:
            return self.filter(seen).exclude(UNTOLD)
        if posting.role == Role.FINDING_BODY and posting.unit_id:
            seen |= Q(body_unit=posting.unit_id)
        return self.filter(seen)

    def ran_on(self, day: date) -> Self:
        """Return the measures that were served and running on a day."""
        lifted = Q(lifted_on__isnull=True) | Q(lifted_on__gt=day)
        term = Q(served_on__lte=day, starts_on__lte=day, until__gte=day)
        return self.filter(lifted, term, status__in=DECIDED)


class Measure(Routed, Workflow):
    """A measure against a department with a dishonesty record（惩戒措施）, out of the catalogue, by the body that it names.

    Decided after notice and hearing; it ends by its term, by decision, or with its record as the catalogue says.
    苏政发〔2023〕55号 二(四); rules.md 3.11; procedures.md 13
    """

    MATTER = "惩戒措施的登记、转送、告知、决定和解除"
    ORDER = 31

    number = models.CharField("惩戒编号", max_length=40, unique=True, editable=False)
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="+", verbose_name="失信记录")
    measure = models.CharField("措施", max_length=40)
    label = models.CharField("措施名称", max_length=100)
    measure_version = models.PositiveIntegerField("措施目录版本")
    because = models.CharField("拟实施的理由", max_length=500)
    registered_by = models.ForeignKey(verbose_name="登记人", **USER)
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    notified_on = models.DateField("告知送达日期", null=True, blank=True)
    notified_how = models.CharField("告知的送达方式与凭证", max_length=200, blank=True)
    hearing_due = models.DateField("陈述申辩截止", null=True, blank=True)
    statement = models.TextField("陈述申辩意见", blank=True)
    document_number = models.CharField("惩戒决定文号", max_length=120, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey(verbose_name="决定或者登记决定的人", **PERHAPS)
    served_on = models.DateField("决定送达日期", null=True, blank=True)
    served_how = models.CharField("决定的送达方式与凭证", max_length=200, blank=True)
    starts_on = models.DateField("执行自", null=True, blank=True)
    until = models.DateField("执行至（最后一日）", null=True, blank=True)
    end_way = models.CharField("终止方式", max_length=12, choices=RecordEnd.choices, blank=True)
    lift_due = models.DateField("解除文书应到之日", null=True, blank=True)
    lift_document = models.CharField("解除文书", max_length=300, blank=True)
    lifted_on = models.DateField("解除日期", null=True, blank=True)
    spared_because = models.CharField(
        "从轻或者免于的情形", max_length=10, choices=SparedBecause.choices, blank=True
    )
    spared_document = models.CharField("从轻或者免于的决定文书", max_length=300, blank=True)
    narrowed_to = models.CharField("从轻后的范围", max_length=300, blank=True)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.ROUTING, editable=False)

    objects = MeasureQuerySet.as_manager()

    ENDS = {
        S.LIFTED: End.CONCLUDED,
        S.EXPIRED: End.EXPIRED,
        S.EXEMPTED: End.DECLINED,
        S.DROPPED: End.DECLINED,
        S.CANCELLED: End.CANCELLED,
        S.LAPSED: End.LAPSED,
    }
    ENTER = Verb("登记惩戒措施", (), S.ROUTING, OFFICERS, needs_reason=True)
    TRANSITIONS = {
        "route": Verb("按目录转送实施机关", (S.ROUTING,), S.NOTICE, OFFICERS),
        "choose_body": Verb("指定实施机关", (S.ROUTING,), S.NOTICE, DIRECTORS, needs_reason=True),
        "notify": Verb("登记拟惩戒的告知", (S.NOTICE,), S.HEARING, OFFICERS),
        "state": Verb("陈述申辩", (S.HEARING,), "", REPRESENTATIVES),
        "impose": Verb("登记惩戒决定", (S.HEARING,), S.RUNNING, DECIDERS, needs_reason=True),
        "drop": Verb("不予惩戒", (S.HEARING,), S.DROPPED, DECIDERS, needs_reason=True),
        "lighten": Verb(
            "从轻", MENDABLE, "", frozenset(), needs_reason=True, caused_by={f"{LENIENCY}.lighten"}
        ),
        "exempt": Verb(
            "免于惩戒", MENDABLE, S.EXEMPTED, frozenset(), needs_reason=True, caused_by={f"{LENIENCY}.spare"}
        ),
        "shorten": shortening(S.RUNNING),
        "lift": Verb("登记解除", IN_FORCE, S.LIFTED, DECIDERS, needs_reason=True),
        "write": Verb("发解除通知书", (S.TO_LIFT,), "", OFFICERS),
        "escalate": Verb("报请上级督促解除", (S.TO_LIFT,), "", DIRECTORS, needs_reason=True),
        "keep": Verb("恢复执行", (S.TO_LIFT,), S.RUNNING, DIRECTORS, needs_reason=True),
        "cancel": Verb("撤回登记", (S.ROUTING, S.NOTICE), S.CANCELLED, DIRECTORS, needs_reason=True),
        "expire": Verb("期满", IN_FORCE, S.EXPIRED, CLOCK, needs_reason=True),
        "cease": Verb(
            "随失信记录解除",
            (S.RUNNING,),
            S.LIFTED,
            frozenset(),
            needs_reason=True,
            caused_by=ENDS_OF_RECORDS,
        ),
        "await_lift": Verb(
            "待解除", (S.RUNNING,), S.TO_LIFT, frozenset(), needs_reason=True, caused_by=ENDS_OF_RECORDS
        ),
        "lapse": Verb("终止", BEFORE, S.LAPSED, frozenset(), needs_reason=True, caused_by=ENDS_OF_RECORDS),
    }

    class Meta:
        verbose_name = "惩戒措施"
        verbose_name_plural = "惩戒措施"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "measure"], name="measure_one_open", condition=Q(status__in=OPEN)
            ),
            models.CheckConstraint(
                name="measure_body_named",
                condition=Q(status__in=[S.ROUTING, S.CANCELLED, S.LAPSED]) | ~Q(body_name=""),
            ),
            models.CheckConstraint(
                name="measure_heard_first",
                condition=Q(status__in=[S.ROUTING, S.NOTICE, S.CANCELLED, S.LAPSED])
                | Q(notified_on__isnull=False, hearing_due__isnull=False) & ~Q(notified_how=""),
            ),
            models.CheckConstraint(
                name="measure_decided_whole",
                condition=~Q(status__in=DECIDED)
                | Q(
                    decided_on__gte=F("notified_on"), served_on__gte=F("decided_on"), decided_by__isnull=False
                )
                & Q(starts_on__gte=F("decided_on"), until__gte=F("starts_on"))
                & ~Q(document_number="")
                & ~Q(served_how=""),
            ),
            models.CheckConstraint(
                name="measure_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("registered_by")),
            ),
            models.CheckConstraint(
                name="measure_lifted_whole",
                condition=~Q(status=S.LIFTED) | Q(lifted_on__isnull=False) & ~Q(lift_document=""),
            ),
            models.CheckConstraint(
                name="measure_waits_for_a_way",
                condition=~Q(status=S.TO_LIFT) | ~Q(end_way="") & Q(lifted_on__isnull=True),
            ),
            models.CheckConstraint(
                name="measure_spared_by_document",
                condition=Q(spared_because="", spared_document="") & ~Q(status=S.EXEMPTED)
                | ~Q(spared_because="") & ~Q(spared_document=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another: all but the department's own representative（procedures A.2）."""
        return "" if by.role in REPRESENTATIVES else recusal_from(self.fact, by)

    def is_for(self, by: Actor) -> bool:
        """Say whether `by` decides for the body that applies it; of one elsewhere the director writes down its document."""
        here = acting_here([self.body_unit_id] if self.body_unit_id else [], timezone.localdate())
        return by.unit_id in here if by.role == Role.FINDING_BODY else not here

    @property
    def department(self) -> Department:
        """Return the department that it is against."""
        return cast(Department, self.fact.department)

    @property
    def term_words(self) -> str:
        """Return from when until when it runs, "" before the decision."""
        return f"{self.starts_on:%Y-%m-%d} 至 {self.until:%Y-%m-%d}" if self.starts_on and self.until else ""
