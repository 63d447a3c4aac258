from __future__ import annotations

from typing import Any, Self, cast

from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.models.identity import Keyed
from common.roles import CLOCK, CREDIT_OFFICE, DIRECTORS, OFFICERS, REPRESENTATIVES
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from discipline.hands import LATER, OWN_BODY, USER, recusal_from
from organisations.models import Department
from organisations.scopes import department_scope
from records.facts.models.facts import acts_ending
from records.models import LostJudgment as Judgment
from supervision.warnings.vocabulary import Disposal, PressKind, WarningStatus

__all__ = ["Judgment", "JudgmentWarning", "WarningMeasure", "WarningStep"]

S = WarningStatus
OPEN = (S.SUED, S.LOST, S.ENFORCING, S.REFUSED)
OWING = (S.LOST, S.ENFORCING, S.REFUSED)
"""The rungs on which the department owes what a judgment says."""
ENDS_OF_JUDGMENTS = acts_ending(End.WITHDRAWN, End.VOID)


class WarningQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return the chains of the departments in scope; a department has its own. Nothing of them is ever public."""
        return self.filter(department_scope(posting, "department__"))


class JudgmentWarning(Workflow):
    """The warnings about one lawsuit of a department: 被诉提醒 → 败诉督办 → 执行立案预警 → 拒不执行.

    Each rung is opened by the fact that causes it: the court's notice of the suit, the confirmed lost judgment, the court's
    enforcement case, the court's announcement. It is internal until that announcement, which stands in public by its own
    record alone. 苏政发〔2023〕55号 二(三); 行政诉讼法 96; rules.md 0.2i; procedures C.12
    """

    MATTER = "被诉、败诉、执行立案和拒不执行的提醒、督办、预警"
    ORDER = 38

    number = models.CharField("预警编号", max_length=40, unique=True, editable=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="部门")
    court = models.CharField("法院", max_length=200)
    case_number = models.CharField("案号", max_length=120)
    case_key = models.CharField(max_length=120, editable=False)
    matter = models.CharField("案由", max_length=300)
    received_on = models.DateField("收到起诉状副本之日", null=True, blank=True)
    registered_by = models.ForeignKey(verbose_name="登记人", editable=False, **USER)
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    opened_by = models.ForeignKey(verbose_name="开启本阶段的人", editable=False, **USER)
    opened_on = models.DateField("进入本阶段", editable=False)
    judgment = models.ForeignKey(
        Judgment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="败诉裁判"
    )
    obligation = models.TextField("裁判确定的义务", max_length=2000, blank=True)
    perform_by = models.DateField("裁判确定的履行期限", null=True, blank=True)
    performance_due = models.DateField("履行期限", null=True, blank=True, editable=False)
    enforcement_number = models.CharField("执行案号", max_length=120, blank=True)
    enforcement_court = models.CharField("执行法院", max_length=200, blank=True)
    enforcement_filed_on = models.DateField("执行立案日期", null=True, blank=True)
    refusal = models.ForeignKey(
        Judgment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="法院公告"
    )
    signed_by = models.ForeignKey(verbose_name="本阶段函件的签发人", **LATER)
    due_on = models.DateField("本步骤期限", null=True, blank=True, editable=False)
    performance = models.TextField("履行情况", max_length=4000, blank=True)
    performed_on = models.DateField("履行完毕之日", null=True, blank=True)
    proved_by = models.ForeignKey(verbose_name="提交履行证明的人", **LATER)
    proved_on = models.DateField("提交履行证明之日", null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(verbose_name="核对人", **LATER)
    checked_on = models.DateField("核对日期", null=True, blank=True, editable=False)
    disposal = models.CharField("诉讼的结果", max_length=10, choices=Disposal.choices, blank=True)
    disposal_document = models.CharField("结果的文书", max_length=200, blank=True)
    disposed_on = models.DateField("结果的文书日期", null=True, blank=True)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.SUED, editable=False)

    objects = WarningQuerySet.as_manager()

    ENDS = {
        **dict.fromkeys((S.PERFORMED, S.CLOSED), End.CONCLUDED),
        S.CANCELLED: End.CANCELLED,
        S.LAPSED: End.LAPSED,
    }
    ENTER = Verb("登记被诉", (), S.SUED, OFFICERS | REPRESENTATIVES)
    ENTRIES = {
        "enter_lost": Verb("按败诉裁判开启督办", (), S.LOST, OFFICERS),
        "enter_refused": Verb("按法院公告登记拒不执行", (), S.REFUSED, OFFICERS),
    }
    TRANSITIONS = {
        "remind": Verb("发被诉提醒函", (S.SUED,), "", OFFICERS),
        "oversee": Verb("转入败诉督办", (S.SUED,), S.LOST, OFFICERS),
        "urge": Verb("签发败诉督办函", (S.LOST,), "", DIRECTORS),
        "enforce": Verb("登记执行立案", (S.LOST,), S.ENFORCING, OFFICERS),
        "alert": Verb("签发执行立案预警函", (S.ENFORCING,), "", DIRECTORS),
        "refuse": Verb("登记法院公告的拒不执行", (S.LOST, S.ENFORCING), S.REFUSED, OFFICERS),
        "report": Verb("报告所采取的措施", OPEN, "", REPRESENTATIVES),
        "prove": Verb("提交履行证明", OWING, "", REPRESENTATIVES),
        "send_back": Verb("退回补充证明", OWING, "", OFFICERS, needs_reason=True),
        "accept": Verb("核对属实，已履行", OWING, S.PERFORMED, OFFICERS, needs_reason=True),
        "name_body": Verb("指定约谈、通报的机关", OWING, "", DIRECTORS, needs_reason=True),
        "interview": Verb("约谈", OWING, "", DIRECTORS, needs_reason=True),
        "circulate": Verb("通报", OWING, "", DIRECTORS, needs_reason=True),
        "close": Verb("登记未败诉", (S.SUED,), S.CLOSED, OFFICERS, needs_reason=True),
        "cancel": Verb("撤回登记", (S.SUED,), S.CANCELLED, DIRECTORS, needs_reason=True),
        "write": Verb("补发函件", tuple(S), "", CREDIT_OFFICE),
        "serve": Verb("登记送达", tuple(S), "", CREDIT_OFFICE),
        "recount": Verb("裁判更正后重算履行期限", OWING, "", CLOCK),
        "fall_to_enforcing": Verb(
            "公告撤销，回到执行立案预警",
            (S.REFUSED,),
            S.ENFORCING,
            frozenset(),
            needs_reason=True,
            caused_by=ENDS_OF_JUDGMENTS,
        ),
        "fall_to_lost": Verb(
            "公告撤销，回到败诉督办",
            (S.REFUSED,),
            S.LOST,
            frozenset(),
            needs_reason=True,
            caused_by=ENDS_OF_JUDGMENTS,
        ),
        "lapse": Verb("终止", OWING, S.LAPSED, frozenset(), needs_reason=True, caused_by=ENDS_OF_JUDGMENTS),
    }

    class Meta:
        verbose_name = "裁判履行预警"
        verbose_name_plural = "裁判履行预警"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "case_key"], name="warning_one_open", condition=Q(status__in=OPEN)
            ),
            models.UniqueConstraint(
                fields=["judgment"],
                name="warning_one_open_for_judgment",
                condition=Q(status__in=OPEN, judgment__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["refusal"],
                name="warning_one_open_for_refusal",
                condition=Q(status__in=OPEN, refusal__isnull=False),
            ),
            models.CheckConstraint(
                name="warning_sued_by_a_notice",
                condition=~Q(status__in=[S.SUED, S.CLOSED, S.CANCELLED]) | Q(received_on__isnull=False),
            ),
            models.CheckConstraint(
                name="warning_overseen_by_a_judgment",
                condition=~Q(status__in=[S.LOST, S.ENFORCING])
                | Q(judgment__isnull=False) & ~Q(obligation=""),
            ),
            models.CheckConstraint(
                name="warning_enforced_by_a_case",
                condition=~Q(status=S.ENFORCING)
                | Q(enforcement_filed_on__isnull=False)
                & ~Q(enforcement_number="")
                & ~Q(enforcement_court=""),
            ),
            models.CheckConstraint(
                name="warning_refused_by_announcement",
                condition=~Q(status=S.REFUSED) | Q(refusal__isnull=False),
            ),
            models.CheckConstraint(
                name="warning_signed_by_another",
                condition=Q(signed_by__isnull=True)
                | Q(status__in=[S.SUED, S.CLOSED, S.CANCELLED])
                | ~Q(signed_by=F("opened_by")),
            ),
            models.CheckConstraint(
                name="warning_proof_whole",
                condition=Q(performance="", performed_on=None, proved_on=None, proved_by=None)
                | ~Q(performance="")
                & Q(performed_on__lte=F("proved_on"), proved_on__isnull=False, proved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="warning_performance_checked_by_another",
                condition=~Q(status=S.PERFORMED)
                | Q(proved_by__isnull=False, checked_by__isnull=False, checked_on__isnull=False)
                & ~Q(checked_by=F("proved_by")),
            ),
            models.CheckConstraint(
                name="warning_closed_by_a_document",
                condition=~Q(status=S.CLOSED)
                | ~Q(disposal="") & ~Q(disposal_document="") & Q(disposed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another: all but the department's own representative（procedures A.2）."""
        if by.role in REPRESENTATIVES | CLOCK:
            return ""
        if by.unit_id and by.unit_id == self.department_id:
            return OWN_BODY
        facts = filter(None, (self.judgment, self.refusal))
        return next(filter(None, (recusal_from(fact.parent, by) for fact in facts)), "")

    @property
    def pressed_for(self) -> Judgment:
        """Return the fact that the department is pressed for: the court's announcement, or the judgment that it owes."""
        return cast(Judgment, self.refusal or self.judgment)

    def facts_of_rung(self, rung: str) -> str:
        """Return the fact that opened a rung, in words, "" where it was never opened."""
        found: dict[Any, tuple[object, str]] = {
            S.SUED: (self.received_on, f"{self.court}{self.case_number}，{self.received_on} 收到起诉状副本"),
            S.LOST: (self.judgment, f"{self.judgment} 已认定"),
            S.ENFORCING: (
                self.enforcement_filed_on,
                f"{self.enforcement_court}{self.enforcement_number}，{self.enforcement_filed_on} 立案",
            ),
            S.REFUSED: (self.refusal, f"法院公告 {self.refusal and self.refusal.announcement_number}"),
        }
        has, words = found[rung]
        return words if has else ""


class WarningMeasure(Keyed):
    """What the department says that it has done, on which rung."""

    case = models.ForeignKey(
        JudgmentWarning, models.PROTECT, related_name="measures", verbose_name="裁判履行预警"
    )
    rung = models.CharField("阶段", max_length=10, choices=S.choices)
    text = models.TextField("措施", max_length=4000)
    taken_on = models.DateField("采取措施的日期")
    reported_by = models.ForeignKey(verbose_name="报告人", **USER)
    reported_on = models.DateField("报告日期")

    class Meta:
        verbose_name = "预警后的措施"
        verbose_name_plural = "预警后的措施"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="warning_measure_says", condition=~Q(text="") & Q(taken_on__lte=F("reported_on"))
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class WarningStep(Keyed):
    """A step that followed when a day had passed: what, by whose document."""

    case = models.ForeignKey(
        JudgmentWarning, models.PROTECT, related_name="steps", verbose_name="裁判履行预警"
    )
    kind = models.CharField("催办", max_length=10, choices=PressKind.choices)
    body = models.CharField("实施机关", max_length=200)
    document = models.CharField("文书", max_length=200)
    taken_on = models.DateField("日期")
    due_on = models.DateField("当时的期限")
    entered_by = models.ForeignKey(verbose_name="登记人", **USER)

    class Meta:
        verbose_name = "预警的催办"
        verbose_name_plural = "预警的催办"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "due_on"], name="warning_step_once"),
            models.CheckConstraint(name="warning_step_after_the_day", condition=Q(taken_on__gt=F("due_on"))),
            models.CheckConstraint(name="warning_step_by_document", condition=~Q(body="") & ~Q(document="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.document}"
