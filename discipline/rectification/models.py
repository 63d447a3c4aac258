from __future__ import annotations

from typing import Self, cast

from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.models.identity import Keyed
from common.roles import DIRECTORS, OFFICERS, REPRESENTATIVES
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from discipline.hands import PERHAPS, USER, recusal_from
from discipline.routing import Routed
from discipline.vocabulary import Finding, RectificationStatus, StepKind
from organisations.models import Department
from records.facts.models.facts import acts_ending
from records.models import DishonestyRecord
from records.scopes import record_scope

S = RectificationStatus
OPEN = (S.ROUTING, S.ORDERING, S.RUNNING, S.STAYED, S.SUBMITTED, S.HEARING, S.REFUSED)
ORDERED = (S.RUNNING, S.STAYED, S.SUBMITTED, S.HEARING, S.REFUSED)
AT_WORK = (S.RUNNING, S.REFUSED)
ENDS_OF_RECORDS = acts_ending(End.WITHDRAWN, End.VOID, End.TOLERATED)


class RectificationQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return the cases whose record the posting may see."""
        return self.filter(record_scope(posting, "record__"))


class Rectification(Routed, Workflow):
    """What a department with a dishonesty record owes: a written explanation and mending within a term（书面说明、限期整改）.

    Two duties with a due date each. The body that orders is named by the table of competence; it acts by its document.
    苏政发〔2023〕55号 二(四); rules.md 3.10; procedures C.12
    """

    MATTER = "限期整改的登记、转送、进展、验收和催办"
    ORDER = 30

    number = models.CharField("整改编号", max_length=40, unique=True, editable=False)
    SUBJECT = DishonestyRecord
    record = models.ForeignKey(SUBJECT, models.PROTECT, related_name="+", verbose_name="失信记录")
    registered_by = models.ForeignKey(verbose_name="登记人", **USER)
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    document_number = models.CharField("整改通知书文号", max_length=120, blank=True)
    ordered_on = models.DateField("整改通知书日期", null=True, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    served_how = models.CharField("送达方式与凭证", max_length=200, blank=True)
    explanation_due = models.DateField("书面说明期限", null=True, blank=True)
    explanation = models.TextField("书面说明", blank=True)
    explained_on = models.DateField("书面说明日期", null=True, blank=True)
    due_on = models.DateField("整改期限", null=True, blank=True)
    departure = models.CharField("期限与规则不同的理由", max_length=300, blank=True)
    stayed_because = models.CharField("中止的依据", max_length=300, blank=True)
    hearing_served_on = models.DateField("拟认定拒不整改的告知送达日期", null=True, blank=True)
    hearing_served_how = models.CharField("告知的送达方式与凭证", max_length=200, blank=True)
    hearing_due = models.DateField("陈述申辩截止", null=True, blank=True)
    statement = models.TextField("陈述申辩意见", blank=True)
    refusal_document = models.CharField("认定拒不整改的文书", max_length=300, blank=True)
    refused_on = models.DateField("认定拒不整改的日期", null=True, blank=True)
    accepted_by = models.CharField("验收单位", max_length=200, blank=True)
    acceptance_document = models.CharField("验收文书", max_length=300, blank=True)
    accepted_on = models.DateField("完成日期", null=True, blank=True)
    status = models.CharField("状态", max_length=12, choices=S.choices, default=S.ROUTING, editable=False)

    objects = RectificationQuerySet.as_manager()

    ENDS = {S.DONE: End.CONCLUDED, S.CANCELLED: End.CANCELLED, S.LAPSED: End.LAPSED}
    ENTER = Verb("登记整改", (), S.ROUTING, OFFICERS)
    TRANSITIONS = {
        "route": Verb("按职权分工转送", (S.ROUTING,), S.ORDERING, OFFICERS),
        "choose_body": Verb("指定责令机关", (S.ROUTING,), S.ORDERING, DIRECTORS, needs_reason=True),
        "add_item": Verb("加一项整改事项", (S.ORDERING,), "", OFFICERS),
        "order": Verb("登记整改通知书", (S.ORDERING,), S.RUNNING, OFFICERS),
        "explain": Verb("书面说明原因", ORDERED, "", REPRESENTATIVES),
        "report": Verb("报告进展", AT_WORK, "", REPRESENTATIVES),
        "ask_extension": Verb("申请延期", (S.RUNNING,), "", REPRESENTATIVES, needs_reason=True),
        "grant_extension": Verb("同意延期", (S.RUNNING,), "", DIRECTORS, needs_reason=True),
        "refuse_extension": Verb("不同意延期", (S.RUNNING,), "", DIRECTORS, needs_reason=True),
        "submit": Verb("报请验收", AT_WORK, S.SUBMITTED, REPRESENTATIVES),
        "accept": Verb("验收通过", (S.SUBMITTED,), S.DONE, OFFICERS),
        "send_back": Verb("验收未通过", (S.SUBMITTED,), S.RUNNING, OFFICERS, needs_reason=True),
        "warn": Verb("提醒", AT_WORK, "", OFFICERS, needs_reason=True),
        "name_body": Verb("指定约谈、通报的机关", AT_WORK, "", DIRECTORS, needs_reason=True),
        "interview": Verb("约谈", AT_WORK, "", DIRECTORS, needs_reason=True),
        "circulate": Verb("通报", AT_WORK, "", DIRECTORS, needs_reason=True),
        "transfer": Verb("移送", AT_WORK, "", DIRECTORS, needs_reason=True),
        "stay": Verb("中止整改", (S.RUNNING,), S.STAYED, DIRECTORS, needs_reason=True),
        "resume": Verb("恢复整改", (S.STAYED,), S.RUNNING, DIRECTORS, needs_reason=True),
        "notify_refusal": Verb("告知拟认定拒不整改", (S.RUNNING,), S.HEARING, DIRECTORS, needs_reason=True),
        "state": Verb("陈述申辩", (S.HEARING,), "", REPRESENTATIVES),
        "find_refusal": Verb("登记拒不整改的认定", (S.HEARING,), S.REFUSED, DIRECTORS, needs_reason=True),
        "drop_refusal": Verb("不认定拒不整改", (S.HEARING,), S.RUNNING, DIRECTORS, needs_reason=True),
        "cancel": Verb("撤回登记", (S.ROUTING, S.ORDERING), S.CANCELLED, DIRECTORS, needs_reason=True),
        "lapse": Verb("终止", OPEN, S.LAPSED, frozenset(), needs_reason=True, caused_by=ENDS_OF_RECORDS),
    }

    class Meta:
        verbose_name = "限期整改"
        verbose_name_plural = "限期整改"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], name="rectification_one_open", condition=Q(status__in=OPEN)
            ),
            models.CheckConstraint(
                name="rectification_body_named",
                condition=Q(status__in=[S.ROUTING, S.CANCELLED, S.LAPSED]) | ~Q(body_name=""),
            ),
            models.CheckConstraint(
                name="rectification_ordered_whole",
                condition=~Q(status__in=[*ORDERED, S.DONE])
                | ~Q(document_number="")
                & Q(ordered_on__isnull=False, served_on__gte=F("ordered_on"), due_on__isnull=False)
                & Q(explanation_due__isnull=False),
            ),
            models.CheckConstraint(
                name="rectification_explained_whole",
                condition=Q(explanation="", explained_on__isnull=True)
                | ~Q(explanation="") & Q(explained_on__isnull=False),
            ),
            models.CheckConstraint(
                name="rectification_refusal_rests_on_a_document",
                condition=~Q(status=S.REFUSED) | ~Q(refusal_document="") & Q(refused_on__isnull=False),
            ),
            models.CheckConstraint(
                name="rectification_accepted_by_another",
                condition=~Q(status=S.DONE)
                | ~Q(accepted_by="") & Q(accepted_on__isnull=False) & ~Q(explanation=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another: all but the department's own representative（procedures A.2）."""
        return "" if by.role in REPRESENTATIVES else recusal_from(self.record.parent, by)

    @property
    def department(self) -> Department:
        """Return the department that owes it."""
        return cast(Department, self.record.department)

    @property
    def pressed_for(self) -> DishonestyRecord:
        """Return the fact that the department is pressed for."""
        return self.record


class RectificationItem(Keyed):
    """One matter to mend: what, by which unit and post, until when, and what the acceptance said of it."""

    case = models.ForeignKey(Rectification, models.PROTECT, related_name="items", verbose_name="整改")
    ordinal = models.PositiveSmallIntegerField("序号")
    matter = models.CharField("整改事项", max_length=500)
    measure = models.CharField("措施", max_length=500, blank=True)
    unit = models.CharField("责任单位", max_length=200)
    post = models.CharField("责任岗位或责任人", max_length=100, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    finding = models.CharField("验收结论", max_length=8, choices=Finding.choices, blank=True)
    remark = models.CharField("验收说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "整改事项"
        verbose_name_plural = "整改事项"
        ordering = ["case", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["case", "ordinal"], name="rectification_item_once"),
            models.CheckConstraint(name="rectification_item_whole", condition=~Q(matter="") & ~Q(unit="")),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.matter}"


class RectificationProgress(Keyed):
    """What the department says it has done, of one item or of all."""

    case = models.ForeignKey(Rectification, models.PROTECT, related_name="progress", verbose_name="整改")
    item = models.ForeignKey(
        RectificationItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="整改事项"
    )
    text = models.TextField("进展")
    reported_by = models.ForeignKey(verbose_name="报告人", **USER)
    reported_on = models.DateField("报告日期")

    class Meta:
        verbose_name = "整改进展"
        verbose_name_plural = "整改进展"
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="rectification_progress_says", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:40]


class RectificationExtension(Keyed):
    """A request for more time, and what became of it."""

    case = models.ForeignKey(Rectification, models.PROTECT, related_name="extensions", verbose_name="整改")
    asked_to = models.DateField("申请延至")
    reason = models.CharField("理由", max_length=500)
    asked_by = models.ForeignKey(verbose_name="申请人", **USER)
    asked_on = models.DateField("申请日期")
    is_granted = models.BooleanField("是否同意", null=True)
    decided_by = models.ForeignKey(verbose_name="决定人", **PERHAPS)
    decided_on = models.DateField("决定日期", null=True)
    answer = models.CharField("决定理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "整改延期"
        verbose_name_plural = "整改延期"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="extension_one_open", condition=Q(is_granted__isnull=True)
            ),
            models.CheckConstraint(
                name="extension_decided_by_another",
                condition=Q(is_granted__isnull=True, decided_by__isnull=True, decided_on__isnull=True)
                | Q(is_granted__isnull=False, decided_by__isnull=False, decided_on__isnull=False)
                & ~Q(decided_by=F("asked_by"))
                & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} 延至 {self.asked_to}"


class RectificationStep(Keyed):
    """A step that followed when the term had passed: what, by whose document, on which day."""

    case = models.ForeignKey(Rectification, models.PROTECT, related_name="steps", verbose_name="整改")
    kind = models.CharField("催办", max_length=10, choices=StepKind.choices)
    body = models.CharField("实施机关", max_length=200)
    document = models.CharField("文书", max_length=200)
    taken_on = models.DateField("日期")
    due_on = models.DateField("当时的整改期限")
    entered_by = models.ForeignKey(verbose_name="登记人", **USER)

    class Meta:
        verbose_name = "整改催办"
        verbose_name_plural = "整改催办"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "due_on"], name="rectification_step_once"),
            models.CheckConstraint(
                name="rectification_step_after_the_term", condition=Q(taken_on__gt=F("due_on"))
            ),
            models.CheckConstraint(
                name="rectification_step_by_document", condition=~Q(body="") & ~Q(document="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.document}"
