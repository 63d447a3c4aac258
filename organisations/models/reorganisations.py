from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.models.identity import Keyed
from common.roles import CLOCK, DIRECTORS, OFFICERS
from common.trail import Actor
from common.workflow import Verb, Workflow
from organisations.models.departments import Department
from organisations.querysets import DepartmentQuerySet, ReorganisationQuerySet
from organisations.reorganisations import ENDING, last_day
from organisations.vocabulary import ReorganisationKind, ReorganisationStatus

K = ReorganisationKind
S = ReorganisationStatus
DECIDED = (S.SCHEDULED, S.EFFECTIVE)


class Reorganisation(Workflow):
    """A change of departments by document（机构调整）: rename, new code, merger, split, abolition.

    It takes effect on its day in one act; `outcome` keeps what moved. rules.md 3.3; 优化营商环境条例 31
    """

    MATTER = "机构更名、合并、撤销等"
    ORDER = 45

    VERSION_FIELD = "version"

    kind = models.CharField("调整类型", max_length=10, choices=K.choices)
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="调整的机构", related_name="reorganisations"
    )
    successor = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name="承继机构", related_name="+"
    )
    document_body = models.CharField("批准机关", max_length=200)
    document_number = models.CharField("批准文号", max_length=120)
    document_dated_on = models.DateField("文件日期")
    effective_on = models.DateField("生效日期")
    new_name = models.CharField("新名称", max_length=200, blank=True)
    new_short_name = models.CharField("新简称", max_length=60, blank=True)
    new_code = models.CharField("新统一社会信用代码", max_length=18, blank=True)
    remark = models.CharField("说明", max_length=500, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.DRAFT, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="拟办人"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )
    applied_on = models.DateField("办理生效之日", null=True)
    outcome = models.JSONField("生效时承继的事项", default=dict, blank=True)
    created_at = models.DateTimeField("拟办时间", auto_now_add=True)

    objects = ReorganisationQuerySet.as_manager()

    ENDS = {S.EFFECTIVE: End.CONCLUDED, S.VOID: End.VOID}
    ENTER = Verb("拟办机构调整", (), S.DRAFT, OFFICERS)
    TRANSITIONS = {
        "edit": Verb("修改", (S.DRAFT, S.RETURNED), "", OFFICERS),
        "submit": Verb("提交复核", (S.DRAFT, S.RETURNED), S.PENDING, OFFICERS),
        "return": Verb("退回", (S.PENDING, S.SCHEDULED), S.RETURNED, DIRECTORS, needs_reason=True),
        "approve": Verb("复核通过", (S.PENDING,), S.SCHEDULED, DIRECTORS, needs_reason=True),
        "effect": Verb("生效", (S.SCHEDULED,), S.EFFECTIVE, DIRECTORS | CLOCK),
        "void": Verb("作废", (S.DRAFT, S.RETURNED), S.VOID, OFFICERS, needs_reason=True),
    }

    class Meta:
        verbose_name = "机构调整"
        verbose_name_plural = "机构调整"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department"],
                name="reorganisation_one_in_hand",
                condition=Q(status__in=[S.PENDING, S.SCHEDULED]),
            ),
            models.CheckConstraint(
                name="reorganisation_has_document", condition=~Q(document_body="") & ~Q(document_number="")
            ),
            models.CheckConstraint(
                name="reorganisation_four_eyes",
                condition=~Q(status__in=DECIDED)
                | (Q(approved_by__isnull=False) & ~Q(approved_by=F("drafted_by"))),
            ),
            models.CheckConstraint(
                name="reorganisation_on_its_day",
                condition=Q(status=S.EFFECTIVE, applied_on__isnull=False, applied_on__gte=F("effective_on"))
                | ~Q(status=S.EFFECTIVE) & Q(applied_on__isnull=True),
            ),
            models.CheckConstraint(
                name="reorganisation_says_what",
                condition=Q(kind=K.RENAME) & ~Q(new_name="")
                | Q(kind=K.RECODE) & ~Q(new_code="")
                | Q(kind__in=[K.MERGE, K.SPLIT], successor__isnull=False)
                | Q(kind=K.ABOLISH),
            ),
            models.CheckConstraint(
                name="reorganisation_heir_is_another", condition=~Q(successor=F("department"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department.name} {self.get_kind_display()}"

    @property
    def sources(self) -> list[Department]:
        """Return the bodies that change, the first one first."""
        return [self.department, *(row.department for row in self.bodies.all() if row.side == Side.SOURCE)]

    @property
    def heirs(self) -> list[Department]:
        """Return the bodies that take over; the first one answers for what is open."""
        first = [self.successor] if self.successor else []
        return [*first, *(row.department for row in self.bodies.all() if row.side == Side.HEIR)]

    @property
    def was(self) -> dict[str, str]:
        """Return {"原名称": …, "原统一社会信用代码": …} that a case in effect took from its body, as far as it took any."""
        if self.status != S.EFFECTIVE:
            return {}
        ended = last_day(self.effective_on)
        name = self.department.former_names.filter(until=ended).last() if self.new_name else None
        code = self.department.codes.filter(until=ended).last() if self.new_code else None
        return {label: str(old) for label, old in (("原名称", name), ("原统一社会信用代码", code)) if old}

    def send_back(self, *, by: Actor, reason: str) -> Reorganisation:
        """Return the case to the officer（退回）; an approval no longer counts."""
        moved: Reorganisation = self.move("return", by=by, reason=reason, approved_by=None)
        return moved


class Side(models.TextChoices):
    """Whether a body changes or takes over."""

    SOURCE = "source", "调整的机构"
    HEIR = "heir", "承继机构"


class ReorganisedBody(Keyed):
    """A further body of a merger or split beside the first of its side."""

    case = models.ForeignKey(Reorganisation, models.CASCADE, related_name="bodies")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side.choices)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "department"], name="reorganised_body_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.department}"


def _took_over() -> models.QuerySet[ReorganisedBody]:
    """Return the bodies that took over beside a successor, in cases in effect（分立）."""
    return ReorganisedBody.objects.filter(side=Side.HEIR, case__status=S.EFFECTIVE, case__kind__in=ENDING)


def heirs_of(body: Department) -> DepartmentQuerySet:
    """Return who took over from an ended body, its successor among them."""
    beside = _took_over().filter(case__department=body)
    return Department.objects.filter(Q(pk=body.successor_id) | Q(pk__in=beside.values("department")))


def forerunners_of(body: Department) -> DepartmentQuerySet:
    """Return the ended bodies that `body` took over from, alone or beside others."""
    beside = _took_over().filter(department=body)
    return Department.objects.filter(Q(successor=body) | Q(pk__in=beside.values("case__department")))


def in_hand(departments: list[Department]) -> models.QuerySet[Reorganisation]:
    """Return the cases of `departments` that wait for review or for their day."""
    return Reorganisation.objects.filter(
        Q(department__in=departments) | Q(bodies__department__in=departments, bodies__side=Side.SOURCE),
        status__in=[S.PENDING, S.SCHEDULED],
    ).distinct()
