from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.roles import CLOCK, DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES, Role
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from discipline.hands import LATER, USER, recusal_from
from discipline.leniency.rule import Proposal
from discipline.leniency.vocabulary import HARMS, PROPOSALS, LeniencyStatus
from discipline.measures.models import Measure
from discipline.measures.vocabulary import SparedBecause
from discipline.tolerance.vocabulary import Origin
from records.facts.models.facts import acts_ending
from records.models import Fact
from records.scopes import case_scope

S = LeniencyStatus
OPEN = (S.PENDING, S.EXAMINING, S.DECIDING)
GRANTED = (S.SPARED, S.LIGHTENED)
DECIDED = (*GRANTED, S.REFUSED)
LETTERED = (S.REJECTED, *DECIDED)
"""Of these a letter may wait for its number or its service."""
APPLICANTS = REPRESENTATIVES | OFFICERS
"""The department itself; an officer for what came on paper, or ex officio."""
FINDERS = OFFICERS | FINDING_BODIES
"""Who takes up and examines: the body that applies the measure where it acts here, else an officer by its documents."""
DECIDERS = DIRECTORS | FINDING_BODIES
"""That body again, by another person; else the director, who writes down its document."""
ENDS_OF_MEASURES = frozenset(
    f"discipline.measure.{act}" for act in ("lift", "expire", "drop", "cancel", "cease", "lapse")
)


class LeniencyQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return those about records in scope, and those that the posting's own body decides."""
        seen = case_scope(posting)
        if posting.role == Role.FINDING_BODY and posting.unit_id:
            seen |= Q(measure__body_unit=posting.unit_id)
        return self.filter(seen)


class Leniency(Workflow):
    """Whether one measure is lightened or spared because its department mended of its own accord（从轻或者免于惩戒）.

    A rule proposes, the body that applies the measure decides. It changes that measure alone: record, class, publicity
    and the duty to rectify stay. 苏政发〔2023〕55号 二(五); procedures.md 11
    """

    MATTER = "从轻或者免于惩戒的申请、审查、决定和送达"
    ORDER = 36

    number = models.CharField("从轻编号", max_length=40, unique=True, editable=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="leniencies", verbose_name="惩戒措施")
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="+", verbose_name="失信记录")
    origin = models.CharField("启动方式", max_length=10, choices=Origin.choices)
    applied_on = models.DateField("申请或启动日期")
    entered_by = models.ForeignKey(verbose_name="提出人", editable=False, **USER)
    ground = models.CharField("情形", max_length=10, choices=SparedBecause.choices)
    account = models.TextField("事由", max_length=4000)
    loss = models.DecimalField("损失", max_digits=18, decimal_places=2, null=True, blank=True)
    recovered = models.DecimalField("挽回的数额", max_digits=18, decimal_places=2, default=0)
    harm = models.CharField("不良影响和危害结果", max_length=10, choices=HARMS)
    acted_on = models.DateField("主动纠正之日")
    proof = models.CharField("证明主动的材料", max_length=200)
    proof_on = models.DateField("材料日期")
    warned_on = models.DateField("首次提醒拒不履行后果之日", null=True, blank=True)
    enforced_on = models.DateField("强制执行之日", null=True, blank=True)
    news = models.TextField("新的证据", max_length=1000, blank=True)
    accepted_by = models.ForeignKey(verbose_name="受理人", **LATER)
    accepted_on = models.DateField("受理日期", null=True, blank=True, editable=False)
    rejection = models.CharField("不予受理的情形", max_length=130, blank=True)
    examined_by = models.ForeignKey(verbose_name="审查人", **LATER)
    examined_on = models.DateField("审查日期", null=True, blank=True, editable=False)
    finding = models.TextField("审查意见", max_length=2000, blank=True)
    proposal = models.CharField("规则的建议", max_length=10, choices=PROPOSALS, blank=True)
    proposal_reasons = models.TextField("建议的理由和数额", max_length=2000, blank=True)
    recovered_share = models.DecimalField("挽回的比例", max_digits=4, decimal_places=1, null=True, blank=True)
    scale_version = models.PositiveIntegerField("比例规则版本", null=True, editable=False)
    document_number = models.CharField("决定文号", max_length=120, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey(verbose_name="决定或者登记决定的人", **LATER)
    decision_reason = models.TextField("决定理由", max_length=2000, blank=True)
    departure = models.TextField("不同于建议的理由", max_length=1000, blank=True)
    refusal = models.CharField("不予的情形", max_length=130, blank=True)
    until = models.DateField("从轻后执行至（最后一日）", null=True, blank=True)
    narrowed_to = models.CharField("从轻后的范围", max_length=300, blank=True)
    served_on = models.DateField("决定送达日期", null=True, blank=True)
    due_on = models.DateField("本步骤期限", null=True, blank=True, editable=False)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.PENDING, editable=False)

    objects = LeniencyQuerySet.as_manager()

    ENDS = {
        **dict.fromkeys(GRANTED, End.CONCLUDED),
        **dict.fromkeys((S.REFUSED, S.REJECTED), End.DECLINED),
        S.WITHDRAWN: End.CANCELLED,
        S.LAPSED: End.LAPSED,
    }
    ENTER = Verb("申请或者启动从轻、免于惩戒", (), S.PENDING, APPLICANTS, needs_reason=True)
    TRANSITIONS = {
        "accept": Verb("受理", (S.PENDING,), S.EXAMINING, FINDERS),
        "reject": Verb("不予受理", (S.PENDING,), S.REJECTED, FINDERS, needs_reason=True),
        "examine": Verb("登记审查意见", (S.EXAMINING,), S.DECIDING, FINDERS, needs_reason=True),
        "return": Verb("退回补充审查", (S.DECIDING,), S.EXAMINING, DECIDERS, needs_reason=True),
        "spare": Verb("决定免于惩戒", (S.DECIDING,), S.SPARED, DECIDERS, needs_reason=True),
        "lighten": Verb("决定从轻", (S.DECIDING,), S.LIGHTENED, DECIDERS, needs_reason=True),
        "refuse": Verb("决定不予从轻、免于", (S.DECIDING,), S.REFUSED, DECIDERS, needs_reason=True),
        "withdraw": Verb("撤回申请", OPEN, S.WITHDRAWN, APPLICANTS, needs_reason=True),
        "write": Verb("补发文书", LETTERED, "", FINDERS | DECIDERS),
        "serve": Verb("登记送达", LETTERED, "", FINDERS | DECIDERS),
        "lapse": Verb(
            "终止",
            OPEN,
            S.LAPSED,
            frozenset(),
            needs_reason=True,
            caused_by=acts_ending(End.WITHDRAWN, End.VOID, End.TOLERATED) | ENDS_OF_MEASURES,
        ),
    }

    class Meta:
        verbose_name = "从轻或者免于惩戒"
        verbose_name_plural = "从轻或者免于惩戒"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure"], name="leniency_one_open", condition=Q(status__in=OPEN)
            ),
            models.CheckConstraint(
                name="leniency_weighed_first",
                condition=~Q(status__in=[S.DECIDING, *DECIDED])
                | Q(accepted_on__isnull=False, examined_on__isnull=False, examined_by__isnull=False)
                & Q(scale_version__isnull=False)
                & ~Q(proposal=""),
            ),
            models.CheckConstraint(
                name="leniency_decided_whole",
                condition=~Q(status__in=DECIDED)
                | Q(decided_on__gte=F("acted_on")) & ~Q(document_number="") & ~Q(decision_reason=""),
            ),
            models.CheckConstraint(
                name="leniency_four_eyes",
                condition=~Q(status__in=DECIDED)
                | Q(decided_by__isnull=False)
                & ~Q(decided_by=F("entered_by"))
                & ~Q(decided_by=F("accepted_by"))
                & ~Q(decided_by=F("examined_by")),
            ),
            models.CheckConstraint(
                name="leniency_only_of_own_accord",
                condition=~Q(status__in=GRANTED)
                | ~Q(proof="")
                & (Q(warned_on=None) | Q(acted_on__lt=F("warned_on")))
                & (Q(enforced_on=None) | Q(acted_on__lt=F("enforced_on"))),
            ),
            models.CheckConstraint(
                name="leniency_departs_with_reason",
                condition=~Q(status__in=DECIDED)
                | Q(status=S.SPARED, proposal=Proposal.SPARE)
                | Q(status=S.LIGHTENED, proposal=Proposal.LIGHTEN)
                | Q(status=S.REFUSED, proposal=Proposal.NONE)
                | ~Q(departure=""),
            ),
            models.CheckConstraint(
                name="leniency_lightens_something",
                condition=~Q(status=S.LIGHTENED) | Q(until__isnull=False) | ~Q(narrowed_to=""),
            ),
            models.CheckConstraint(
                name="leniency_refused_on_a_ground",
                condition=(Q(status=S.REFUSED) & ~Q(refusal="")) | (~Q(status=S.REFUSED) & Q(refusal="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def is_for(self, by: Actor) -> bool:
        """Say whether `by` acts for the body that applies the measure; of one elsewhere the office writes down its documents."""
        return self.measure.is_for(by)

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another: all but the department's own representative（procedures A.2）."""
        return "" if by.role in REPRESENTATIVES | CLOCK else recusal_from(self.fact, by)
