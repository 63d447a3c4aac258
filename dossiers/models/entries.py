"""What an official's file holds beside the identity: one model for each kind of entry（rules.md 3.4）."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models.identity import Keyed
from dossiers.vocabulary import Challenge, Clemency, LearningKind, Sanction
from organisations.models.officials import Official
from organisations.querysets import OfOfficialQuerySet
from organisations.vocabulary import Level
from records.facts.dishonesty.models.records import DishonestyRecord
from records.facts.models.four_eyes import dates_in_order


def struck_whole(name: str) -> models.CheckConstraint:
    """An entry is struck with a reason, or stands."""
    return models.CheckConstraint(
        name=name,
        condition=Q(struck_at__isnull=True, struck_reason="")
        | (Q(struck_at__isnull=False) & ~Q(struck_reason="")),
    )


class FileEntry(Keyed):
    """One line of an official's file. Nothing is deleted: what was wrong is struck with a reason（作废）."""

    official = models.ForeignKey(Official, models.PROTECT, verbose_name="公务员", related_name="+")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="录入人"
    )
    entered_at = models.DateTimeField("录入时间", auto_now_add=True)
    struck_at = models.DateTimeField("作废时间", null=True, editable=False)
    struck_reason = models.CharField("作废理由", max_length=300, blank=True, editable=False)

    objects = OfOfficialQuerySet.as_manager()

    official_id: Any
    HEADLINE: str = ""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, self.HEADLINE))


class CareerStep(FileEntry):
    """A post held（任职经历）; who was responsible on a day is read from here（三(二) 责任回溯）."""

    HEADLINE = "post"
    post = models.CharField("职务", max_length=100)
    unit_name = models.CharField("任职单位", max_length=200)
    rank = models.CharField("职级", max_length=60, blank=True)
    since = models.DateField("任职自")
    until = models.DateField("任职至", null=True, blank=True, help_text="现任的不填。")
    document_number = models.CharField("任免文号", max_length=120, blank=True)

    class Meta:
        verbose_name = "任职经历"
        verbose_name_plural = "任职经历"
        ordering = ["-since", "-id"]
        constraints = [
            dates_in_order("career_in_order", "since", "until"),
            struck_whole("career_struck_whole"),
        ]


class Honour(FileEntry):
    """A commendation of the person（表彰荣誉, 岗位诚信标兵）. 苏政发〔2023〕55号 二(一), 二(四)"""

    HEADLINE = "honour"
    honour = models.CharField("荣誉名称", max_length=200, help_text="如：岗位诚信标兵。")
    level = models.CharField("级别", max_length=10, choices=[("national", "国家级"), *Level.choices])
    issued_by = models.CharField("颁发机关", max_length=200)
    document_number = models.CharField("文号", max_length=120)
    issued_on = models.DateField("颁发日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)

    class Meta:
        verbose_name = "表彰荣誉"
        verbose_name_plural = "表彰荣誉"
        ordering = ["-issued_on", "-id"]
        constraints = [
            dates_in_order("honour_in_order", "issued_on", "valid_until"),
            struck_whole("honour_struck_whole"),
        ]


class Learning(FileEntry):
    """A degree, integrity training, a signed pledge, an activity（诚信教育）. 苏政发〔2023〕55号 二(一)"""

    HEADLINE = "title"
    kind = models.CharField("类别", max_length=10, choices=LearningKind.choices)
    title = models.CharField("名称", max_length=200, help_text="学历学位、课程、承诺或活动的名称。")
    institution = models.CharField("院校或组织单位", max_length=200)
    hours = models.PositiveSmallIntegerField("学时", null=True, blank=True)
    completed_on = models.DateField("完成日期")

    class Meta:
        verbose_name = "教育与诚信教育"
        verbose_name_plural = "教育与诚信教育"
        ordering = ["-completed_on", "-id"]
        constraints = [struck_whole("learning_struck_whole")]


class ClemencyDecision(FileEntry):
    """A decision by 纪委监委 or 组织部 that spares the person（容错, 从轻免惩）; here it is only on record.

    苏政发〔2023〕55号 二(二), 二(五); rules.md 0.2f
    """

    HEADLINE = "matter"
    matter = models.CharField("事项", max_length=200)
    outcome = models.CharField("结论", max_length=10, choices=Clemency.choices)
    decided_by = models.CharField("认定机关", max_length=200)
    document_number = models.CharField("认定文号", max_length=120)
    decided_on = models.DateField("认定日期")
    record = models.ForeignKey(
        DishonestyRecord, models.PROTECT, null=True, blank=True, verbose_name="关联失信记录", related_name="+"
    )

    class Meta:
        verbose_name = "容错与从轻"
        verbose_name_plural = "容错与从轻"
        ordering = ["-decided_on", "-id"]
        constraints = [struck_whole("clemency_struck_whole")]


class InfluencePeriod(FileEntry):
    """The period in which a sanction counts（影响期）, computed by the rule in force when the sanction took effect.

    `until` is the first day on which it is over; None: no end by rule. 公职人员政务处分法 8; 公务员法 64, 65
    """

    HEADLINE = "sanction_words"
    sanction = models.CharField("处分或问责种类", max_length=14, choices=Sanction.choices)
    decided_by = models.CharField("决定机关", max_length=200)
    document_number = models.CharField("决定文号", max_length=120)
    effective_on = models.DateField("生效日期")
    stated_until = models.DateField(
        "决定书另定的期满日",
        null=True,
        blank=True,
        help_text="合并执行等决定书另有写明的才填；不填按规则计算。",
    )
    until = models.DateField("期满日", null=True, editable=False)
    rule_version = models.PositiveIntegerField("期间规则版本", null=True, editable=False)
    lifted_on = models.DateField("提前解除或撤销日期", null=True, blank=True)
    lifted_document = models.CharField("解除或撤销文号", max_length=120, blank=True)
    challenge = models.CharField(
        "复审复核、申诉", max_length=10, choices=Challenge.choices, default=Challenge.NONE
    )
    record = models.ForeignKey(
        DishonestyRecord, models.PROTECT, null=True, blank=True, verbose_name="关联失信记录", related_name="+"
    )

    class Meta:
        verbose_name = "影响期"
        verbose_name_plural = "影响期"
        ordering = ["-effective_on", "-id"]
        constraints = [
            dates_in_order("influence_in_order", "effective_on", "until"),
            dates_in_order("influence_lifted_in_order", "effective_on", "lifted_on"),
            models.CheckConstraint(
                name="influence_lifted_by_document",
                condition=Q(lifted_on__isnull=True, lifted_document="")
                | (Q(lifted_on__isnull=False) & ~Q(lifted_document="")),
                violation_error_message="提前解除须同时写明日期和文号",
            ),
            models.CheckConstraint(
                name="influence_expulsion_has_none",
                condition=~Q(sanction=Sanction.EXPULSION) | Q(until__isnull=True),
            ),
            struck_whole("influence_struck_whole"),
        ]

    @property
    def sanction_words(self) -> str:
        """Return the sanction with its document's number."""
        return f"{self.get_sanction_display()}（{self.document_number}）"

    @property
    def over_on(self) -> date | None:
        """Return the first day on which it no longer counts."""
        ends = [day for day in (self.until, self.lifted_on) if day]
        return min(ends, default=None)

    def is_running(self, today: date) -> bool:
        """Say whether it counts on `today`（half-open）."""
        over = self.over_on
        return self.effective_on <= today and (over is None or today < over)
