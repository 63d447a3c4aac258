from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from common.models.identity import Keyed
from common.roles import CLOCK, REPRESENTATIVES, Role
from common.trail import Actor
from common.workflow import Workflow
from discipline.hands import LATER, USER, recusal_from
from discipline.routing import Routed
from discipline.tolerance.querysets import DECIDED, OPEN, ToleranceQuerySet
from discipline.tolerance.transitions import ENDS, ENTER, TRANSITIONS
from discipline.tolerance.vocabulary import (
    Answer,
    Liable,
    Listing,
    Origin,
    Outcome,
    Performance,
    ToleranceStatus,
)
from discipline.tolerance.weighing import FOR_BARS, FOR_LOOKS
from discipline.vocabulary import CompetentBody
from postings.recusal import AboutOfficial
from records.facts.models.kinds import FactKind
from records.models import Fact

S = ToleranceStatus
BEFORE_A_BODY = (S.PENDING, S.ROUTING, S.REJECTED, S.WITHDRAWN, S.LAPSED)
REPORTED = (S.CONSULTING, S.DECIDING, *DECIDED)


class Tolerance(AboutOfficial, Routed, Workflow):
    """Whether a record's matter is tolerated（容错）: asked or begun ex officio, investigated, put to others, decided together.

    Decided by 纪检监察机关 or 组织部门 alone; whether the record then enters is the director's own act, by its document.
    苏政发〔2023〕55号 二(二), 二(五); rules.md 3.7, 4.6; procedures B.9, B.10
    """

    MATTER = "容错的申请、调查核实、会商、认定、反馈和撤销"
    ORDER = 35
    OFFICIAL = "fact__official"

    number = models.CharField("容错编号", max_length=40, unique=True, editable=False)
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="tolerances", verbose_name="所涉记录")
    origin = models.CharField("启动方式", max_length=10, choices=Origin.choices)
    applied_on = models.DateField("申请或启动日期")
    ground = models.CharField("容错情形代码", max_length=40)
    ground_words = models.CharField("容错情形", max_length=130)
    ground_version = models.PositiveIntegerField("容错情形版本", editable=False)
    account = models.TextField("申请或启动的事由", max_length=4000)
    performance = models.CharField("裁判履行和债务", max_length=10, choices=Performance.choices)
    status = models.CharField("状态", max_length=13, choices=S.choices, default=S.PENDING, editable=False)
    due_on = models.DateField("本步骤期限", null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(verbose_name="提出人", editable=False, **USER)
    accepted_by = models.ForeignKey(verbose_name="受理人", **LATER)
    accepted_on = models.DateField("受理日期", null=True, blank=True, editable=False)
    rejection = models.CharField("不予受理的情形", max_length=130, blank=True)
    body = models.CharField("认定机关类型", max_length=20, choices=CompetentBody.choices, blank=True)
    report_document = models.CharField("调查核实报告", max_length=300, blank=True)
    report = models.TextField("调查核实结论", max_length=4000, blank=True)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    reported_by = models.ForeignKey(verbose_name="报告登记人", **LATER)
    round = models.PositiveSmallIntegerField("第几次调查会商", default=1, editable=False)
    meeting = models.CharField("集体研究的会议", max_length=200, blank=True)
    met_on = models.DateField("会议日期", null=True, blank=True)
    outcome = models.CharField("结论", max_length=8, choices=Outcome.choices, blank=True)
    liable = models.CharField("认定谁的责任", max_length=10, choices=Liable.choices, blank=True)
    scope = models.TextField("认定的事项和范围", max_length=1000, blank=True)
    document_number = models.CharField("认定文号", max_length=120, blank=True)
    decided_on = models.DateField("认定日期", null=True, blank=True)
    decision_reason = models.TextField("认定理由", max_length=2000, blank=True)
    decided_by = models.ForeignKey(verbose_name="认定或登记认定的人", **LATER)
    correction = models.TextField("纠错要求", max_length=1000, blank=True)
    correction_due = models.DateField("纠错期限", null=True, blank=True)
    corrected_on = models.DateField("纠错完成日期", null=True, blank=True)
    clears_name = models.BooleanField("需要澄清正名", null=True)
    cleared = models.TextField("澄清正名的办理", max_length=1000, blank=True)
    fed_back_on = models.DateField("反馈送达日期", null=True, blank=True)
    entry_reason = models.TextField("是否纳入的理由", max_length=2000, blank=True)
    entry_by = models.ForeignKey(verbose_name="决定是否纳入的人", **LATER)
    entry_on = models.DateField("决定是否纳入的日期", null=True, blank=True, editable=False)
    doubted_by = models.ForeignKey(verbose_name="提出撤销的人", **LATER)
    doubted_because = models.TextField("拟撤销的理由", max_length=2000, blank=True)
    statement_until = models.DateField("陈述意见截止", null=True, blank=True, editable=False)
    statement = models.TextField("陈述意见", max_length=4000, blank=True)
    revocation_document = models.CharField("撤销文书", max_length=300, blank=True)
    revoked_by = models.ForeignKey(verbose_name="撤销或登记撤销的人", **LATER)
    revoked_on = models.DateField("撤销日期", null=True, blank=True)
    created_at = models.DateTimeField("提出时间", auto_now_add=True)

    objects = ToleranceQuerySet.as_manager()

    ENDS = ENDS
    ENTER = ENTER
    TRANSITIONS = TRANSITIONS

    class Meta:
        verbose_name = "容错"
        verbose_name_plural = "容错"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["fact"], name="tolerance_one_open", condition=Q(status__in=OPEN)),
            models.CheckConstraint(
                name="tolerance_not_open_to_debts",
                condition=Q(performance__in=[Performance.NONE, Performance.PERFORMED]),
            ),
            models.CheckConstraint(
                name="tolerance_begins_with_reasons", condition=~Q(account="") & ~Q(ground_words="")
            ),
            models.CheckConstraint(
                name="tolerance_rejection_names_ground",
                condition=Q(status=S.REJECTED) & ~Q(rejection="") | ~Q(status=S.REJECTED) & Q(rejection=""),
            ),
            models.CheckConstraint(
                name="tolerance_body_named",
                condition=Q(status__in=BEFORE_A_BODY)
                | ~Q(body_name="")
                & Q(accepted_by__isnull=False)
                & Q(body__in=[CompetentBody.SUPERVISION, CompetentBody.ORGANISATION]),
            ),
            models.CheckConstraint(
                name="tolerance_rests_on_a_report",
                condition=~Q(status__in=REPORTED)
                | ~Q(report_document="") & Q(reported_on__isnull=False, reported_by__isnull=False),
            ),
            models.CheckConstraint(
                name="tolerance_decided_together",
                condition=~Q(status__in=DECIDED)
                | ~Q(meeting="")
                & ~Q(document_number="")
                & ~Q(scope="")
                & ~Q(liable="")
                & Q(met_on__gte=F("reported_on"), decided_on__gte=F("met_on"), clears_name__isnull=False),
            ),
            models.CheckConstraint(
                name="tolerance_says_its_outcome",
                condition=~Q(status__in=DECIDED)
                | Q(status=S.REFUSED, outcome=Outcome.REFUSED)
                | ~Q(status=S.REFUSED) & ~Q(outcome__in=["", Outcome.REFUSED]),
            ),
            models.CheckConstraint(
                name="tolerance_four_eyes",
                condition=~Q(status__in=DECIDED)
                | Q(decided_by__isnull=False)
                & ~Q(decided_by=F("entered_by"))
                & ~Q(decided_by=F("accepted_by"))
                & ~Q(decided_by=F("reported_by")),
            ),
            models.CheckConstraint(
                name="tolerance_exemption_alone_keeps_out",
                condition=~Q(status=S.EXCLUDED)
                | Q(outcome=Outcome.EXEMPT, entry_by__isnull=False, entry_on__isnull=False)
                & ~Q(entry_reason=""),
            ),
            models.CheckConstraint(
                name="tolerance_correction_whole",
                condition=Q(correction="", correction_due=None)
                | ~Q(correction="") & Q(correction_due__isnull=False),
            ),
            models.CheckConstraint(
                name="tolerance_revoked_by_another",
                condition=~Q(status=S.REVOKED)
                | Q(revoked_by__isnull=False, revoked_on__isnull=False, doubted_by__isnull=False)
                & ~Q(revocation_document="")
                & ~Q(revoked_by=F("doubted_by")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def about(cls, fact: FactKind) -> Tolerance:
        """Return an unsaved case about a record, which knows who keeps off it."""
        return cls(fact=fact.parent)

    @property
    def latest_opinions(self) -> models.QuerySet[ToleranceOpinion]:
        """Return what was said since the last report; what was said before a 退回补充调查 no longer counts."""
        return self.opinions.filter(round=self.round)

    @property
    def is_of_official(self) -> bool:
        """Say whether it is about an official: then it stands in no list, the file alone is told."""
        return self.fact.official_id is not None

    @property
    def subject_words(self) -> str:
        """Return whom it is about; an official by no name."""
        return "公务员（按干部管理权限）" if self.is_of_official else str(self.fact.department)

    def is_for(self, by: Actor) -> bool:
        """Say whether `by` acts for the body that decides; of one elsewhere the director registers its documents."""
        if self.body_unit is None:
            return by.role == Role.DIRECTOR
        units = {self.body_unit.pk, self.body_unit.successor_id}
        return by.role == Role.FINDING_BODY and by.unit_id in units

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another: all but the department's own representative（procedures A.2）."""
        if words := super().recusal(by):
            return words
        return "" if by.role in REPRESENTATIVES | CLOCK else recusal_from(self.fact, by)


class ToleranceCheck(Keyed):
    """What was found of one item of a list: of a look（六看）or of the negative list, with the version it was asked by."""

    case = models.ForeignKey(Tolerance, models.PROTECT, related_name="checks", verbose_name="容错")
    listing = models.CharField("清单", max_length=20, choices=Listing.choices)
    key = models.CharField("项", max_length=40)
    version = models.PositiveIntegerField("版本")
    words = models.CharField("所列", max_length=130)
    is_settled = models.BooleanField("已确认")
    answer = models.CharField("结论", max_length=8, choices=Answer.choices)
    remark = models.CharField("说明", max_length=500)

    class Meta:
        verbose_name = "容错逐项查明"
        verbose_name_plural = "容错逐项查明"
        ordering = ["case", "-listing", "key"]
        constraints = [
            models.UniqueConstraint(fields=["case", "listing", "key"], name="tolerance_check_once"),
            models.CheckConstraint(
                name="tolerance_check_answers_its_list",
                condition=Q(listing=Listing.LOOK, answer__in=FOR_LOOKS)
                | Q(listing=Listing.BAR, answer__in=FOR_BARS),
            ),
            models.CheckConstraint(name="tolerance_check_says_why", condition=~Q(remark="")),
        ]

    def __str__(self) -> str:
        return f"{self.words}：{self.get_answer_display()}"


class ToleranceOpinion(Keyed):
    """What one body said in the consultation（会商）, and by which document."""

    case = models.ForeignKey(Tolerance, models.PROTECT, related_name="opinions", verbose_name="容错")
    round = models.PositiveSmallIntegerField("第几次会商", default=1, editable=False)
    body = models.CharField("会商单位", max_length=200)
    opinion = models.TextField("意见", max_length=2000)
    document = models.CharField("文书或会议记录", max_length=200, blank=True)
    given_on = models.DateField("日期")
    entered_by = models.ForeignKey(verbose_name="登记人", **USER)

    class Meta:
        verbose_name = "容错会商意见"
        verbose_name_plural = "容错会商意见"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "body"], name="tolerance_opinion_once_a_body"),
            models.CheckConstraint(name="tolerance_opinion_says", condition=~Q(body="") & ~Q(opinion="")),
        ]

    def __str__(self) -> str:
        return f"{self.body}：{self.opinion[:40]}"

    @property
    def said(self) -> str:
        """Return when it was said, in which round where there was another, and by which document."""
        round_words = f"第 {self.round} 次会商" if self.case.round > 1 else ""
        return " · ".join(filter(None, (round_words, f"{self.given_on}", self.document)))
