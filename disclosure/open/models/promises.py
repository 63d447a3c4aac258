"""What government promised, boards of townships, files of agencies, the list of dishonest enterprises: unmanaged models on their views."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Q

from common.key_domains import KeyDomain
from disclosure.addresses import address_of
from disclosure.open.models.departments import department_of_row
from organisations.board_vocabulary import Frequency, PromiseState, TaskList, TownshipMatter

PROMISED = (KeyDomain.PROCUREMENT, KeyDomain.PPP, KeyDomain.INVESTMENT, KeyDomain.TOWNSHIPS)
"""The domains whose promises stand in public, in the order of the policy."""
WITHOUT_A_STATE = (
    *(TownshipMatter.AFFAIRS, TownshipMatter.FINANCE),
    *(TownshipMatter.INTERACTION, TownshipMatter.CIVILITY),
)
"""Lines of a board that tell what was opened, listed or measured: nothing of them is kept or not."""


class OpenPromiseQuerySet(models.QuerySet["OpenPromise"]):
    """Questions put to the promises in public."""

    def of_boards(self) -> Self:
        """Return the lines of townships' boards."""
        return self.filter(domain=KeyDomain.TOWNSHIPS)

    def kept_or_not(self) -> Self:
        """Return what can be kept: all promises, and of a board the lines that are one."""
        return self.exclude(matter__in=WITHOUT_A_STATE)

    def said(self, words: str) -> Self:
        """Return those whose text, document or department holds every word."""
        found = self
        for word in words.split():
            of_document = Q(document_title__contains=word) | Q(document_number__contains=word)
            found = found.filter(Q(content__contains=word) | of_document | Q(department__name__contains=word))
        return found

    def by_domain(self) -> list[tuple[str, str, int, int]]:
        """Return key, word, number and number kept of each domain, in the order of the policy."""
        kept = Count("pk", filter=Q(state=PromiseState.KEPT))
        counted = self.order_by().values_list("domain").annotate(number=Count("pk"), kept=kept)
        found = {key: (number, kept) for key, number, kept in counted}
        return [(key.value, str(key.label), *found.get(key.value, (0, 0))) for key in PROMISED]


class OpenPromise(models.Model):
    """One promise: what, until when, kept or lawfully changed; nothing of late or broken, and not to whom.

    A line of a township's board has its matter and what goes with it; of the other domains these columns are empty.
    """

    public_id = models.UUIDField(primary_key=True)
    department = department_of_row()
    domain = models.CharField("重点领域", max_length=12, choices=[(key.value, key.label) for key in PROMISED])
    matter = models.CharField("事项类别", max_length=12, choices=TownshipMatter.choices)
    content = models.TextField("承诺事项")
    document_title = models.CharField("承诺书、公开目录或者清单", max_length=200)
    document_number = models.CharField("文号或者编号", max_length=120)
    village = models.CharField("村（居）", max_length=100)
    board = models.CharField("公开栏", max_length=300)
    signed_on = models.DateField("公布日期")
    due_on = models.DateField("承诺时限", null=True)
    state = models.CharField("现在", max_length=10, choices=PromiseState.choices)
    changed_on = models.DateField("依法变更日期", null=True)
    opens_on = models.DateField("列入公开栏")
    open_matter = models.CharField("公开事项", max_length=200)
    opened_on = models.DateField("公开日期", null=True)
    frequency = models.CharField("公开周期", max_length=8, choices=Frequency.choices)
    period_until = models.DateField("所属期截止日", null=True)
    accounts_on = models.DateField("公开日期", null=True)
    subsidy = models.CharField("补贴名称", max_length=100)
    subsidy_standard = models.CharField("补贴标准", max_length=200)
    recipients = models.IntegerField("发放人数", null=True)
    granted = models.DecimalField("发放金额", max_digits=18, decimal_places=2, null=True)
    granted_on = models.DateField("发放日期", null=True)
    task_list = models.CharField("清单", max_length=10, choices=TaskList.choices)
    list_document = models.CharField("清单文件", max_length=200)
    score_of_township = models.DecimalField("村（居）评乡镇街道", max_digits=5, decimal_places=2, null=True)
    score_of_village = models.DecimalField("乡镇街道评村（居）", max_digits=5, decimal_places=2, null=True)
    evaluated_on = models.DateField("双向评估日期", null=True)
    civility_score = models.DecimalField("文明村镇测评分值", max_digits=6, decimal_places=2, null=True)
    honesty_weight = models.DecimalField("其中政务诚信权重（%）", max_digits=5, decimal_places=2, null=True)
    measured_on = models.DateField("测评日期", null=True)
    pilot_plan = models.CharField("试点方案", max_length=200)
    pilot_from = models.DateField("试点开始", null=True)
    pilot_until = models.DateField("试点结束", null=True)
    pilot_reviewed_on = models.DateField("试点评估", null=True)
    ratings = models.IntegerField("评价件数", null=True)
    rating = models.DecimalField("群众评价", max_digits=2, decimal_places=1, null=True)

    objects = OpenPromiseQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = '"open"."promise"'
        ordering = ["matter", models.F("due_on").asc(nulls_last=True), "public_id"]

    def __str__(self) -> str:
        return self.content

    def get_absolute_url(self) -> str:
        return address_of("promise", self.public_id)


class OpenDishonestEnterprise(models.Model):
    """An enterprise that a statistics agency found seriously dishonest; no record of a government body, and counted nowhere."""

    public_id = models.UUIDField(primary_key=True)
    name = models.CharField("企业名称", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    address = models.CharField("地址", max_length=200)
    violation = models.CharField("统计违法行为", max_length=500)
    document_title = models.CharField("文书", max_length=200)
    document_number = models.CharField("认定文书", max_length=200)
    decided_by = models.CharField("认定机构", max_length=200)
    decided_on = models.DateField("认定日期")
    opens_on = models.DateField("公示起")
    closes_on = models.DateField("公示至（不含当日）")

    class Meta:
        managed = False
        db_table = '"open"."dishonest_enterprise"'
        ordering = ["-opens_on", "name", "public_id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("dishonest_enterprise", self.public_id)

    def days_left(self, today: date) -> int:
        """Return for how many days it stands yet, today among them."""
        return (self.closes_on - today).days


class OpenAgency(models.Model):
    """What one tenderer wrote down of an agency for tenders: its grade by a source, what oversight found; never a score."""

    public_id = models.UUIDField(primary_key=True)
    name = models.CharField("招标代理机构", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    grade = models.CharField("信用等级或者信用信息", max_length=200)
    grade_source = models.CharField("信用信息的来源", max_length=200)
    graded_on = models.DateField("信用信息日期", null=True)
    oversight = models.CharField("动态监管情况", max_length=500)
    oversight_on = models.DateField("动态监管日期", null=True)
    project_name = models.CharField("招标项目", max_length=200)
    kept_by = models.CharField("登记单位", max_length=200)
    opens_on = models.DateField("公开日期")

    class Meta:
        managed = False
        db_table = '"open"."agency"'
        ordering = ["name", "credit_code", "-opens_on", "public_id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("agency", self.public_id)
