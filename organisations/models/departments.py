from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from common.models.identity import Keyed
from identifiers.credit_codes import SubjectKind
from organisations.bare_names import bare
from organisations.models.regions import Region
from organisations.querysets import DepartmentQuerySet
from organisations.vocabulary import DepartmentStatus, Level


class Department(Keyed):
    """A government department and its credit file（政府部门信用档案）, reached by its credit code.

    苏政发〔2023〕55号 二(二)
    """

    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("机构名称", max_length=200)
    short_name = models.CharField("简称", max_length=60, blank=True)
    sort_key = models.CharField(max_length=400, db_index=True)
    kind = models.CharField("机构类别", max_length=20, choices=SubjectKind.choices())
    level = models.CharField("级别", max_length=10, choices=Level.choices)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="行政区划", related_name="departments")
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="上级主管部门",
        related_name="subordinates",
    )
    status = models.CharField(
        "状态", max_length=10, choices=DepartmentStatus.choices, default=DepartmentStatus.ACTIVE
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="承继机构", related_name="predecessors"
    )
    principal = models.CharField("主要负责人", max_length=60, blank=True)
    is_shown = models.BooleanField("公开展示", default=True)
    established_on = models.DateField("成立日期", null=True, blank=True)
    ended_on = models.DateField("撤并日期", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "部门"
        verbose_name_plural = "部门"
        ordering = ["sort_key"]
        indexes = [
            GinIndex(fields=["name"], name="department_name_trgm", opclasses=["gin_trgm_ops"]),
            models.Index(bare("principal"), name="department_principal_bare", condition=~Q(principal="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="department_code_shape", condition=Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$")
            ),
            models.CheckConstraint(
                name="department_not_its_own_heir", condition=~Q(successor=models.F("id"))
            ),
            models.CheckConstraint(
                name="department_dates_in_order",
                condition=Q(ended_on__isnull=True)
                | Q(established_on__isnull=True)
                | Q(ended_on__gte=models.F("established_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_full(self) -> str:
        """Return name with credit code, as it is offered and chosen."""
        return f"{self.name}（{self.credit_code}）"


class DepartmentCode(Keyed):
    """A credit code of a department with its dates, the present one included（代码沿革）."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="codes")
    code = models.CharField("统一社会信用代码", max_length=18)
    since = models.DateField("启用", null=True, blank=True)
    until = models.DateField("停用", null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["code", "department"], name="department_code_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(until__isnull=True), name="department_code_in_force_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class DepartmentName(Keyed):
    """A former name of a department（曾用名）."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="former_names")
    name = models.CharField("曾用名", max_length=200, db_index=True)
    since = models.DateField("启用", null=True, blank=True)
    until = models.DateField("停用", null=True, blank=True)

    class Meta:
        ordering = ["until"]
        constraints = [
            models.CheckConstraint(
                name="former_name_dates_in_order",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
            )
        ]

    def __str__(self) -> str:
        return self.name
