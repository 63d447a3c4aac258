"""What stands in public: unmanaged models on the views of schema `open`, the only door for every page."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from common.key_domains import KeyDomain
from identifiers.credit_codes import SubjectKind
from organisations.models.departments import DepartmentStatus, Level
from organisations.models.regions import RegionKind
from records.vocabulary import Cause, CorrectionKind, Severity, SourceKind


class OpenRecordManager(models.Manager["OpenRecord"]):
    """Questions put to the records in public."""

    def newest(self, number: int) -> list[OpenRecord]:
        """Return what was published last, by the walk along the date that also serves long lists."""
        return list(self.raw("SELECT * FROM open.hits_many('{}'::jsonb, false, 0, %s)", [number]))

    def moved_to(self, public_id: uuid.UUID) -> uuid.UUID | None:
        """Return the address of the corrected text that took the place of an ended one."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT open.moved_to(%s)", [str(public_id)])
            found: uuid.UUID | None = cursor.fetchone()[0]
        return found


class OpenRecord(models.Model):
    """A dishonesty record that stands in public today."""

    public_id = models.UUIDField(primary_key=True)
    title = models.CharField("标题", max_length=120)
    facts = models.TextField("失信事实")
    department_name = models.CharField("部门", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    region_code = models.CharField(max_length=12)
    region_name = models.CharField("行政区划", max_length=40)
    city_code = models.CharField(max_length=12)
    city_name = models.CharField("设区市", max_length=40)
    county_code = models.CharField(max_length=12)
    county_name = models.CharField("县（市、区）", max_length=40)
    source_kind = models.CharField("来源", max_length=16, choices=SourceKind.choices)
    cause = models.CharField("失信事由", max_length=12, choices=Cause.choices)
    domain = models.CharField("重点领域", max_length=16, choices=KeyDomain.choices)
    severity = models.CharField("严重程度", max_length=10, choices=Severity.choices)
    severity_reason = models.CharField("分级理由", max_length=300)
    legal_basis = models.CharField("认定依据", max_length=300)
    finding_body = models.CharField("认定机关", max_length=200)
    document_title = models.CharField("认定文书", max_length=200)
    document_number = models.CharField("文书号", max_length=120)
    document_key = models.CharField(max_length=120)
    decided_on = models.DateField("认定日期", null=True)
    effective_on = models.DateField("生效日期", null=True)
    opens_on = models.DateField("公示起")
    closes_on = models.DateField("公示止（不含当日）")
    repair_from = models.DateField("最早可申请修复", null=True)
    rule_version = models.PositiveIntegerField("期限规则版本", null=True)
    published_at = models.DateTimeField("公示时间")
    published_on = models.DateField("公示日期")
    corrected_on = models.DateField("更正日期", null=True)
    correction_kind = models.CharField("更正类型", max_length=10, choices=CorrectionKind.choices)
    holder_code = models.CharField("现承担机构代码", max_length=18)

    objects = OpenRecordManager()

    class Meta:
        managed = False
        db_table = '"open"."record"'
        ordering = ["-opens_on", "-published_at", "-public_id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the public address."""
        return reverse("disclosure:record", args=[self.public_id])

    @property
    def place(self) -> str:
        """Return city and county in full, because names of counties repeat（鼓楼区）."""
        return self.city_name + self.county_name or self.region_name

    def days_left(self, today: date) -> int:
        """Return the days on which the record still stands, today included."""
        return (self.closes_on - today).days


class OpenDepartmentQuerySet(models.QuerySet["OpenDepartment"]):
    """Questions put to the public archives of departments."""

    def of_code(self, code: str) -> Self:
        """Return the archive of a credit code, present or former."""
        return self.filter(models.Q(credit_code=code) | models.Q(former_codes__contains=[code]))

    def taken_over_by(self, code: str) -> Self:
        """Return the archives of the ended bodies that the body of `code` took over from, alone or with others."""
        return self.filter(models.Q(successor_code=code) | models.Q(further_codes__contains=[code]))

    def named(self, words: tuple[str, ...]) -> Self:
        """Return archives whose names, former ones included, hold every word."""
        found = self
        for word in words:
            found = found.filter(haystack__contains=word)
        return found


class OpenDepartment(models.Model):
    """The identity part of a department's credit file, as the public sees it（苏政发〔2023〕55号 二(二)）."""

    credit_code = models.CharField("统一社会信用代码", max_length=18, primary_key=True)
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
    former_codes = ArrayField(models.TextField())
    sort_key = models.CharField(max_length=400)
    haystack = models.TextField()

    objects = OpenDepartmentQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = '"open"."department"'
        ordering = ["sort_key", "credit_code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the public address."""
        return reverse("disclosure:department", args=[self.credit_code])

    @property
    def present_code(self) -> str:
        """Return the code under which the archive stands: the successor's, where the body ended."""
        ended = self.status in {DepartmentStatus.MERGED, DepartmentStatus.ABOLISHED}
        return self.successor_code if ended and self.successor_code else self.credit_code

    @property
    def further_heirs(self) -> list[tuple[str, str]]:
        """Return (code, name) of the bodies that took over beside the successor（分立）."""
        return list(zip(self.further_codes, self.further_names, strict=True))

    @property
    def place(self) -> str:
        """Return city and county in full, because names of counties repeat（鼓楼区）."""
        return self.city_name + self.county_name or self.region_name


class OpenRegion(models.Model):
    """A place of the administrative tree, as the public reads it."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=RegionKind.choices)
    parent_code = models.CharField(max_length=12, null=True)
    city_code = models.CharField(max_length=12)
    city_name = models.CharField(max_length=40)
    county_code = models.CharField(max_length=12)

    class Meta:
        managed = False
        db_table = '"open"."region"'
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class OpenEnded(models.Model):
    """The random address of something that no longer stands in public; nothing else of it is left."""

    public_id = models.UUIDField(primary_key=True)

    class Meta:
        managed = False
        db_table = '"open"."ended"'

    def __str__(self) -> str:
        return str(self.public_id)


class OpenGeneration(models.Model):
    """The number that every public act raises; all cached pages hang on it."""

    value = models.BigIntegerField(primary_key=True)

    class Meta:
        managed = False
        db_table = '"open"."generation"'

    def __str__(self) -> str:
        return str(self.value)


class OpenAggregation(models.Model):
    """The last run that filled the public summary: as of when its figures are."""

    data_time = models.DateTimeField("数据截至", primary_key=True)
    finished_at = models.DateTimeField("汇总完成")
    rows = models.IntegerField("单元数")

    class Meta:
        managed = False
        db_table = '"open"."aggregation"'

    def __str__(self) -> str:
        return f"{timezone.localtime(self.data_time):%Y-%m-%d %H:%M}"


class OpenStatistic(models.Model):
    """One cell of the public summary: records in public of a region, everything below it included."""

    pk = models.CompositePrimaryKey("region_code", "month", "domain", "source_kind", "severity")
    region_code = models.CharField(max_length=12)
    region_name = models.CharField(max_length=40)
    region_kind = models.CharField(max_length=10, choices=RegionKind.choices)
    city_code = models.CharField(max_length=12)
    month = models.DateField("月份")
    domain = models.CharField("重点领域", max_length=16, choices=KeyDomain.choices)
    source_kind = models.CharField("来源", max_length=16, choices=SourceKind.choices)
    severity = models.CharField("严重程度", max_length=10, choices=Severity.choices)
    records = models.IntegerField("公示中")

    class Meta:
        managed = False
        db_table = '"open"."statistic"'

    def __str__(self) -> str:
        return f"{self.region_name} {self.month:%Y-%m} {self.records}"
