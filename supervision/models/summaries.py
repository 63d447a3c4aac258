"""The nightly figures. For the views of the schema `open` (public side):

open.statistic    FROM supervision_publiccell (run_id, region_id, month date, domain, basis, severity, records int)
                  JOIN supervision_aggregationrun run ON run.id = run_id AND run.is_current
                  JOIN organisations_region region ON region.id = region_id;  basis AS source_kind
open.aggregation  FROM supervision_aggregationrun (data_time, finished_at, public_records int AS rows) WHERE is_current

Every record is counted once in each region above it (province, city, county, township): choose one
level before adding up. `month` in public is the month of `opens_on`. The aggregation raises
PublicGeneration after each switch, so cached pages follow by themselves.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from common.key_domains import KeyDomain
from common.models.identity import Keyed
from common.roles import ALL_SEEING_ROLES, BLIND_ROLES, SINGLE_BODIES
from common.trail import Actor
from organisations.models import Department, Region
from organisations.scopes import NOTHING, department_scope
from policy.vocabulary import RecordStatus, Severity, SourceKind
from supervision.models.runs import AggregationRun

NO_FIGURES = BLIND_ROLES | SINGLE_BODIES
"""Their scope is single records, some of them only from the notice on: a total would tell of the others."""


class Subject(models.TextChoices):
    """Whom a record is about."""

    DEPARTMENT = "department", "部门"
    OFFICIAL = "official", "公务员"


class Figure(Keyed):
    """A derived row of one run. No foreign key is checked row by row: the run asserts the whole.

    Hardly any rows but the current run's are ever there, so an index on `run` would choose nothing.
    """

    run = models.ForeignKey(
        AggregationRun, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        abstract = True


def cell_scope(posting: Actor) -> Q:
    """Return the condition that a cell is of the posting's regions or domain."""
    if posting.role in NO_FIGURES:
        return NOTHING
    if posting.role in ALL_SEEING_ROLES:
        return Q()
    scope = Q(region__path__startswith=posting.region.path) if posting.region is not None else NOTHING
    return scope | Q(domain=posting.domain) if posting.domain else scope


class CellQuerySet(models.QuerySet[Any]):
    """Questions put to the figures by region."""

    def current(self) -> CellQuerySet:
        """Return the figures that are shown: those of the last good run."""
        return self.filter(run__is_current=True)

    def of_region(self, region: Region) -> CellQuerySet:
        """Return the cells of one region, everything below it included."""
        return self.filter(region=region)

    def visible_to(self, posting: Actor) -> CellQuerySet:
        """Return the cells of the posting's regions or domain.

        Civil servants' records go by 干部管理权限, not by region: only who reads everything sees them counted.
        """
        if posting.role in ALL_SEEING_ROLES:
            return self.all()
        return self.filter(cell_scope(posting), subject=Subject.DEPARTMENT)


class OfficeCell(Figure):
    """Records on file by region × month × key domain × basis × severity × state.

    `basis` is the kind of source（来源类型: 司法判决、行政处罚、处分、问责处理）, the ground on which the founding
    text lets a fact become a record. It is not a record's 认定依据（`legal_basis`）: that is free
    text, which cannot be counted. `month` is that of 认定日期. `subject` keeps civil servants' records
    apart, so that a region's total never tells of a person.

    苏政发〔2023〕55号 二(二)
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    month = models.DateField("认定月份")
    domain = models.CharField("重点领域", max_length=16, choices=KeyDomain.choices)
    basis = models.CharField("来源类型", max_length=16, choices=SourceKind.choices)
    severity = models.CharField("严重程度", max_length=10, choices=Severity.choices)
    state = models.CharField("状态", max_length=16, choices=RecordStatus.choices)
    subject = models.CharField("主体", max_length=10, choices=Subject.choices)
    records = models.PositiveIntegerField("记录数")

    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = "内部统计"
        verbose_name_plural = "内部统计"
        indexes = [models.Index(fields=["region", "month"], name="officecell_region_month")]
        constraints = [models.CheckConstraint(name="officecell_counts_something", condition=Q(records__gt=0))]

    def __str__(self) -> str:
        return f"{self.region} {self.month:%Y-%m} {self.records}"


class PublicCell(Figure):
    """Records that stand in public by region × month of publication × key domain × basis × severity.

    Only what stands: ended and tolerated matters are in no cell, so no small number can tell of them.
    `basis` as in OfficeCell.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    month = models.DateField("公示月份")
    domain = models.CharField("重点领域", max_length=16, choices=KeyDomain.choices)
    basis = models.CharField("来源类型", max_length=16, choices=SourceKind.choices)
    severity = models.CharField("严重程度", max_length=10, choices=Severity.choices)
    records = models.PositiveIntegerField("记录数")

    class Meta:
        verbose_name = "公开统计"
        verbose_name_plural = "公开统计"
        indexes = [models.Index(fields=["region", "month"], name="publiccell_region_month")]
        constraints = [models.CheckConstraint(name="publiccell_counts_something", condition=Q(records__gt=0))]

    def __str__(self) -> str:
        return f"{self.region} {self.month:%Y-%m} {self.records}"


class DepartmentYearQuerySet(models.QuerySet["DepartmentYear"]):
    """Questions put to the figures by department."""

    def current(self) -> DepartmentYearQuerySet:
        """Return the figures that are shown: those of the last good run."""
        return self.filter(run__is_current=True)

    def visible_to(self, posting: Actor) -> DepartmentYearQuerySet:
        """Return the lines of the departments in the posting's scope."""
        if posting.role in NO_FIGURES:
            return self.none()
        return self.filter(department_scope(posting, "department__"))


STATES = tuple(RecordStatus.values)


class DepartmentYear(Figure):
    """A department's records by year of 认定日期 and state; the line without a year is all years.

    Every department on the roster that day has its line without a year, with zeros where nothing is on file.
    """

    department = models.ForeignKey(Department, models.CASCADE, related_name="+", db_constraint=False)
    year = models.PositiveSmallIntegerField("年度", null=True)
    records = models.PositiveIntegerField("记录数")
    draft = models.PositiveIntegerField("草稿")
    pending_review = models.PositiveIntegerField("待复核")
    pending_notice = models.PositiveIntegerField("待告知")
    statement = models.PositiveIntegerField("陈述申辩")
    confirmed = models.PositiveIntegerField("已认定")
    not_included = models.PositiveIntegerField("不纳入")
    returned = models.PositiveIntegerField("退回")
    withdrawn = models.PositiveIntegerField("已撤销")
    void = models.PositiveIntegerField("作废")

    objects = DepartmentYearQuerySet.as_manager()

    class Meta:
        verbose_name = "部门年度统计"
        verbose_name_plural = "部门年度统计"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "department", "year"], name="department_year_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="department_states_add_up",
                condition=Q(
                    records=F("draft")
                    + F("pending_review")
                    + F("pending_notice")
                    + F("statement")
                    + F("confirmed")
                    + F("not_included")
                    + F("returned")
                    + F("withdrawn")
                    + F("void")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.year or '历年'} {self.records}"


class DayTotalQuerySet(models.QuerySet["DayTotal"]):
    """Questions put to the totals of a day."""

    def current(self) -> DayTotalQuerySet:
        """Return the figures that are shown: those of the last good run."""
        return self.filter(run__is_current=True)

    def visible_to(self, posting: Actor) -> DayTotalQuerySet:
        """Return the totals, which have no region, to whoever's scope is the whole province."""
        everything = posting.role in ALL_SEEING_ROLES
        place = None if posting.role in NO_FIGURES else posting.region
        province = place is not None and place.parent_id is None
        return self.all() if everything or province else self.none()


class DayTotal(Figure):
    """How much was decided and how much was entered on one Beijing day, over the whole portal."""

    day = models.DateField("日期")
    decided = models.PositiveIntegerField("当日认定文书")
    entered = models.PositiveIntegerField("当日录入")

    objects = DayTotalQuerySet.as_manager()

    class Meta:
        verbose_name = "逐日合计"
        verbose_name_plural = "逐日合计"
        constraints = [models.UniqueConstraint(fields=["run", "day"], name="day_total_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.decided} {self.entered}"
