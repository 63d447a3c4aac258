from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Self

from django.db import models
from django.db.models import Q

from common.case_files import CaseFile, case_files
from common.ends import End
from common.models.evidence import Evidence
from common.models.identity import Keyed
from common.roles import SELF, Role
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from days.calendar import UNIT_LABELS

from .letter_templates import LetterTemplate

WRITERS = frozenset({Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.FINDING_BODY})
VOIDERS = frozenset({Role.DIRECTOR, Role.FINDING_BODY})
RECIPIENTS = frozenset({Role.REPRESENTATIVE, SELF})
"""Who reads letters as the one they are sent to: never a draft."""


class LetterSeries(Keyed):
    """The register of one body's letters of one kind in one year（发文登记）: its mark and the last number given.

    Only a letter that takes the next number moves `last_number`: triggers refuse everything else.
    党政机关公文处理工作条例 9(五)
    """

    body_id = models.UUIDField("发文机关编号")
    body_name = models.CharField("发文机关", max_length=200)
    kind = models.CharField("文种", max_length=20)
    mark = models.CharField("发文代字", max_length=30)
    year = models.PositiveSmallIntegerField("年度")
    first_number = models.PositiveIntegerField("起始序号", default=1)
    last_number = models.PositiveIntegerField("已用序号", default=0)

    class Meta:
        verbose_name = "发文登记"
        verbose_name_plural = "发文登记"
        ordering = ["-year", "mark"]
        constraints = [
            models.UniqueConstraint(fields=["body_id", "kind", "year"], name="letter_series_once"),
            models.UniqueConstraint(fields=["mark", "year"], name="letter_mark_once_a_year"),
            models.CheckConstraint(name="letter_mark_is_words", condition=Q(mark__regex=r"^[^\s0-9〔〕]+$")),
            models.CheckConstraint(
                name="letter_numbers_in_order",
                condition=Q(first_number__gte=1, last_number__gte=models.F("first_number") - 1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕"


def _of_cases(condition: Callable[[CaseFile], Q | None]) -> Q:
    """Return the condition on letters that holds where it holds for the object that the letter serves."""
    found = Q(pk__in=[])
    for case in case_files.values():
        rows = condition(case)
        if rows is not None:
            keys = case.model_class._base_manager.filter(rows).values("pk")
            found |= Q(object_type=case.model, object_id__in=keys)
    return found


class LetterQuerySet(WorkflowQuerySet):
    """Questions put to the letters."""

    def visible_to(self, posting: Actor) -> Self:
        """Return the letters about what the posting may see; to whom they are sent only what has gone out."""
        found = self.filter(_of_cases(lambda case: Q(pk__in=case.rows(posting).values("pk"))))
        return found.filter(number__isnull=False) if posting.role in RECIPIENTS else found

    def of(self, obj: models.Model) -> Self:
        """Return the letters that serve one object."""
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)


class LetterManager(models.Manager["Letter"].from_queryset(LetterQuerySet)):  # type: ignore[misc]
    """Letters without the bytes of their PDF, which are read when they are asked for."""

    def get_queryset(self) -> LetterQuerySet:
        """Leave the PDF where it is."""
        rows: LetterQuerySet = super().get_queryset().defer("pdf")
        return rows


class Letter(Workflow):
    """A letter（文书）that serves one object: its words of then, its number, and the PDF that went out.

    Numbers are consecutive by body, kind and year; a voided letter keeps its number and none is given twice.
    党政机关公文处理工作条例 9, 25
    """

    MATTER = "告知书、函等的拟稿、编号、送达和作废"
    ORDER = 22

    ENDS = {"void": End.VOID}
    TRANSITIONS = {
        "issue": Verb("编号发出", ("drafted",), "issued", WRITERS),
        "serve": Verb("登记送达", ("issued",), "served", WRITERS),
        "serve_again": Verb("补登送达", ("served",), "", WRITERS),
        "discard": Verb("弃稿", ("drafted",), "void", WRITERS, needs_reason=True),
        "void": Verb("作废", ("issued", "served"), "void", VOIDERS, needs_reason=True),
    }
    ENTER = Verb("拟稿", (), "drafted", WRITERS)

    class Status(models.TextChoices):
        """How far a letter is."""

        DRAFTED = "drafted", "拟稿"
        ISSUED = "issued", "已发出"
        SERVED = "served", "已送达"
        VOID = "void", "作废"

    object_type = models.CharField("对象类型", max_length=80)
    object_id = models.UUIDField("对象编号")
    template = models.ForeignKey(
        LetterTemplate, models.PROTECT, related_name="letters", verbose_name="文书模板"
    )
    kind = models.CharField("文种", max_length=20)
    issuer_id = models.UUIDField("发文机关编号")
    issuer_name = models.CharField("发文机关", max_length=200)
    title = models.CharField("标题", max_length=200)
    addressee = models.CharField("主送", max_length=200)
    body = models.TextField("正文", max_length=40_000)
    status = models.CharField("状态", max_length=10, choices=Status.choices, editable=False)
    series = models.ForeignKey(
        LetterSeries, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name="发文登记"
    )
    number = models.PositiveIntegerField("序号", null=True, blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("发文日期", null=True, blank=True)
    pdf = models.BinaryField(null=True)
    pdf_sha256 = models.CharField("PDF 指纹", max_length=64, blank=True)
    void_reason = models.TextField("作废理由", blank=True)

    objects = LetterManager()

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_id", "id"], name="letter_of_object")]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="letter_number_once"),
            models.UniqueConstraint(
                fields=["document_number"],
                name="letter_document_number_once",
                condition=~Q(document_number=""),
            ),
            models.CheckConstraint(
                name="letter_number_whole",
                condition=Q(
                    series=None, number=None, issued_on=None, pdf=None, document_number="", pdf_sha256=""
                )
                | Q(
                    series__isnull=False,
                    number__isnull=False,
                    issued_on__isnull=False,
                    pdf__isnull=False,
                    pdf_sha256__regex=r"^[0-9a-f]{64}$",
                )
                & ~Q(document_number=""),
            ),
            models.CheckConstraint(
                name="letter_numbered_when_issued",
                condition=Q(status="drafted", number=None)
                | Q(status__in=["issued", "served"], number__isnull=False)
                | Q(status="void"),
            ),
            models.CheckConstraint(
                name="letter_void_with_reason",
                condition=(Q(status="void") & ~Q(void_reason="")) | (~Q(status="void") & Q(void_reason="")),
            ),
            models.CheckConstraint(
                name="letter_says_something",
                condition=~Q(title="") & ~Q(body="") & ~Q(addressee="") & ~Q(issuer_name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number or self.title

    @classmethod
    def recused_rows(cls, by: Actor) -> Q | None:
        """Return the condition on letters about a matter of whoever acts（回避）."""
        return _of_cases(lambda case: case.model_class.recused_rows(by))

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts must leave the letter's matter to another（回避）."""
        matter = case_files[self.object_type].model_class._base_manager.filter(pk=self.object_id).first()
        return str(matter.recusal(by)) if matter else ""


class LetterService(Keyed):
    """That a letter was served（送达）: how, to whom, on which day, and the proof of it.

    Append-only. A service by public notice keeps the day of the notice and the period of then; it counts as served
    once that period is over. 民事诉讼法 87–95; 行政处罚法 61; rules.md 0.2o
    """

    class Manner(models.TextChoices):
        """How a letter is served（送达方式）."""

        DIRECT = "direct", "直接送达"
        LEFT = "left", "留置送达"
        ENTRUSTED = "entrusted", "委托送达"
        POST = "post", "邮寄送达"
        ELECTRONIC = "electronic", "电子送达"
        NOTICE = "notice", "公告送达"

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="services", verbose_name="文书")
    manner = models.CharField("送达方式", max_length=10, choices=Manner.choices)
    recipient = models.CharField("受送达人", max_length=200)
    served_on = models.DateField("送达日期")
    noticed_on = models.DateField("公告日期", null=True, blank=True)
    notice_amount = models.PositiveSmallIntegerField("公告期", null=True, blank=True)
    notice_unit = models.CharField("公告期单位", max_length=20, blank=True, choices=[*UNIT_LABELS.items()])
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="proves", verbose_name="送达证明文件"
    )
    proof = models.CharField("送达证明", max_length=300, blank=True)
    recorded_by = models.UUIDField("登记人编号")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    letter_id: uuid.UUID
    get_manner_display: Callable[[], str]

    class Meta:
        verbose_name = "送达"
        verbose_name_plural = "送达"
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "manner", "recipient", "served_on"], name="letter_service_once"
            ),
            models.CheckConstraint(
                name="letter_service_proved", condition=Q(evidence__isnull=False) | ~Q(proof="")
            ),
            models.CheckConstraint(
                name="letter_service_to_somebody",
                condition=~Q(recipient=""),
            ),
            models.CheckConstraint(
                name="letter_notice_has_its_period",
                condition=Q(manner="notice", served_on__gte=models.F("noticed_on"), notice_amount__gt=0)
                & Q(noticed_on__isnull=False, notice_amount__isnull=False)
                & ~Q(notice_unit="")
                | ~Q(manner="notice") & Q(noticed_on=None, notice_amount=None, notice_unit=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_manner_display()} {self.served_on}"
