"""An official inquiry, its rows, and the register of the numbers of its reports."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

from common.cipher import decrypt, encrypt, keyed_hash
from common.ends import End
from common.history import track
from common.models.identity import Keyed
from common.models.sealed import SealedField
from common.roles import ALL_SEEING_ROLES, AUDITORS, CLOCK, Role
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from dossiers.models import InfluencePeriod
from inquiries.vocabulary import TOLD, InquiryStatus, Kind, Outcome
from organisations.models import Department, Official, Region
from organisations.scopes import FILE_KEEPERS, NOTHING
from postings.recusal import OWN, own_files, persons_behind
from privacy.suspects import Kind as Suspect
from privacy.suspects import masked
from records.facts.models.facts import acts_ending
from records.models import Fact

S = InquiryStatus
USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
ASKERS = frozenset({Role.CLERK, Role.OFFICER, Role.FINDING_BODY})
"""Who takes an inquiry in and follows it; of which persons is a matter of 干部管理权限."""
APPROVERS = frozenset({Role.REVIEWER, Role.DIRECTOR})
READERS = FILE_KEEPERS | AUDITORS
NOBODY = {
    **dict.fromkeys(("shown_name", "id_number_hash", "id_number_tail", "credit_code"), ""),
    **dict.fromkeys(("name_sealed", "id_number_sealed", "official", "fact", "period")),
}
"""What a row says of whom it was about once that is cleared: neither the person nor what leads to them."""
FALLING = acts_ending(End.WITHDRAWN, End.TOLERATED)


class InquiryQuerySet(WorkflowQuerySet):
    """Questions put to the inquiries."""

    def visible_to(self, posting: Actor) -> Self:
        """Return the inquiries of the posting's own unit（干部管理权限）, of its region where it has none; the auditor's are all.

        What was answered to one office is never shown to another, and a region never helps into a unit's.
        """
        if posting.role in ALL_SEEING_ROLES:
            return self.all()
        if posting.role not in FILE_KEEPERS:
            return self.filter(NOTHING)
        if posting.unit_id:
            return self.filter(Q(unit=posting.unit_id) | Q(unit__successor=posting.unit_id))
        return self.filter(unit=None, region=posting.region_id) if posting.region_id else self.filter(NOTHING)


class Inquiry(Workflow):
    """An official inquiry（授权查询）: purpose, basis, who asks, about whom, as of which day, by whose leave, what came of it.

    苏政发〔2023〕55号 二(三); rules.md 3.4, 4.4; procedures B.14, D.19
    """

    MATTER = "授权查询的登记、批准和答复"
    ORDER = 34

    ENDS = {
        S.USED: End.CONCLUDED,
        S.UNUSED: End.CONCLUDED,
        S.CORRECTED: End.CONCLUDED,
        S.REFUSED: End.DECLINED,
        S.DROPPED: End.CANCELLED,
    }
    ENTER = Verb("登记查询", (), S.DRAFT, ASKERS)
    TRANSITIONS = {
        "submit": Verb("提交批准", (S.DRAFT,), S.PENDING, ASKERS),
        "drop": Verb("放弃", (S.DRAFT, S.PENDING), S.DROPPED, ASKERS),
        "approve": Verb("批准并答复", (S.PENDING,), S.ANSWERED, APPROVERS),
        "refuse": Verb("不予批准", (S.PENDING,), S.REFUSED, APPROVERS, needs_reason=True),
        "read": Verb("查看报告", TOLD, "", READERS),
        "note_reply": Verb("登记系统查询结果", (S.ANSWERED,), "", ASKERS),
        "show": Verb("登记告知本人", (S.ANSWERED,), "", ASKERS),
        "use": Verb("登记使用", (S.ANSWERED,), S.USED, ASKERS, needs_reason=True),
        "leave_unused": Verb("查询机关不再使用", (S.ANSWERED,), S.UNUSED, ASKERS, needs_reason=True),
        "overturn": Verb(
            "答复的依据已终止",
            (S.ANSWERED, S.USED, S.UNUSED, S.CORRECTED),
            S.TO_CORRECT,
            CLOCK,
            needs_reason=True,
            caused_by=FALLING,
        ),
        "overturn_further": Verb(
            "答复的又一依据已终止", (S.TO_CORRECT,), "", CLOCK, needs_reason=True, caused_by=FALLING
        ),
        "correct": Verb("登记更正告知", (S.TO_CORRECT,), S.CORRECTED, ASKERS, needs_reason=True),
        "erase": Verb("保存期满，清除个人信息", (S.USED, S.UNUSED, S.CORRECTED), "", CLOCK),
    }

    number = models.CharField("查询编号", max_length=40, unique=True, editable=False)
    kind = models.CharField("查询对象", max_length=6, choices=Kind.choices)
    purpose = models.CharField("用途代码", max_length=40)
    purpose_label = models.CharField("用途", max_length=100)
    purpose_version = models.PositiveIntegerField("用途规则版本", editable=False)
    matter = models.CharField("事项", max_length=200)
    asking_body = models.CharField("查询机关", max_length=200)
    handler = models.CharField("查询机关经办人", max_length=60)
    request = models.CharField("依据文书", max_length=200)
    received_on = models.DateField("收到日期")
    as_of = models.DateField("截至日")
    unit = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name="干部管理权限的单位"
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", verbose_name="办理地区")
    asked_by = models.ForeignKey(verbose_name="登记人", editable=False, **USER)
    asked_at = models.DateTimeField("登记时间", auto_now_add=True)
    due_on = models.DateField("答复期限", null=True, editable=False)
    approved_by = models.ForeignKey(verbose_name="批准人", null=True, editable=False, **USER)
    approval_number = models.CharField("批准文号", max_length=120, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, editable=False)
    office = models.CharField("答复时的单位名称", max_length=200, blank=True, editable=False)
    reply = models.CharField("公共信用信息系统的查询结果", max_length=300, blank=True)
    replied_on = models.DateField("系统查询日期", null=True)
    shown_by = models.CharField("告知本人的方式和凭证", max_length=300, blank=True)
    shown_on = models.DateField("告知本人日期", null=True)
    correction = models.CharField("更正告知的文书", max_length=300, blank=True)
    closed_on = models.DateField("办结日期", null=True, editable=False)
    erased_on = models.DateField("清除个人信息日期", null=True, editable=False)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.DRAFT, editable=False)

    objects = InquiryQuerySet.as_manager()

    asked_by_id: UUID
    rows: QuerySet[InquiryRow]

    class Meta:
        verbose_name = "授权查询"
        verbose_name_plural = "授权查询"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="inquiry_says_why",
                condition=~Q(purpose="")
                & ~Q(matter="")
                & ~Q(asking_body="")
                & ~Q(handler="")
                & ~Q(request=""),
            ),
            models.CheckConstraint(
                name="inquiry_answered_by_second",
                condition=Q(answered_at=None) & ~Q(status__in=TOLD)
                | Q(status__in=TOLD, answered_at__isnull=False, approved_by__isnull=False)
                & ~Q(approved_by=F("asked_by"))
                & ~Q(approval_number=""),
            ),
            models.CheckConstraint(
                name="inquiry_tells_its_office", condition=~Q(status__in=TOLD) | ~Q(office="")
            ),
            models.CheckConstraint(
                name="inquiry_corrected_by_document", condition=~Q(status=S.CORRECTED) | ~Q(correction="")
            ),
            models.CheckConstraint(
                name="inquiry_shown_whole",
                condition=Q(shown_by="", shown_on=None) | ~Q(shown_by="") & Q(shown_on__isnull=False),
            ),
            models.CheckConstraint(
                name="inquiry_reply_whole",
                condition=Q(reply="", replied_on=None) | ~Q(reply="") & Q(replied_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def basis(self) -> str:
        """Return in one line for whom, by which document, for what: as logs of looks tell it."""
        return f"{self.asking_body}（{self.handler}）{self.request}：{self.matter}"[:300]

    @classmethod
    def recused_rows(cls, by: Actor) -> Q | None:
        """Return the condition on inquiries that ask about whoever acts, None where no file is theirs."""
        hashes = _own_hashes(by)
        asked = InquiryRow.objects.filter(id_number_hash__in=hashes)
        return Q(pk__in=asked.values("inquiry")) if hashes else None

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts must leave this to another（回避）: one of the rows is about them."""
        hashes = _own_hashes(by)
        return OWN if hashes and self.rows.filter(id_number_hash__in=hashes).exists() else ""


def _own_hashes(by: Actor) -> list[str]:
    own = own_files(persons_behind(by)).values("official_id")
    return list(
        Official.objects.filter(pk__in=own)
        .exclude(id_number_hash="")
        .values_list("id_number_hash", flat=True)
    )


class InquiryRow(Keyed):
    """One person or body of an inquiry, and what was answered under a number of its own.

    A person's name and number lie encrypted; lists show 甄** and the last four places. A trigger gives the number and lets
    nothing of an answer change; only the personal data may be cleared.
    """

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="rows", verbose_name="查询")
    row = models.PositiveIntegerField("行号")
    shown_name = models.CharField("名称", max_length=200, blank=True)
    name_sealed = SealedField(null=True, blank=True)
    id_number_sealed = SealedField(null=True, blank=True)
    id_number_hash = models.CharField(max_length=64, blank=True, db_index=True)
    id_number_tail = models.CharField(max_length=4, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    fault = models.CharField("读表时的问题", max_length=300, blank=True)
    official = models.ForeignKey(
        Official, models.PROTECT, null=True, related_name="+", verbose_name="本库的公务员"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name="名录中的部门"
    )
    outcome = models.CharField("答复", max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    fact = models.ForeignKey(Fact, models.PROTECT, null=True, related_name="+", verbose_name="所依据的信息")
    period = models.ForeignKey(
        InfluencePeriod, models.PROTECT, null=True, related_name="+", verbose_name="所依据的影响期"
    )
    measure = models.CharField("处分或者措施", max_length=200, blank=True)
    until = models.DateField("影响至（最后一日）", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    fallen_at = models.DateTimeField("依据终止时间", null=True, editable=False)
    serial = models.PositiveIntegerField("序号", null=True, editable=False)
    number = models.CharField("报告编号", max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name = "授权查询的一行"
        verbose_name_plural = "授权查询名单"
        ordering = ["inquiry", "row"]
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "row"], name="inquiry_row_once"),
            models.UniqueConstraint(fields=["number"], name="inquiry_report_once", condition=~Q(number="")),
            models.CheckConstraint(
                name="inquiry_row_numbered_as_answered",
                condition=Q(outcome=Outcome.WAITING, number="", serial=None)
                | ~Q(outcome=Outcome.WAITING) & ~Q(number="") & Q(serial__isnull=False),
            ),
            models.CheckConstraint(
                name="inquiry_row_barred_on_a_ground",
                condition=Q(outcome=Outcome.BARRED)
                & (Q(fact__isnull=False) | Q(period__isnull=False) | Q(**NOBODY))
                | ~Q(outcome=Outcome.BARRED) & Q(fact=None, period=None, measure="", until=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.shown_name}"

    def seal(self, name: str, number: str) -> None:
        """Set a person: name and ID number encrypted, found by keyed hash, shown masked. Does not save."""
        self.name_sealed = encrypt(name) if name else None
        self.shown_name = masked(Suspect.NAME, name) if name else ""
        self.id_number_sealed = encrypt(number) if number else None
        self.id_number_hash = keyed_hash(number) if number else ""
        self.id_number_tail = number[-4:]

    def open_name(self) -> str:
        """Return the name in clear, for comparing and for the report; the caller logs why."""
        return decrypt(bytes(self.name_sealed)) if self.name_sealed else self.shown_name

    @property
    def masked_number(self) -> str:
        """Return fourteen stars and the last four places of a person's number, a body's code as it is."""
        return "*" * 14 + self.id_number_tail if self.id_number_tail else self.credit_code

    @property
    def answer(self) -> str:
        """Return the answer in words; a body has no 影响期."""
        words = {Outcome.CLEAR: "没有限制", Outcome.BARRED: "受限"} if self.department_id else {}
        return str(words.get(Outcome(self.outcome), Outcome(self.outcome).label))

    department_id: UUID | None


class InquirySeries(Keyed):
    """The register of one year's reports on inquiries: the last number given. The row that takes the next one moves it."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    last_number = models.PositiveIntegerField("已用序号", default=0)

    class Meta:
        verbose_name = "授权查询报告登记"
        verbose_name_plural = "授权查询报告登记"
        ordering = ["-year"]


track(Inquiry, InquirySeries)
