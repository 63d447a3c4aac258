"""Departments in public: unmanaged models on their views of schema `open`."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from disclosure.addresses import address_of
from disclosure.open.models import rows
from identifiers.credit_codes import SubjectKind
from organisations.vocabulary import DepartmentStatus, Level


class OpenDepartmentQuerySet(models.QuerySet["OpenDepartment"]):
    """Questions put to the public archives of departments."""

    def bearing(self, code: str) -> OpenDepartment | None:
        """Return the department that bears a credit code now, else who bore it last, None where nobody did."""
        found = rows.read(OpenDepartment, "FROM open.department own WHERE credit_code = %s", [code])
        return found[0] if found else self.of_code(code).first()

    def of_code(self, code: str) -> Self:
        """Return the archive of a credit code: of who bears it now, else of who bore it last."""
        present = self.filter(credit_code=code)
        if present.exists():
            return present
        return self.filter(credit_code__in=OpenFormerCode.objects.last_borne(code))

    def following(self, code: str, take: int) -> list[OpenDepartment]:
        """Return so many after a code, in the order of codes: a walk through all that reads each once."""
        return list(self.filter(credit_code__gt=code).order_by("credit_code")[:take])

    def begun(self, code: str, most: int) -> list[OpenDepartment]:
        """Return the first archives whose credit code begins so, or was one that does."""
        borne = "credit_code IN (SELECT credit_code FROM open.former_code WHERE code LIKE %s)"
        question = f"FROM open.department own WHERE credit_code LIKE %s OR {borne} ORDER BY sort_key, credit_code LIMIT %s"
        return rows.read(OpenDepartment, question, [f"{code}%", f"{code}%", most])

    def first_named(self, words: tuple[str, ...], most: int) -> list[OpenDepartment]:
        """Return the first archives whose names, former ones included, hold every word."""
        if not words:
            return []
        return rows.read(OpenDepartment, "FROM open.named(%s, %s) own", [list(words), most])

    def named(self, words: tuple[str, ...]) -> Self:
        """Return archives whose names, former ones included, hold every word."""
        found = self
        for word in words:
            found = found.filter(haystack__contains=word)
        return found


class OpenDepartment(models.Model):
    """The identity part of a department's credit file, as the public sees it（苏政发〔2023〕55号 二(二)）."""

    credit_code = models.CharField("统一社会信用代码", max_length=18, primary_key=True)
    key = models.UUIDField(unique=True)
    holder_code = models.CharField("现承担机构代码", max_length=18)
    name = models.CharField("机构名称", max_length=200)
    short_name = models.CharField("简称", max_length=60)
    kind = models.CharField("机构类别", max_length=20, choices=SubjectKind.choices())
    level = models.CharField("级别", max_length=10, choices=Level.choices)
    region_code = models.CharField(max_length=12)
    region_name = models.CharField("行政区划", max_length=40)
    city_code = models.CharField(max_length=12)
    city_name = models.CharField("设区市", max_length=40)
    county_code = models.CharField(max_length=12)
    county_name = models.CharField("县（市、区）", max_length=40)
    superior_code = models.CharField(max_length=18, null=True)
    superior_name = models.CharField("主管部门", max_length=200, null=True)
    successor_code = models.CharField(max_length=18, null=True)
    successor_name = models.CharField("承继机构", max_length=200, null=True)
    further_codes = ArrayField(models.TextField())
    further_names = ArrayField(models.TextField(), verbose_name="同时承继的机构")
    status = models.CharField("状态", max_length=10, choices=DepartmentStatus.choices)
    former_names = ArrayField(models.TextField())
    sort_key = models.CharField(max_length=400)
    haystack = models.TextField()

    objects = OpenDepartmentQuerySet.as_manager()

    get_kind_display = rows.worded("kind", SubjectKind.choices())
    get_level_display = rows.worded("level", Level.choices)
    get_status_display = rows.worded("status", DepartmentStatus.choices)

    class Meta:
        managed = False
        db_table = '"open"."department"'
        ordering = ["sort_key", "credit_code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the public address."""
        return address_of("department", self.credit_code)

    @property
    def present_code(self) -> str:
        """Return the code under which the archive stands: the last successor's, where the body ended."""
        ended = self.status in {DepartmentStatus.MERGED, DepartmentStatus.ABOLISHED}
        return self.holder_code if ended else self.credit_code

    @property
    def place(self) -> str:
        """Return city and county in full, because names of counties repeat（鼓楼区）."""
        return self.city_name + self.county_name or self.region_name


class OpenFormerCodeQuerySet(models.QuerySet["OpenFormerCode"]):
    """Questions put to the codes of before."""

    def last_borne(self, code: str) -> models.QuerySet[OpenFormerCode, str]:
        """Return the present code of the department that bore `code` last: a code may have been borne by two."""
        borne = self.filter(code=code).order_by(models.F("until").desc(nulls_first=True), "credit_code")
        return borne.values_list("credit_code", flat=True)[:1]


class OpenFormerCode(models.Model):
    """A credit code that a department bore before, and from when to when."""

    pk = models.CompositePrimaryKey("code", "credit_code")
    code = models.CharField("曾用代码", max_length=18)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    since = models.DateField("启用", null=True)
    until = models.DateField("停用", null=True)

    objects = OpenFormerCodeQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = '"open"."former_code"'

    def __str__(self) -> str:
        return self.code


class OpenDepartmentCount(models.Model):
    """How many records stand on a department itself."""

    department_key = models.UUIDField(primary_key=True)
    records = models.IntegerField("公示中")

    class Meta:
        managed = False
        db_table = '"open"."department_count"'

    def __str__(self) -> str:
        return str(self.records)


def department_of_row() -> models.ForeignKey[OpenDepartment, OpenDepartment]:
    """Return the column by which a row names its department: the random key, read from the department as it is now."""
    return models.ForeignKey(
        OpenDepartment,
        models.DO_NOTHING,
        to_field="key",
        db_column="department_key",
        db_constraint=False,
        related_name="+",
        verbose_name="部门档案",
    )
