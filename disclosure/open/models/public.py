"""What stands in public: unmanaged models on the views of schema `open`, the only door for every page."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from common.key_domains import KeyDomain
from disclosure.addresses import address_of
from disclosure.open.models import rows
from disclosure.open.models.departments import department_of_row
from organisations.vocabulary import ClassSubject, Publicity, RegionKind, Sharing, UpdateCycle
from policy.vocabulary import Cause, ChallengeKind, CorrectionKind, Severity, SourceKind

LINE = (
    *(
        "public_id",
        "title",
        "facts",
        "department_name",
        "source_kind",
        "domain",
        "severity",
        "document_number",
    ),
    *("opens_on", "closes_on", "published_at", "published_on", "is_disputed", "note", "note_on"),
)
"""What the line of a record in a list shows, and its place in the order."""


class OpenRecordQuerySet(models.QuerySet["OpenRecord"]):
    """Questions put to the records in public."""

    def at(self, public_id: UUID) -> OpenRecord | None:
        """Return what stands at an address, with the code of its department."""
        found = self._with_codes("FROM open.record own WHERE own.public_id = %s", public_id)
        return found[0] if found else None

    def newest(self, number: int) -> list[OpenRecord]:
        """Return what was published last, by the walk along the date that also serves long lists."""
        return self.by_function("open.hits_many('{}'::jsonb, false, 0, %s)", number, only=LINE)

    def held_by(
        self, credit_code: str, skip: int, take: int, only: rows.Names = rows.WHOLE
    ) -> list[OpenRecord]:
        """Return what stands on a department, and on those whose duties it took over, newest first."""
        return rows.read(OpenRecord, "FROM open.held(%s, %s, %s) own", [credit_code, skip, take], only)

    def following(self, public_id: UUID, take: int) -> list[OpenRecord]:
        """Return so many records after an address, in the order of addresses: a walk through all that reads each once."""
        return self._with_codes(
            "FROM open.record own WHERE own.public_id > %s ORDER BY own.public_id LIMIT %s", public_id, take
        )

    def by_function(self, call: str, *given: rows.Value, only: rows.Names = rows.WHOLE) -> list[OpenRecord]:
        """Return the records that a function of the store answers with, each with the code of its department."""
        return self._with_codes(f"FROM {call} own", *given, only=only)

    def _with_codes(
        self, question: str, *given: rows.Value, only: rows.Names = rows.WHOLE
    ) -> list[OpenRecord]:
        code = "(SELECT credit_code FROM open.department body WHERE body.key = own.department_key)"
        found = rows.read_beside(OpenRecord, code, question, given, only)
        for record, beside in found:
            (record.department_code,) = beside
        return [record for record, _ in found]


class OpenRecord(models.Model):
    """A dishonesty record that stands in public today."""

    public_id = models.UUIDField(primary_key=True)
    title = models.CharField("标题", max_length=120)
    facts = models.TextField("失信事实")
    department = department_of_row()
    department_name = models.CharField("部门", max_length=200)
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
    is_disputed = models.BooleanField("异议处理中")
    note = models.TextField("单位说明")
    note_on = models.DateField("单位说明公开日期", null=True)
    commitment = models.TextField("信用承诺书")
    commitment_on = models.DateField("信用承诺书公开日期", null=True)
    challenges = ArrayField(models.TextField())
    department_code: str
    """The code of its department, where it was read along."""

    objects = OpenRecordQuerySet.as_manager()

    get_source_kind_display = rows.worded("source_kind", SourceKind.choices)
    get_cause_display = rows.worded("cause", Cause.choices)
    get_domain_display = rows.worded("domain", KeyDomain.choices)
    get_severity_display = rows.worded("severity", Severity.choices)
    get_correction_kind_display = rows.worded("correction_kind", CorrectionKind.choices)
    get_challenges_display = rows.listed("challenges", ChallengeKind.choices)

    class Meta:
        managed = False
        db_table = '"open"."record"'
        ordering = ["-opens_on", "-published_at", "-public_id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the public address."""
        return address_of("record", self.public_id)

    @property
    def place(self) -> str:
        """Return city and county in full, because names of counties repeat（鼓楼区）."""
        return self.city_name + self.county_name or self.region_name

    def days_left(self, today: date) -> int:
        """Return the days on which the record still stands, today included."""
        return (self.closes_on - today).days


class OpenInformationClass(models.Model):
    """A class of the catalogue in force today: what is kept on whom, and who may read it（二(四)）."""

    key = models.CharField(max_length=40, primary_key=True)
    name = models.CharField("信息类别", max_length=100)
    about = models.CharField("主体", max_length=10, choices=ClassSubject.choices)
    source = models.CharField("来源", max_length=200)
    provider = models.CharField("提供单位", max_length=200)
    sharing = models.CharField("共享属性", max_length=12, choices=Sharing.choices)
    cycle = models.CharField("更新周期", max_length=12, choices=UpdateCycle.choices)
    publicity = models.CharField("公开属性", max_length=12, choices=Publicity.choices)
    basis = models.CharField("依据", max_length=200)
    is_settled = models.BooleanField("已确认")
    since = models.DateField("施行日期")

    class Meta:
        managed = False
        db_table = '"open"."information_class"'
        ordering = ["about", "key"]

    def __str__(self) -> str:
        return self.name


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
    """The random address of something that no longer stands in public; nothing else of it is left.

    `leads_to`: where the corrected text stands that took its place, None where none stands now.
    """

    public_id = models.UUIDField(primary_key=True)
    leads_to = models.UUIDField("更正后的地址", null=True)

    class Meta:
        managed = False
        db_table = '"open"."ended"'

    def __str__(self) -> str:
        return str(self.public_id)


class OpenCheck(models.Model):
    """When store and definition were last compared, and in how many rows they differed."""

    checked_at = models.DateTimeField("核对时间", primary_key=True)
    differences = models.IntegerField("差异数")

    class Meta:
        managed = False
        db_table = '"open"."last_check"'

    def __str__(self) -> str:
        return f"{timezone.localtime(self.checked_at):%Y-%m-%d %H:%M} {self.differences}"


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
